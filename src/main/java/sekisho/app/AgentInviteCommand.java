package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import sekisho.config.Misconfigured;
import sekisho.edge.AgentToken;
import sekisho.edge.LinkServer;

import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;

/// `sekisho agent invite MACHINE`, at the station: prints a token by which that machine can be
/// enrolled.
@Command(
        name = "invite",
        description = "At the station: print a token by which a machine can be enrolled, once.",
        mixinStandardHelpOptions = true)
final class AgentInviteCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private final AgentAtStation at = new AgentAtStation();

    @Override
    public Integer call() throws Misconfigured {
        try {
            AgentToken token =
                    LinkServer.invite(at.keys(), at.machine(), AgentAtStation.by(), Instant.now());
            Objects.requireNonNull(spec)
                    .commandLine()
                    .getOut()
                    .printf(
                            "Within 15 minutes, on the machine:%n%n"
                                    + "    sekisho agent enroll --station HOST:%d %s%n%n",
                            at.port(), token.text());
            return 0;
        } catch (IOException e) {
            throw new CommandFailed(String.valueOf(e.getMessage()));
        }
    }
}
