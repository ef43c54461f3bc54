package sekisho.sensor.osdp;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.sensor.Outbox;
import sekisho.sensor.line.NoiseCount;
import sekisho.site.Bytes;
import sekisho.site.Cardholders;
import sekisho.site.Observation;
import sekisho.site.SourceId;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What happened on one line, as facts in the outbox: each reader a source, the line another.
final class OsdpReport {
    private static final Logger LOG = LoggerFactory.getLogger(OsdpReport.class);

    /// One reader: what its replies mean, what was noise, when it is to show life again.
    private static final class Watched {
        final OsdpObservations observations;
        final NoiseCount noise;
        @Nullable Instant aliveAt;

        Watched(OsdpReaderConfig config, Cardholders cardholders, KnownDevices devices) {
            observations = new OsdpObservations(config, cardholders, devices);
            noise = new NoiseCount(observations.source(), config.zone());
        }
    }

    private final SourceId line;
    private final NoiseCount lineNoise;
    private final Map<Integer, Watched> readers = new HashMap<>();
    private final Outbox outbox;

    OsdpReport(
            OsdpLineConfig config, Cardholders cardholders, KnownDevices devices, Outbox outbox) {
        this.line = new SourceId(config.name());
        this.lineNoise = new NoiseCount(line, null);
        this.outbox = outbox;
        config.readers()
                .forEach(reader ->
                        readers.put(reader.address(), new Watched(reader, cardholders, devices)));
    }

    /// A reader answers.
    void online(int address, Instant now, Instant at) {
        Watched reader = reader(address);
        reader.aliveAt = now.plus(OsdpObservations.ALIVE_EVERY);
        LOG.info("reader {} answers", reader.observations.source());
        add(reader, reader.observations.online(at));
    }

    /// A reader is lost.
    void offline(int address, String reason, Instant at) {
        Watched reader = reader(address);
        reader.aliveAt = null;
        LOG.warn("reader {} is lost: {}", reader.observations.source(), reason);
        add(reader, reader.observations.offline(reason, at));
    }

    /// A reader said something. Returns the facts it meant.
    List<Observation> told(int address, OsdpReply reply, Instant at) {
        Watched reader = reader(address);
        List<Observation> facts = reader.observations.told(reply, at);
        add(reader, facts);
        return facts;
    }

    /// Something made no sense, at a reader or on the line itself.
    void odd(@Nullable Integer address, String reason, Bytes sample) {
        (address == null ? lineNoise : reader(address).noise).add(reason, sample);
    }

    /// Tells what is due: signs of life, counted noise.
    void elapse(Instant now, Instant at) {
        for (Watched reader : readers.values()) {
            if (reader.aliveAt != null && !now.isBefore(reader.aliveAt)) {
                reader.aliveAt = now.plus(OsdpObservations.ALIVE_EVERY);
                add(reader, List.of(reader.observations.alive(at)));
            }
            Observation noise = reader.noise.take(now, at);
            if (noise != null) {
                add(reader, List.of(noise));
            }
        }
        Observation noise = lineNoise.take(now, at);
        if (noise != null) {
            outbox.add(line, noise);
        }
    }

    private Watched reader(int address) {
        Watched reader = readers.get(address);
        if (reader == null) {
            throw new IllegalStateException("no reader has the address " + address);
        }
        return reader;
    }

    private void add(Watched reader, List<Observation> facts) {
        facts.forEach(fact -> outbox.add(reader.observations.source(), fact));
    }
}
