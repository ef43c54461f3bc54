package sekisho.sensor.serial;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.sensor.Outbox;
import sekisho.sensor.line.LineKeeper;
import sekisho.sensor.line.NoiseCount;
import sekisho.sensor.mapping.Fields;
import sekisho.sensor.mapping.Mapped;
import sekisho.sensor.mapping.Mapper;
import sekisho.site.Bytes;
import sekisho.site.Cardholders;
import sekisho.site.Observation;
import sekisho.site.SourceId;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// What happens on one line, as facts in the outbox. One thread only.
final class SerialReport implements LineKeeper.Talk {
    private static final Logger LOG = LoggerFactory.getLogger(SerialReport.class);

    static final Duration ALIVE_EVERY = Duration.ofSeconds(10);

    /// A frame whose bytes stay out so long has broken off; serial device servers send what they
    /// have after a tenth of it.
    static final Duration BROKEN_OFF = Duration.ofMillis(500);

    private final SourceId source;
    private final @Nullable Duration silentAfter;
    private final SerialFramer framer;
    private final Mapper mapper;
    private final NoiseCount noise;
    private final InstantSource clock;
    private final Outbox outbox;

    private boolean open;
    private boolean lost;
    private Instant aliveAt = Instant.MIN;
    private Instant heardAt = Instant.MIN;
    private Instant saidAt = Instant.MIN;

    /// Facts that the outbox had no room for.
    private long missed;

    private Instant missedFrom = Instant.MIN;

    SerialReport(
            SerialLineConfig config, Cardholders cardholders, InstantSource clock, Outbox outbox) {
        this.source = config.id();
        this.silentAfter = config.silentAfter();
        this.framer = new SerialFramer(config.format());
        this.mapper = new Mapper(config.mapping(), source, cardholders);
        this.noise = new NoiseCount(source, null);
        this.clock = clock;
        this.outbox = outbox;
    }

    @Override
    public void opened(Instant now) {
        open = true;
        saidAt = now;
        if (silentAfter == null || !lost) {
            back(now);
        }
    }

    @Override
    public void received(Bytes bytes, Instant now) {
        heardAt = now;
        framer.accept(bytes, piece -> take(piece, now));
    }

    @Override
    public void lost(String reason, Instant now) {
        open = false;
        framer.giveUp(piece -> take(piece, now));
        gone(reason);
    }

    @Override
    public void elapse(Instant now) {
        if (framer.held() > 0 && !now.isBefore(heardAt.plus(BROKEN_OFF))) {
            framer.giveUp(piece -> take(piece, now));
        }
        if (open && silentAfter != null && !now.isBefore(saidAt.plus(silentAfter))) {
            gone("nothing was heard for %d s".formatted(silentAfter.toSeconds()));
        }
        if (open && !lost && !now.isBefore(aliveAt)) {
            aliveAt = now.plus(ALIVE_EVERY);
            outbox.add(source, new Observation.SourceAlive(at(), source, null, ALIVE_EVERY));
        }
        Observation counted = noise.take(now, at());
        if (counted != null) {
            outbox.add(source, counted);
        }
        tellMissed();
    }

    private void take(Framed piece, Instant now) {
        switch (piece) {
            case Framed.Whole whole -> {
                saidAt = now;
                back(now);
                tell(whole);
            }
            case Framed.Refused(Bytes bytes, String reason) -> {
                saidAt = now;
                back(now);
                keep(reason, "", bytes);
            }
            case Framed.Noise(Bytes bytes, String reason) -> noise.add(reason, bytes);
        }
    }

    private void tell(Framed.Whole whole) {
        switch (mapper.map(Fields.of(whole.fields()), at())) {
            case Mapped.Told told when outbox.isFull() -> miss(told.fact().at());
            case Mapped.Told told -> outbox.add(source, told.fact(), told.beside());
            case Mapped.Ignored _ -> {}
            case Mapped.Refused(String reason) ->
                    keep("it is no fact", reason + '\n', whole.bytes());
        }
    }

    /// A frame that makes no fact, whole.
    ///
    /// @param reason without a word of the frame: only the sample is sealed with personal data
    private void keep(String reason, String more, Bytes frame) {
        if (outbox.isFull()) {
            noise.add(reason, frame);
        } else {
            outbox.add(
                    source,
                    new Observation.SourceNoise(at(), source, null, 1, reason, more + frame.hex()));
        }
    }

    private void miss(Instant at) {
        missedFrom = missed++ == 0 ? at : missedFrom;
    }

    private void tellMissed() {
        if (missed > 0 && !outbox.isFull()) {
            String reason = "the station can't record";
            outbox.add(
                    source,
                    new Observation.SourceGap(
                            at(), source, null, missed, missedFrom, at(), reason));
            missed = 0;
        }
    }

    private void back(Instant now) {
        if (lost) {
            LOG.info("{} is back", source);
            lost = false;
            outbox.add(source, new Observation.SourceRestored(at(), source, null));
            aliveAt = now;
        }
    }

    private void gone(String reason) {
        if (!lost) {
            LOG.warn("{} is lost: {}", source, reason);
            lost = true;
            outbox.add(source, new Observation.SourceLost(at(), source, null, reason));
        }
    }

    private Instant at() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
