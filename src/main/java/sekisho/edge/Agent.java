package sekisho.edge;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.sensor.usb.DeviceSource;
import sekisho.sensor.usb.UsbDevice;
import sekisho.sensor.usb.UsbEvent;
import sekisho.site.Observation;
import sekisho.site.Sighting;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// Watches a machine and tells its station: a device is plugged, becomes a numbered fact on disk,
/// and then the link's business until the station has it.
public final class Agent {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final String ASIDE = "refused.ndjson";

    private record Running(Spool spool, AgentLink link) {}

    private final AgentConfig config;
    private final DeviceSource devices;
    private final InstantSource clock;
    private final String boot = UUID.randomUUID().toString();
    private @Nullable Running running;
    private long seq;

    /// An agent that can be started once.
    public Agent(AgentConfig config, DeviceSource devices, InstantSource clock) {
        this.config = config;
        this.devices = devices;
        this.clock = clock;
    }

    /// Opens the spool, begins to watch, and to look for the station until it is there.
    ///
    /// @throws IOException when the spool can't be used; the message says why
    /// @throws DeviceSource.Unavailable when this machine can't be watched
    public synchronized void start() throws IOException, DeviceSource.Unavailable {
        var spool = Spool.open(config.spool());
        var link =
                new AgentLink(
                        config,
                        hello(),
                        spool,
                        new AsidePile(config.spool().resolve(ASIDE)),
                        clock);
        running = new Running(spool, link);
        if (spool.damaged() > 0) {
            report(damage(spool.damaged()));
        }
        try {
            devices.start(this::observe);
        } catch (DeviceSource.Unavailable | RuntimeException e) {
            spool.close();
            running = null;
            throw e;
        }
        link.start();
    }

    /// Ends it. What the station has not acknowledged stays in the spool.
    public void stop() {
        devices.stop();
        Running was;
        synchronized (this) {
            was = running;
            running = null;
        }
        if (was == null) {
            return;
        }
        was.link().stop();
        try {
            was.spool().close();
        } catch (IOException e) {
            LOG.warn("the spool did not close properly", e);
        }
    }

    private Hello hello() {
        String version = Agent.class.getPackage().getImplementationVersion();
        return new Hello(
                config.source(),
                config.machine(),
                config.zone(),
                boot,
                version == null ? "unpackaged" : version,
                config.token().secret());
    }

    private void observe(UsbEvent event) {
        LOG.info("{}", event);
        switch (event) {
            case UsbEvent.Arrived(var device) when !device.isHub() -> report(inserted(device));
            case UsbEvent.Left(var device) when !device.isHub() -> report(removed(device));
            case UsbEvent.Arrived _, UsbEvent.Left _ -> {}
        }
    }

    private synchronized void report(Observation fact) {
        if (running == null) {
            return;
        }
        // Counted even if it can't be kept: then the gap shows.
        var sighting = Sighting.of(fact, config.source(), boot, ++seq);
        try {
            running.link().send(running.spool().append(sighting));
        } catch (IOException e) {
            LOG.error("a fact is lost, because the spool {} fails", config.spool(), e);
        }
    }

    private Observation inserted(UsbDevice device) {
        return new Observation.MediaInserted(
                now(),
                config.zone(),
                config.machine(),
                device.port(),
                device.vid(),
                device.pid(),
                device.serial(),
                device.interfaces(),
                device.media(),
                null,
                device.preexisting());
    }

    private Observation removed(UsbDevice device) {
        return new Observation.MediaRemoved(
                now(),
                config.zone(),
                config.machine(),
                device.port(),
                device.vid(),
                device.pid(),
                device.serial(),
                device.media());
    }

    private Observation damage(int count) {
        return new Observation.SourceNoise(
                now(),
                config.source(),
                config.zone(),
                count,
                "lines of the agent's spool were damaged on disk",
                null);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
