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
import sekisho.sensor.feed.file.FileMapping;
import sekisho.sensor.feed.file.FileMappingPart;
import sekisho.sensor.feed.file.RowImport;
import sekisho.sensor.feed.file.RowPreview;
import sekisho.sensor.feed.file.UnfitFile;
import sekisho.sensor.mapping.Places;
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

/// `sekisho import`: enters a file of facts, or one of another system whose rows a mapping makes
/// facts of, into the journal of a station that is not running, by the way that every observation
/// takes.
@Command(
        name = "import",
        description = "Enter a file of facts into a stopped station, each once.",
        footer = {
            "",
            "Broken off, it is simply called again: what is in the journal already is known by the",
            "file's content and the line's number; with --mapping by the row itself, whichever",
            "file it comes in. Lines that can't be read are kept in the data folder under",
            "imports/ and can be imported once they are corrected."
        },
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description = "Facts, one JSON object a line; with --mapping what that describes.")
    private Path file = Path.of("");

    @Option(
            names = "--config",
            required = true,
            paramLabel = "SITE.yaml",
            description = "The site file of the station.")
    private Path site = Path.of("");

    @Option(
            names = "--mapping",
            paramLabel = "MAPPING.yaml",
            description = "What the file looks like and what its rows mean; see hardware/import.")
    private @Nullable Path mapping;

    @Option(
            names = "--preview",
            description = "Only show what would be entered; the station may run meanwhile.")
    private boolean preview;

    @Option(
            names = "--rows",
            defaultValue = "20",
            description = "How many rows a preview shows: ${DEFAULT-VALUE}.")
    private int rows;

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
        FileMapping mapped =
                mapping == null ? null : FileMappingPart.read(mapping, Places.of(config.site()));
        Path folder = Folders.of(config).imports();
        if (preview) {
            show(mapped, config, folder, out);
            return 0;
        }
        var progress = new ImportProgress(out, err, acknowledge);
        InstantSource clock = InstantSource.system();
        try (Core core = Core.open(Folders.of(config), config.site(), config.policy(), clock)) {
            FactsImport.Outcome outcome =
                    mapped == null
                            ? new FactsImport(core.intake(), clock, progress).run(file, folder)
                            : entered(mapped, config, folder, core.intake(), clock, progress);
            core.did(
                    "station.imported",
                    clock.instant(),
                    Map.of(
                            "file", String.valueOf(file.getFileName()),
                            "entered", outcome.entered(),
                            "duplicates", outcome.duplicates(),
                            "ignored", outcome.ignored(),
                            "unreadable", outcome.unreadable()));
            progress.finish(outcome);
            return 0;
        } catch (UnfitFile e) {
            throw new CommandFailed(file + ": " + e.getMessage());
        } catch (IOException | CompletionException | Intake.NotRecording e) {
            throw new CommandFailed(
                    "the import was broken off: %s; call it again, nothing is entered twice"
                            .formatted(e.getMessage()));
        }
    }

    private FactsImport.Outcome entered(
            FileMapping mapped,
            Config config,
            Path folder,
            Intake intake,
            InstantSource clock,
            ImportProgress progress)
            throws IOException, UnfitFile, InterruptedException {
        RowImport.Outcome rowsDone =
                new RowImport(mapped, config.people(), folder, intake, clock, progress).run(file);
        return new FactsImport.Outcome(
                rowsDone.entered(),
                rowsDone.known(),
                rowsDone.ignored(),
                rowsDone.refused(),
                rowsDone.aside());
    }

    private void show(@Nullable FileMapping mapped, Config config, Path folder, PrintWriter out) {
        if (mapped == null) {
            throw new CommandFailed("--preview needs --mapping: facts need no mapping");
        }
        try {
            PreviewTable.print(RowPreview.of(file, mapped, config.people(), folder, rows), out);
        } catch (UnfitFile | IOException e) {
            throw new CommandFailed(file + ": " + e.getMessage());
        }
    }
}
