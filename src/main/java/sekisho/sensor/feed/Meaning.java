package sekisho.sensor.feed;

import sekisho.sensor.mapping.Fields;
import sekisho.sensor.mapping.Mapped;
import sekisho.sensor.mapping.Mapper;
import sekisho.site.Sighting;
import sekisho.site.SourceId;
import sekisho.site.json.FactCodec;
import sekisho.site.json.Foreign;
import sekisho.site.json.Unreadable;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// How one sender's messages become facts.
sealed interface Meaning {

    /// What a message means.
    sealed interface Meant {
        /// A fact; numbered only where the message itself says how.
        record Told(Sighting sighting) implements Meant {}

        /// Nothing that is wanted.
        record Ignored() implements Meant {}

        /// Nothing that can be read.
        ///
        /// @param open why, for everybody to see
        /// @param sealed more of it, with words of the message in it
        record Refused(String open, String sealed) implements Meant {}
    }

    /// Reads a message. Total.
    default Meant of(Message message, Instant arrived) {
        Fields fields = message.fields();
        String fault = message.fault();
        if (fault != null) {
            return new Meant.Refused(fault, "");
        }
        try {
            Meant meant = read(message, fields == null ? _ -> null : fields, arrived);
            if (meant instanceof Meant.Told(Sighting sighting)) {
                Foreign.check(sighting);
            }
            return meant;
        } catch (Unreadable e) {
            return new Meant.Refused("it is no fact", String.valueOf(e.getMessage()));
        }
    }

    /// @throws Unreadable when it makes no fact
    Meant read(Message message, Fields fields, Instant arrived) throws Unreadable;

    /// By a description in the site file.
    record ByMapping(SourceId source, Mapper mapper) implements Meaning {
        @Override
        public Meant read(Message message, Fields fields, Instant arrived) throws Unreadable {
            return switch (mapper.map(fields, arrived)) {
                case Mapped.Told told -> {
                    Map<String, Object> beside = new HashMap<>(message.beside());
                    beside.putAll(told.beside());
                    yield new Meant.Told(
                            new Sighting(told.fact(), source, null, null, null, beside));
                }
                case Mapped.Ignored _ -> new Meant.Ignored();
                case Mapped.Refused(String reason) -> throw new Unreadable(reason);
            };
        }
    }

    /// The message is a fact in our own form. It speaks for its sender, and for others only where
    /// the site file says so: or it could use up the numbers of a reader's facts.
    ///
    /// @param others for which it may speak
    record OwnForm(SourceId source, Set<SourceId> others) implements Meaning {
        @Override
        public Meant read(Message message, Fields fields, Instant arrived) throws Unreadable {
            Sighting read = FactCodec.read(message.text());
            SourceId named = read.source();
            if (named != null && !named.equals(source) && !others.contains(named)) {
                throw new Unreadable(
                        "it may not speak for %s; add that to its \"speaks-for\"".formatted(named));
            }
            Map<String, Object> unknown = new HashMap<>(read.unknown());
            unknown.putAll(message.beside());
            return new Meant.Told(
                    new Sighting(
                            read.fact(),
                            named == null ? source : named,
                            read.isNumbered() ? read.boot() : null,
                            read.isNumbered() ? read.seq() : null,
                            null,
                            unknown));
        }
    }
}
