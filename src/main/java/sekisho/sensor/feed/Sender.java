package sekisho.sensor.feed;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.mapping.Mapper;
import sekisho.site.Cardholders;
import sekisho.site.Observation;
import sekisho.site.Sighting;
import sekisho.site.SourceId;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/// One sender, as the station knows it: what its messages mean, which came before, whether it is
/// there, whether its clock is right. One thread only.
final class Sender implements Closeable {
    private final SourceId id;
    private final Meaning meaning;
    private final Identities identities;
    private final SignsOfLife life;
    private final DriftWatch drift = new DriftWatch();

    /// Numbers what has no identity: it can't come again as the same.
    private final String run = UUID.randomUUID().toString();

    private long number;

    private Sender(SenderConfig config, Meaning meaning, Identities identities) {
        this.id = config.id();
        this.meaning = meaning;
        this.identities = identities;
        this.life = new SignsOfLife(id, config.silentAfter(), config.connects());
    }

    /// @param folder where it is remembered which messages came
    static Sender open(SenderConfig config, Cardholders people, Path folder) throws IOException {
        Meaning meaning =
                config.mapping() == null
                        ? new Meaning.OwnForm(config.id(), config.speaksFor())
                        : new Meaning.ByMapping(
                                config.id(), new Mapper(config.mapping(), config.id(), people));
        String name = config.id().value().replaceAll("[^A-Za-z0-9._-]", "_");
        Path file = folder.resolve(name + '-' + digest(config.id().value()) + ".identities");
        return new Sender(config, meaning, Identities.open(file));
    }

    /// Two ids that are one file name would share a file.
    private static String digest(String id) {
        return "%08x".formatted(id.hashCode());
    }

    SourceId id() {
        return id;
    }

    SignsOfLife life() {
        return life;
    }

    /// What a delivery makes: numbered sightings, in order.
    ///
    /// @param arrived when it came, by the clock of the day
    /// @param out takes facts about the sender itself
    Sightings sightings(Delivery delivery, Instant arrived, Consumer<Observation> out) {
        Instant at = arrived.truncatedTo(ChronoUnit.MILLIS);
        var sightings = new Sightings();
        for (Message message : delivery.messages()) {
            Instant claimed = take(message, at, sightings);
            Duration ahead = claimed == null ? null : drift.heard(claimed, arrived);
            if (ahead != null) {
                out.accept(new Observation.SourceClock(at, id, null, ahead));
            }
        }
        return sightings;
    }

    /// @return when its sender says that it was; null where it does not say
    private @Nullable Instant take(Message message, Instant at, Sightings into) {
        Instant claimed = message.sent();
        switch (meaning.of(message, at)) {
            case Meaning.Meant.Ignored _ -> into.ignored++;
            case Meaning.Meant.Told(Sighting sighting) -> {
                into.facts++;
                into.all.add(sighting.isNumbered() ? sighting : numbered(sighting, message, at));
                boolean says = claimed == null && !sighting.fact().at().equals(at);
                claimed = says ? sighting.fact().at() : claimed;
            }
            case Meaning.Meant.Refused(String open, String sealed) -> {
                into.unread++;
                into.all.add(numbered(noise(open, sealed, message.text(), at), message, at));
            }
        }
        return claimed;
    }

    /// Whoever sends two different messages under one identity is told of: the second one is kept
    /// as noise, because it may be the first one told again with another word in it.
    private Sighting numbered(Sighting sighting, Message message, Instant at) {
        String identity = message.identity();
        if (identity == null) {
            return withNumber(sighting, run, ++number);
        }
        Identities.Known known = identities.number(identity, message.text());
        if (known.same()) {
            return withNumber(sighting, identities.boot(), known.number());
        }
        Identities.Known other =
                identities.number(identity + '\0' + message.text(), message.text());
        return withNumber(
                noise(
                        "another message came with the same identity",
                        "identity " + identity,
                        message.text(),
                        at),
                identities.boot(),
                other.number());
    }

    private Sighting noise(String open, String sealed, String text, Instant at) {
        String sample = sound(sealed.isEmpty() ? text : sealed + '\n' + text);
        return Sighting.of(new Observation.SourceNoise(at, id, null, 1, open, sample), id);
    }

    /// A text that the journal can write: without half characters.
    private static String sound(String text) {
        return new String(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    private Sighting withNumber(Sighting one, String boot, long seq) {
        SourceId source = one.source() == null ? id : one.source();
        return new Sighting(one.fact(), source, boot, seq, null, one.unknown());
    }

    /// Makes the numbers durable that the sightings have: before that, none may be handed in.
    void force() throws IOException {
        identities.force();
    }

    @Override
    public void close() throws IOException {
        identities.close();
    }

    /// What a delivery makes.
    static final class Sightings {
        final List<Sighting> all = new ArrayList<>();
        int facts;
        int ignored;
        int unread;
    }
}
