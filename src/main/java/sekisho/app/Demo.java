package sekisho.app;

import org.jspecify.annotations.Nullable;

import sekisho.app.config.Config;
import sekisho.config.Misconfigured;
import sekisho.edge.Agent;
import sekisho.edge.AgentConfig;
import sekisho.edge.AgentIdentity;
import sekisho.edge.AgentToken;
import sekisho.edge.Enrolment;
import sekisho.edge.LinkServer;
import sekisho.sensor.osdp.OsdpLineConfig;
import sekisho.sensor.usb.DeviceSource;
import sekisho.sensor.usb.SimulatedUsb;
import sekisho.simulation.DemoRun;
import sekisho.simulation.ScriptMark;
import sekisho.simulation.VirtualDevices;
import sekisho.simulation.reader.VirtualBus;
import sekisho.site.MachineId;
import sekisho.site.Recording;
import sekisho.site.Site;
import sekisho.site.SourceId;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A whole station with the simulated site around it. The station is the real one, from the sensors
/// to the board; what it listens to is virtual.
final class Demo {
    private static final int PORT_USUAL = 8080;
    private static final List<String> LINES = List.of("east-wing", "west-wing");

    private final Path data;
    private final @Nullable Integer port;
    private final InstantSource clock = InstantSource.system();
    private final Map<String, VirtualBus> buses = new LinkedHashMap<>();
    private final Map<MachineId, SimulatedUsb> machines = new HashMap<>();
    private final List<Agent> agents = new ArrayList<>();
    private @Nullable DemoRun run;

    /// @param port of the board; absent: the usual one, or a free one where that is taken
    Demo(Path data, @Nullable Integer port) {
        this.data = data;
        this.port = port;
    }

    /// Runs until a signal comes.
    ///
    /// @return the exit code
    int run(PrintStream out) throws Exception {
        var mark = new ScriptMark(data);
        if (Files.exists(data.resolve("journal")) && !mark.isThere()) {
            throw new Refused(
                    data
                            + " holds the journal of a real station, into which the demo must not"
                            + " write; name another folder with --data");
        }
        Config config = config();
        mark.keep(mark.read());
        var station = new Station(config, clock, true);
        return new Watch(station)
                .untilStopped(
                        () -> {
                            play(station, config, mark);
                            out.println("\n  模擬サイトです。実在の建物、人、機器ではありません。");
                            out.println("  A simulated site: no such building, people, devices.");
                            new Greeting(station).print(out);
                        },
                        () -> stop(station));
    }

    private Config config() throws IOException, Misconfigured {
        for (String line : LINES) {
            buses.put(line, VirtualBus.listen(0));
        }
        return DemoFile.write(data, buses, port == null ? usualOrFree() : port);
    }

    private static int usualOrFree() {
        try (var tried = new ServerSocket(PORT_USUAL, 1, InetAddress.getLoopbackAddress())) {
            return tried.getLocalPort();
        } catch (IOException e) {
            return 0;
        }
    }

    private void play(Station station, Config config, ScriptMark mark)
            throws IOException, DeviceSource.Unavailable {
        if (station.recording().state() == Recording.State.DAMAGED) {
            return;
        }
        LinkServer link = station.agents();
        if (link == null) {
            throw new IllegalStateException("the demo's site file has no place for agents");
        }
        List<SourceId> devices = new ArrayList<>();
        for (Site.Machine machine : config.site().machines()) {
            Agent agent = agent(machine, link);
            agent.start();
            agents.add(agent);
            devices.add(AgentConfig.source(machine.id()));
        }
        for (Site.Reader reader : config.site().readers()) {
            devices.add(new SourceId(reader.id().value()));
        }
        var stage =
                new VirtualDevices(
                        config.sensors(OsdpLineConfig.class),
                        buses,
                        machines,
                        station.intake(),
                        clock);
        run = new DemoRun(station.journal(), stage, mark, clock, config.site().clock(), devices);
        run.start();
    }

    private Agent agent(Site.Machine machine, LinkServer link) throws IOException {
        var bus = new SimulatedUsb();
        machines.put(machine.id(), bus);
        Path folder = data.resolve("spool").resolve(machine.id().value());
        String host = InetAddress.getLoopbackAddress().getHostAddress();
        AgentToken token = link.invite(machine.id(), Core.STATION);
        AgentIdentity identity = Enrolment.enrol(token, host, link.port(), folder);
        return new Agent(new AgentConfig(identity, folder), bus, clock);
    }

    /// The people go first, then the station; an agent that has no station any more is not lost.
    private void stop(Station station) throws InterruptedException {
        if (run != null) {
            run.stop();
        }
        station.stop();
        agents.forEach(Agent::stop);
    }
}
