package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import sekisho.audit.Export;
import sekisho.audit.Report;
import sekisho.journal.JournalFailed;
import sekisho.journal.disclosure.DisclosureStore;
import sekisho.journal.tree.SigningKey;
import sekisho.journal.tree.VerifierKey;
import sekisho.site.ZoneId;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `sekisho export`: a folder of a range of days that anybody can verify. It needs no station, and
/// may run while one is writing.
@Command(
        name = "export",
        description = "Copy a range of days into a folder that anybody can verify.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private KeysOption keys = new KeysOption();

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DATA",
            description = "The data folder of a station.")
    private Path data = Path.of("");

    @Option(
            names = "--from",
            required = true,
            paramLabel = "DATE",
            description = "The first day, such as 2026-11-01, by the time of recording.")
    private LocalDate from = LocalDate.EPOCH;

    @Option(names = "--to", required = true, paramLabel = "DATE", description = "The last day.")
    private LocalDate to = LocalDate.EPOCH;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Only entries of this zone and of none; of the others only the hashes.")
    private @Nullable String zone;

    @Option(
            names = "--clock",
            paramLabel = "TIMEZONE",
            description = "Counts the days; without it: the time zone of the site's plan.")
    private java.time.@Nullable ZoneId clock;

    @Option(
            names = "--pseudonyms",
            description = {
                "Leave names and cards out: the export then holds pseudonyms only.",
                "Without it the keys beside the data must be readable."
            })
    private boolean pseudonyms;

    @Parameters(paramLabel = "OUT", description = "The folder to make; it must not exist.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        PrintWriter to = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        Folders folders = keys.folders(data);
        if (!Files.isDirectory(folders.journal())) {
            throw new CommandFailed(data + " holds no journal");
        }
        try (var progress = new Counting(err);
                DisclosureStore personal = pseudonyms ? null : personal(folders)) {
            Path usual = folders.keys().resolve(SigningKey.PUBLIC);
            Report report =
                    Export.make(
                            folders.journal(),
                            folders.log(),
                            VerifierKey.parse(Files.readString(usual).strip()),
                            new Export.Wanted(
                                    from,
                                    this.to,
                                    zone == null ? null : new ZoneId(zone),
                                    Optional.ofNullable(clock)),
                            Optional.ofNullable(personal),
                            out,
                            progress::count);
            progress.close();
            report.sentences().forEach(to::println);
            if (!Export.hasPage()) {
                err.println("the page that verifies in a browser is not part of this build");
            }
            to.println(report.isSound() ? "written to " + out : "nothing was written");
            return report.exitCode();
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailed(out + " is there already: name a folder that is not");
        } catch (IllegalArgumentException | JournalFailed e) {
            throw new CommandFailed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CommandFailed("the export can't be made: " + e);
        }
    }

    /// A station that has kept nothing apart has nothing to tell.
    private static @Nullable DisclosureStore personal(Folders folders) throws IOException {
        if (!Files.isDirectory(folders.disclosures())) {
            return null;
        }
        try {
            return DisclosureStore.toRead(folders.disclosures(), folders.keys());
        } catch (IOException e) {
            throw new CommandFailed(
                    "the keys of personal data can't be read (%s): export with --pseudonyms"
                            .formatted(e.getMessage()));
        }
    }
}
