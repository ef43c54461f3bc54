package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import sekisho.account.Accounts;
import sekisho.app.config.SiteFile;
import sekisho.config.Misconfigured;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Callable;

/// `sekisho account`: makes an account, or gives it another password. A station that runs reads its
/// accounts when it starts.
@Command(
        name = "account",
        description = "Make an account, or give it another password.",
        footer = {"", "A running station knows of it after its next start."},
        mixinStandardHelpOptions = true)
final class AccountCommand implements Callable<Integer> {
    /// As NIST SP 800-63B (3.1.1.2) asks of a password that stands alone.
    private static final int PASSWORD_MIN = 15;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Stands in records: an id rather than a name.")
    private String name = "";

    @Option(
            names = "--config",
            required = true,
            paramLabel = "SITE.yaml",
            description = "The site file of the station.")
    private Path site = Path.of("");

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Holds the password, instead of asking for it.")
    private @Nullable Path passwordFile;

    @Override
    public Integer call() throws Misconfigured {
        try {
            Accounts accounts = Accounts.open(SiteFile.read(site).data());
            boolean known = accounts.has(name);
            String password = password();
            if (password.codePointCount(0, password.length()) < PASSWORD_MIN) {
                throw new CommandFailed(
                        "a password has at least %d characters".formatted(PASSWORD_MIN));
            }
            accounts.setPassword(name, password);
            Objects.requireNonNull(spec)
                    .commandLine()
                    .getOut()
                    .println(known ? name + " has another password" : name + " is an account");
            return 0;
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailed(String.valueOf(e.getMessage()));
        }
    }

    private String password() throws IOException {
        Path file = passwordFile;
        if (file != null) {
            return Files.readString(file).strip();
        }
        Console console = System.console();
        if (console == null) {
            throw new CommandFailed("there is no terminal to ask for a password: --password-file");
        }
        char[] first = console.readPassword("password of %s: ", name);
        if (!Arrays.equals(first, console.readPassword("once more: "))) {
            throw new CommandFailed("these were two different passwords");
        }
        return new String(first);
    }
}
