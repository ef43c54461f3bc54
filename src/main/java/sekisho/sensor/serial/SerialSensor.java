package sekisho.sensor.serial;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.Sensor;
import sekisho.sensor.line.LineKeeper;
import sekisho.site.Cardholders;
import sekisho.site.Intake;
import sekisho.site.SourceId;

import java.time.InstantSource;

/// A line whose form is described, watched on a thread of its own. It only listens.
public final class SerialSensor implements Sensor {
    private final SerialLineConfig config;
    private final Cardholders cardholders;
    private final InstantSource clock;
    private @Nullable LineKeeper keeper;

    /// @param cardholders whose a credential is, and what people are called
    public SerialSensor(SerialLineConfig config, Cardholders cardholders, InstantSource clock) {
        this.config = config;
        this.cardholders = cardholders;
        this.clock = clock;
    }

    @Override
    public SourceId id() {
        return config.id();
    }

    @Override
    public synchronized void start(Intake intake) {
        if (keeper != null) {
            throw new IllegalStateException("line " + config.id() + " is watched already");
        }
        keeper =
                new LineKeeper(
                        config.id().value(),
                        config.address(),
                        clock,
                        intake,
                        outbox -> new SerialReport(config, cardholders, clock, outbox));
        keeper.start();
    }

    @Override
    public synchronized void stop() {
        if (keeper != null) {
            keeper.stop();
            keeper = null;
        }
    }
}
