package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import sekisho.app.config.Config;
import sekisho.app.config.SiteFile;
import sekisho.config.Misconfigured;
import sekisho.site.Intake;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;

/// `sekisho import`: enters a file of facts into the journal of a station that is not running, by
/// the way that every observation takes.
@Command(
        name = "import",
        description = "Enter a file of facts into the journal of a stopped station, each once.",
        footer = {
            "",
            "Broken off, it is simply called again: what is in the journal already is known by the",
            "file's content and the line's number. Lines that can't be read are kept in the data",
            "folder under imports/ and can be imported once they are corrected."
        },
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FACTS.ndjson", description = "One JSON object a line, UTF-8.")
    private Path file = Path.of("");

    @Option(
            names = "--config",
            required = true,
            paramLabel = "SITE.yaml",
            description = "The site file of the station.")
    private Path site = Path.of("");

    @Option(
            names = "--acknowledge",
            description = "Print the number of each line up to which everything is durable.")
    private boolean acknowledge;

    @Override
    public Integer call() throws Misconfigured, Refused, InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        Config config = SiteFile.read(site);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new CommandFailed(file + " is no file that can be read");
        }
        var progress = new ImportProgress(out, err, acknowledge);
        InstantSource clock = InstantSource.system();
        try (Core core = Core.open(Folders.of(config), config.site(), config.policy(), clock)) {
            Path aside = config.data().resolve("imports");
            var facts = new FactsImport(core.intake(), clock, progress);
            FactsImport.Outcome outcome = facts.run(file, aside);
            core.did(
                    "station.imported",
                    clock.instant(),
                    Map.of(
                            "file", String.valueOf(file.getFileName()),
                            "entered", outcome.entered(),
                            "duplicates", outcome.duplicates(),
                            "unreadable", outcome.unreadable()));
            progress.finish(outcome);
            return 0;
        } catch (IOException | CompletionException | Intake.NotRecording e) {
            throw new CommandFailed(
                    "the import was broken off: %s; call it again, nothing is entered twice"
                            .formatted(e.getMessage()));
        }
    }
}
