package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import sekisho.audit.Backup;
import sekisho.audit.Report;
import sekisho.journal.JournalFailed;
import sekisho.journal.tree.SigningKey;
import sekisho.journal.tree.VerifierKey;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;

/// `sekisho backup`: a verified copy of a data folder, while the station runs.
@Command(
        name = "backup",
        description = {
            "Copy a data folder while the station runs, and verify the copy.",
            "The keys beside the data are not copied: keep them elsewhere."
        },
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private KeysOption keys = new KeysOption();

    @Option(names = "--data", required = true, paramLabel = "DATA")
    private Path data = Path.of("");

    @Parameters(paramLabel = "TO", description = "The folder to make; it must not exist.")
    private Path to = Path.of("");

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        try (var progress = new Counting(err, "bytes")) {
            Path pub = keys.folders(data).keys().resolve(SigningKey.PUBLIC);
            VerifierKey key = VerifierKey.parse(Files.readString(pub).strip());
            Report report = Backup.make(data, to, key, progress::count);
            progress.close();
            report.sentences().forEach(out::println);
            out.println(report.isSound() ? "copied to " + to : "nothing was kept of the copy");
            return report.exitCode();
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailed(to + " is there already: name a folder that is not");
        } catch (IllegalArgumentException | JournalFailed e) {
            throw new CommandFailed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CommandFailed("the copy can't be made: " + e);
        }
    }
}
