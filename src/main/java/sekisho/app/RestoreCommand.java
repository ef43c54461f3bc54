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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/// `sekisho restore`: puts a copy of a data folder back, unless something newer was signed.
@Command(
        name = "restore",
        description = {
            "Put a copy of a data folder back.",
            "It is compared with the newest checkpoint known elsewhere, and with what was signed"
                    + " last as the folder of keys has it. An older copy is refused: the log would"
                    + " go on differently from what was signed."
        },
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private KeysOption keysOption = new KeysOption();

    @Parameters(paramLabel = "FROM", description = "The copy.")
    private Path from = Path.of("");

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DATA",
            description = "The data folder to make; it must not exist.")
    private Path data = Path.of("");

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "The newest checkpoint that was kept elsewhere; any number of them.")
    private List<Path> kept = new ArrayList<>();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "The log's public key; without it the one in the folder of keys.")
    private @Nullable String key;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        Path keys = keysOption.folders(data).keys();
        try (var progress = new Counting(err, "bytes")) {
            List<String> newest = new ArrayList<>();
            for (Path file : kept) {
                newest.addAll(KeptCheckpoints.in(file));
            }
            Path signed = keys.resolve(SigningKey.SIGNED);
            if (Files.exists(signed)) {
                newest.add(Files.readString(signed));
            }
            if (newest.isEmpty()) {
                throw new CommandFailed(
                        "nothing tells which checkpoint is the newest: give one that was kept"
                                + " elsewhere with --checkpoint, or put the folder of keys back to "
                                + keys
                                + " first");
            }
            Report report = Backup.restore(from, data, key(keys), newest, progress::count);
            progress.close();
            report.sentences().forEach(out::println);
            out.println(
                    report.isSound()
                            ? "put back to " + data
                            : "nothing was put back: look for a newer copy");
            return report.exitCode();
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailed(data + " is there already: move it aside first");
        } catch (IllegalArgumentException | JournalFailed e) {
            throw new CommandFailed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CommandFailed("the copy can't be put back: " + e);
        }
    }

    private VerifierKey key(Path keys) throws IOException {
        Path file = key == null ? keys.resolve(SigningKey.PUBLIC) : Path.of(key);
        if (key != null && !Files.exists(file)) {
            return VerifierKey.parse(key);
        }
        return VerifierKey.parse(Files.readString(file).strip());
    }
}
