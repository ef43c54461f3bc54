package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import sekisho.edge.guard.Guard;
import sekisho.edge.guard.GuardSocket;
import sekisho.sensor.usb.UsbGuardDaemon;
import sekisho.sensor.usb.UsbSwitches;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;

/// `sekisho agent guard`, on a machine and as root: lets in what the station allows, and keeps out
/// everything else.
@Command(
        name = "guard",
        description = {
            "On a machine, as root: let its USB devices in only if they are its own or permitted.",
            "It keeps out nothing before the station has adopted a baseline of the machine."
        },
        mixinStandardHelpOptions = true)
final class AgentGuardCommand implements Callable<Integer> {
    /// systemd does not start it again after this.
    private static final int NOT_NEEDED = 3;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            defaultValue = "/var/lib/sekisho-guard",
            description = "What the guard must know after a restart (default: ${DEFAULT-VALUE}).")
    private Path state = Path.of("");

    @Option(
            names = "--run",
            paramLabel = "DIR",
            defaultValue = "/run/sekisho-guard",
            description =
                    "Where its socket is; the agent's user may enter (default: ${DEFAULT-VALUE}).")
    private Path run = Path.of("");

    @Option(
            names = "--agent",
            paramLabel = "USER",
            defaultValue = "sekisho-agent",
            description = "As whom the agent runs (default: ${DEFAULT-VALUE}).")
    private String agent = "";

    @ArgGroup private Instead instead = new Instead();

    /// What is done instead of guarding.
    private static final class Instead {
        @Option(
                names = "--release",
                description =
                        "Let everything in, now and until --hold or the next boot. The way back"
                                + " for whoever is locked out.")
        private boolean release;

        @Option(names = "--hold", description = "End --release.")
        private boolean hold;

        @Option(
                names = "--stopped",
                description =
                        "For the unit, behind a guard that has ended: open or closed, by policy.")
        private boolean stopped;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            var switches = new UsbSwitches();
            if (instead.release) {
                Files.createDirectories(run);
                Files.writeString(released(), "");
                switches.release();
                say("everything is let in, until \"sekisho agent guard --hold\" or the next boot");
                return 0;
            }
            if (instead.hold) {
                Files.deleteIfExists(released());
                say("a running guard is on guard again");
                return 0;
            }
            if (instead.stopped) {
                boolean asked = "success".equals(System.getenv("SERVICE_RESULT"));
                say(Guard.standDown(state, switches, asked));
                return 0;
            }
            return guard(switches);
        } catch (IOException e) {
            throw new CommandFailed("the guard can't work (it takes root, and Linux): " + e);
        }
    }

    private int guard(UsbSwitches switches) throws IOException {
        String other = UsbGuardDaemon.running();
        if (other != null) {
            say(
                    other
                            + " runs here and decides what is let in; two would fight each other."
                            + " Its decisions are told by the agent: see hardware/usb/README.md");
            return NOT_NEEDED;
        }
        var guard = new Guard(state, released(), switches, InstantSource.system());
        Runtime.getRuntime().addShutdownHook(new Thread(guard::stop, "guard-stop"));
        Files.createDirectories(run);
        try (var _ = new GuardSocket(run.resolve("socket"), Set.of(agent, "root"), guard)) {
            guard.run();
        }
        return 0;
    }

    private Path released() {
        return run.resolve("released");
    }

    private void say(String what) {
        Objects.requireNonNull(spec).commandLine().getOut().println(what);
    }
}
