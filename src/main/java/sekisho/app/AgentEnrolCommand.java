package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import sekisho.edge.AgentIdentity;
import sekisho.edge.AgentToken;
import sekisho.edge.Enrolment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;

/// `sekisho agent enroll TOKEN`, on the machine that is to be watched: makes a key, and lets the
/// station sign it.
@Command(
        name = "enroll",
        description = "Make this machine known to its station.",
        mixinStandardHelpOptions = true)
final class AgentEnrolCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private final AgentFolder folder = new AgentFolder();

    @Parameters(
            paramLabel = "TOKEN",
            description =
                    "As the station printed it (sekisho agent invite); - reads it from stdin.")
    private String token = "";

    @Option(
            names = "--station",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Where the station listens for agents; [ADDRESS]:PORT for IPv6.")
    private String station = "";

    @Override
    public Integer call() {
        try {
            var at = StationAddress.parse(station);
            AgentIdentity identity =
                    Enrolment.enrol(AgentToken.parse(token()), at.host(), at.port(), folder.path());
            Objects.requireNonNull(spec)
                    .commandLine()
                    .getOut()
                    .printf(
                            "enrolled as machine %s in zone %s; start the agent now%n",
                            identity.machine(), identity.zone());
            return 0;
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailed(String.valueOf(e.getMessage()));
        }
    }

    /// On the command line others on this machine can read it, as long as this command runs.
    private String token() throws IOException {
        return token.equals("-")
                ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                : token;
    }
}
