package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import sekisho.journal.tree.SigningKey;
import sekisho.journal.tree.VerifierKey;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// `sekisho key`: the key that signs the log, for the wall; and another one in its place.
@Command(
        name = "key",
        description = "Show the key that signs the log, or change it.",
        mixinStandardHelpOptions = true)
final class KeyCommand {
    @Spec private @Nullable CommandSpec spec;

    @Command(
            name = "show",
            description = "Print the public key and its fingerprint, for the wall.",
            mixinStandardHelpOptions = true)
    int show(
            @Option(names = "--data", required = true, paramLabel = "DATA") Path data,
            @Mixin KeysOption keys)
            throws IOException {
        Path file = keys.folders(data).keys().resolve(SigningKey.PUBLIC);
        if (!Files.exists(file)) {
            throw new CommandFailed("there is no " + file + ": start the station once");
        }
        tell(VerifierKey.parse(Files.readString(file).strip()));
        return 0;
    }

    @Command(
            name = "rotate",
            description = {
                "Make another key. The running station goes over to it within seconds, one that is"
                        + " stopped when it is started again; both keys sign that, and the journal"
                        + " says it.",
                "Whoever has the old key can go on verifying by it. Where the key is a credential"
                        + " of the service, the station tells then what to do."
            },
            mixinStandardHelpOptions = true)
    int rotate(
            @Option(names = "--data", required = true, paramLabel = "DATA") Path data,
            @Mixin KeysOption keys)
            throws IOException {
        try {
            tell(SigningKey.prepare(keys.folders(data).keys()));
            return 0;
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(String.valueOf(e.getMessage()));
        }
    }

    private void tell(VerifierKey key) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println("key          " + key);
        out.println("fingerprint  " + key.fingerprint());
    }
}
