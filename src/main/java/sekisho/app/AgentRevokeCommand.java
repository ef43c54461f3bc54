package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import sekisho.config.Misconfigured;
import sekisho.edge.LinkServer;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;

/// `sekisho agent revoke MACHINE`, at the station: lets the agent of that machine in no more.
@Command(
        name = "revoke",
        description = "At the station: let the agent of a machine in no more.",
        mixinStandardHelpOptions = true)
final class AgentRevokeCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private final AgentAtStation at = new AgentAtStation();

    @Override
    public Integer call() throws Misconfigured {
        try {
            LinkServer.revoke(at.keys(), at.machine(), AgentAtStation.by());
            Objects.requireNonNull(spec)
                    .commandLine()
                    .getOut()
                    .printf(
                            "the agent of %s is let in no more; a running station closes its link"
                                    + " within seconds, and records it%n",
                            at.machine());
            return 0;
        } catch (IOException e) {
            throw new CommandFailed(String.valueOf(e.getMessage()));
        }
    }
}
