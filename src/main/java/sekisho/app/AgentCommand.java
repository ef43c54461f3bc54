package sekisho.app;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import sekisho.edge.Agent;
import sekisho.edge.AgentConfig;
import sekisho.edge.AgentToken;
import sekisho.sensor.usb.DeviceSource;
import sekisho.sensor.usb.UsbWatch;
import sekisho.site.MachineId;
import sekisho.site.ZoneId;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/// `sekisho agent`: tells the station what is plugged into this machine, until it is stopped.
@Command(
        name = "agent",
        description = "Report what is plugged into this machine to a station.",
        mixinStandardHelpOptions = true)
public final class AgentCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(AgentCommand.class);
    private static final int PORT_MAX = 65535;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--station",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Where the station listens for agents; [ADDRESS]:PORT for IPv6.")
    private String station = "";

    @Option(
            names = "--machine",
            required = true,
            paramLabel = "ID",
            description = "This machine, as the station's site file calls it.")
    private String machine = "";

    @Option(
            names = "--zone",
            required = true,
            paramLabel = "ID",
            description = "The zone in which it stands.")
    private String zone = "";

    @Option(
            names = "--token-file",
            required = true,
            paramLabel = "FILE",
            description = "The token that the station wrote at its first start.")
    private Path tokenFile = Path.of("");

    @Option(
            names = "--spool",
            paramLabel = "DIR",
            defaultValue = "/var/lib/sekisho-agent",
            description =
                    "Where facts wait for the station, one folder for each agent"
                            + " (default: ${DEFAULT-VALUE}).")
    private Path spool = Path.of("");

    @Override
    public Integer call() throws InterruptedException {
        var devices = new UsbWatch(spool.resolve("devices.json"));
        var agent = new Agent(config(), devices, InstantSource.system());
        try {
            agent.start();
        } catch (IOException e) {
            throw wrong("the spool can't be used (--spool names another folder): " + e);
        } catch (DeviceSource.Unavailable e) {
            throw wrong("this machine can't be watched: " + e.getMessage());
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

    private AgentConfig config() {
        int colon = station.lastIndexOf(':');
        if (colon <= 0) {
            throw wrong("--station has the form HOST:PORT, not " + station);
        }
        String host = station.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            return new AgentConfig(
                    host,
                    port(station.substring(colon + 1)),
                    new MachineId(machine),
                    new ZoneId(zone),
                    token(),
                    spool);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private int port(String text) {
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (port < 1 || port > PORT_MAX) {
            throw wrong("the port of --station lies between 1 and " + PORT_MAX + ", not " + text);
        }
        return port;
    }

    private AgentToken token() {
        try {
            return AgentToken.parse(Files.readString(tokenFile));
        } catch (NoSuchFileException e) {
            throw wrong(
                    tokenFile
                            + " is not there: copy the token file of the station to this machine,"
                            + " readable for the agent alone");
        } catch (IOException e) {
            throw wrong(tokenFile + " can't be read: " + e);
        } catch (IllegalArgumentException e) {
            throw wrong(tokenFile + ": " + e.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        if (spec == null) {
            throw new IllegalStateException("not called by picocli");
        }
        return new ParameterException(spec.commandLine(), message);
    }
}
