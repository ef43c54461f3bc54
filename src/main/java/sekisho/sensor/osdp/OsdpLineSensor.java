package sekisho.sensor.osdp;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.Sensor;
import sekisho.site.Cardholders;
import sekisho.site.Intake;
import sekisho.site.SourceId;

import java.time.InstantSource;

/// A line of OSDP readers, watched on a thread of its own.
///
/// Each reader is a source of its own, named as the reader; noise that belongs to no reader is told
/// under the name of the line. A line that is lost is looked for until it is back.
public final class OsdpLineSensor implements Sensor {
    private final OsdpLineConfig config;
    private final Cardholders cardholders;
    private final OsdpKeys keys;
    private final KnownDevices devices;
    private final InstantSource clock;
    private @Nullable OsdpLineLoop loop;
    private @Nullable Thread thread;

    /// @param cardholders whose a credential is; one that nobody holds is denied
    /// @param keys of the readers that are to talk on a secure channel
    /// @param devices which device was which reader last
    /// @param clock the time of day, for the facts; replies are timed by a steady clock of our own
    public OsdpLineSensor(
            OsdpLineConfig config,
            Cardholders cardholders,
            OsdpKeys keys,
            KnownDevices devices,
            InstantSource clock) {
        this.config = config;
        this.cardholders = cardholders;
        this.keys = keys;
        this.devices = devices;
        this.clock = clock;
    }

    /// With the keys in the file that the configuration names.
    ///
    /// @throws IllegalArgumentException when that is no such file
    public OsdpLineSensor(
            OsdpLineConfig config,
            Cardholders cardholders,
            KnownDevices devices,
            InstantSource clock) {
        this(config, cardholders, keys(config), devices, clock);
    }

    private static OsdpKeys keys(OsdpLineConfig config) {
        return config.keys() == null ? OsdpKeys.none() : OsdpKeyFile.open(config.keys());
    }

    @Override
    public SourceId id() {
        return new SourceId(config.name());
    }

    @Override
    public synchronized void start(Intake intake) {
        if (loop != null) {
            throw new IllegalStateException("line " + config.name() + " is watched already");
        }
        loop = new OsdpLineLoop(config, cardholders, keys, devices, clock, intake);
        thread = Thread.ofPlatform().name("osdp " + config.name()).start(loop);
    }

    @Override
    public synchronized void stop() {
        if (loop == null || thread == null) {
            return;
        }
        loop.stop();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        loop = null;
        thread = null;
    }
}
