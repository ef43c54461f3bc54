package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import sekisho.journal.tree.Checkpoint;
import sekisho.journal.tree.Note;
import sekisho.journal.tree.Verification;
import sekisho.journal.tree.Verified;
import sekisho.journal.tree.VerifierKey;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/// `sekisho verify`: compares the journal of a data folder with what was signed. It needs no
/// station, and may run while one is writing.
@Command(
        name = "verify",
        description = "Verify the journal of a data folder against its signed checkpoints.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    private static final int UNSOUND = 1;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DATA", description = "The data folder of a station.")
    private Path data = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = {
                "The log's public key, as text or as a file.",
                "Without it: the one in the folder of keys beside the data."
            })
    private @Nullable String key;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "A checkpoint that was kept elsewhere; any number of them.")
    private List<Path> kept = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        Folders folders = new Folders(data);
        if (!Files.isDirectory(folders.journal())) {
            throw new CommandFailed(data + " holds no journal");
        }
        try {
            VerifierKey verifier = key(folders);
            List<Checkpoint> checkpoints = new ArrayList<>();
            for (Path file : kept) {
                checkpoints.add(Checkpoint.parse(Note.open(Files.readString(file), verifier)));
            }
            Verified verified =
                    Verification.of(
                            folders.journal(),
                            folders.log(),
                            verifier,
                            checkpoints,
                            entries -> progress(err, entries));
            tell(verified, out);
            return verified.isSound() ? 0 : UNSOUND;
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(String.valueOf(e.getMessage()));
        }
    }

    private static void progress(PrintWriter err, long entries) {
        if (System.console() != null) {
            err.print("\r" + entries + " entries");
            err.flush();
        }
    }

    private VerifierKey key(Folders folders) throws IOException {
        if (key == null) {
            Path usual = folders.keys().resolve("log.pub");
            if (!Files.exists(usual)) {
                throw new CommandFailed(
                        "there is no " + usual + ": tell the log's public key with --key");
            }
            return VerifierKey.parse(Files.readString(usual).strip());
        }
        Path file = Path.of(key);
        return VerifierKey.parse(Files.exists(file) ? Files.readString(file).strip() : key);
    }

    private static void tell(Verified verified, PrintWriter out) {
        Checkpoint newest = verified.checkpoint();
        verified.faults().forEach(fault -> out.println(fault.sentence()));
        if (newest == null) {
            out.printf("%d entries; nothing of them has been signed%n", verified.entries());
        } else {
            out.printf(
                    "%d entries, %d signed by %s; %d checkpoints agree%n",
                    verified.entries(), newest.size(), newest.origin(), verified.checkpoints());
        }
        if (verified.unfinished()) {
            out.println("the last entry is not whole yet: it was not acknowledged to anybody");
        }
        out.println(verified.isSound() ? "sound" : "NOT SOUND");
    }
}
