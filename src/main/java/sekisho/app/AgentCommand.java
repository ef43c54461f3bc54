package sekisho.app;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import sekisho.edge.Agent;
import sekisho.edge.AgentConfig;
import sekisho.edge.AgentIdentity;
import sekisho.edge.AgentToken;
import sekisho.edge.Enrolment;
import sekisho.sensor.usb.DeviceSource;
import sekisho.sensor.usb.UsbWatch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/// `sekisho agent`: tells the station what is plugged into this machine, until it is stopped.
@Command(
        name = "agent",
        description = "Report what is plugged into this machine to a station.",
        mixinStandardHelpOptions = true,
        subcommands = {
            AgentEnrolCommand.class,
            AgentInviteCommand.class,
            AgentRevokeCommand.class,
            AgentGuardCommand.class,
            AgentBaselineCommand.class
        })
public final class AgentCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(AgentCommand.class);

    @Mixin private final AgentFolder folder = new AgentFolder();

    @Option(
            names = "--station",
            paramLabel = "HOST:PORT",
            description =
                    "Where the station listens for agents, if not where it did at the enrolment;"
                            + " [ADDRESS]:PORT for IPv6.")
    private @Nullable String station;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "Enrols this machine first, by the token in FILE, unless that has been done.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--guard",
            paramLabel = "SOCKET",
            defaultValue = "/run/sekisho-guard/socket",
            description =
                    "The socket of this machine's guard, where there is one (default:"
                            + " ${DEFAULT-VALUE}).")
    private Path guard = Path.of("");

    @Override
    public Integer call() throws InterruptedException {
        onLinux();
        Path state = folder.path();
        var devices = new UsbWatch(state.resolve("devices.json"));
        var agent =
                new Agent(
                        new AgentConfig(identity(state), state),
                        devices,
                        guard,
                        InstantSource.system());
        try {
            agent.start();
        } catch (IOException e) {
            throw new CommandFailed("the spool can't be used (--state names another folder): " + e);
        } catch (DeviceSource.Unavailable e) {
            throw new CommandFailed("this machine can't be watched: " + e.getMessage());
        }
        var stopped = new CountDownLatch(1);
        var broken = new AtomicBoolean();
        DeadThreads.tell(fault -> {
            LOG.error("the agent can't go on and stops; start it again", fault);
            broken.set(true);
            stopped.countDown();
        });
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    agent.stop();
                                    stopped.countDown();
                                },
                                "agent-stop"));
        stopped.await();
        if (broken.get()) {
            agent.stop();
            return 1;
        }
        return 0;
    }

    private static void onLinux() {
        String system = System.getProperty("os.name");
        if (!system.equals("Linux")) {
            throw new CommandFailed(
                    "the agent watches USB on Linux alone: on "
                            + system
                            + " it sees neither what is plugged in nor what is pulled, and would"
                            + " only seem to watch");
        }
    }

    private AgentIdentity identity(Path state) {
        try {
            if (tokenFile != null && !AgentIdentity.isIn(state)) {
                if (station == null) {
                    throw new CommandFailed("--token-file needs --station HOST:PORT as well");
                }
                var at = StationAddress.parse(station);
                var token = AgentToken.parse(Files.readString(tokenFile));
                Enrolment.enrol(token, at.host(), at.port(), state);
            }
            AgentIdentity identity = AgentIdentity.load(state);
            if (station == null) {
                return identity;
            }
            var at = StationAddress.parse(station);
            return identity.at(at.host(), at.port());
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailed(String.valueOf(e.getMessage()));
        }
    }
}
