package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import sekisho.journal.tree.SignedTree;
import sekisho.journal.tree.SigningKey;
import sekisho.journal.tree.VerifierKey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/// `sekisho checkpoint`: what was signed last, to be kept on paper.
@Command(
        name = "checkpoint",
        description = "Take what was signed last out of the machine.",
        mixinStandardHelpOptions = true)
final class CheckpointCommand {
    @Spec private @Nullable CommandSpec spec;

    @Command(
            name = "print",
            description = {
                "Write a page to be printed and signed by hand: the newest checkpoint, as text and"
                        + " as a QR code.",
                "Read the code into a file, and verify or restore compare with it: --checkpoint"
                        + " FILE."
            },
            mixinStandardHelpOptions = true)
    int print(
            @Option(names = "--data", required = true, paramLabel = "DATA") Path data,
            @Mixin KeysOption keys,
            @Parameters(
                            paramLabel = "PAGE.html",
                            description = "The page to write; it must not exist.")
                    Path page)
            throws IOException {
        Folders folders = keys.folders(data);
        Path pub = folders.keys().resolve(SigningKey.PUBLIC);
        if (!Files.exists(pub)) {
            throw new CommandFailed("there is no " + pub + ": start the station once");
        }
        VerifierKey key = VerifierKey.parse(Files.readString(pub).strip());
        SignedTree tree = SignedTree.of(folders.log(), key);
        if (tree == null) {
            throw new CommandFailed("nothing has been signed yet");
        }
        if (Files.exists(page)) {
            throw new CommandFailed(page + " is there already: name a file that is not");
        }
        Files.writeString(page, CheckpointPage.of(tree, key), StandardOpenOption.CREATE_NEW);
        Objects.requireNonNull(spec)
                .commandLine()
                .getOut()
                .println("written to " + page + ": print it, sign it, and keep it elsewhere");
        return 0;
    }
}
