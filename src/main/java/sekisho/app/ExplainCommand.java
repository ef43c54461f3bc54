package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import sekisho.app.config.Config;
import sekisho.app.config.SiteFile;
import sekisho.config.Misconfigured;
import sekisho.journal.StoredJournal;
import sekisho.journal.disclosure.DisclosureStore;
import sekisho.site.Cardholders;
import sekisho.words.Language;
import sekisho.words.Sentence;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;

/// `sekisho explain`: the chain of facts behind a finding, in words. Reads the data folder; a
/// station may be running on it.
@Command(
        name = "explain",
        description = "Tell what a finding rests on, in Japanese and English.",
        footer = {
            "",
            "The number of a finding stands with its alarm on the board, and in the records."
        },
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private KeysOption keys = new KeysOption();

    @Parameters(paramLabel = "FINDING", description = "The number of the finding's entry.")
    private long finding;

    @Option(
            names = "--config",
            paramLabel = "SITE.yaml",
            description = "The site file of the station: its data folder, and people's names.")
    private @Nullable Path site;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "The data folder, where there is no site file; people go by their ids.")
    private @Nullable Path data;

    @Option(names = "--lang", paramLabel = "ja|en", description = "One language only.")
    private @Nullable String language;

    @Override
    public Integer call() throws Misconfigured {
        Config config = site == null ? null : SiteFile.read(site);
        Path folder = data != null ? data : config == null ? null : config.data();
        if (folder == null) {
            throw new CommandFailed("explain needs --config SITE.yaml or --data FOLDER");
        }
        Cardholders people = config == null ? new Cardholders(List.of()) : config.people();
        var folders = keys.folders(folder);
        var told = told(folders, people);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        String separator = "";
        for (Language one : languages()) {
            out.print(separator);
            separator = System.lineSeparator();
            told.forEach(line -> out.println(line.in(one)));
        }
        return 0;
    }

    /// Who lacks the keys reads the chain without names.
    private List<Sentence> told(Folders folders, Cardholders people) {
        var journal = StoredJournal.in(folders.journal());
        if (!Files.isDirectory(folders.disclosures())) {
            return ToldFinding.read(journal, UnaryOperator.identity(), finding, people);
        }
        try (var disclosures = DisclosureStore.toRead(folders.disclosures(), folders.keys())) {
            return ToldFinding.read(journal, disclosures::open, finding, people);
        } catch (IOException e) {
            Objects.requireNonNull(spec)
                    .commandLine()
                    .getErr()
                    .println("visitors are not named: their keys can't be read, " + e.getMessage());
            return ToldFinding.read(journal, UnaryOperator.identity(), finding, people);
        }
    }

    private List<Language> languages() {
        return switch (language) {
            case null -> List.of(Language.values());
            case "ja" -> List.of(Language.JA);
            case "en" -> List.of(Language.EN);
            default -> throw new CommandFailed("the language is ja or en, not " + language);
        };
    }
}
