package sekisho.site;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/// A fact with its provenance, on its way into the journal.
///
/// `source`, `boot` and `seq` number what one source said since it started: `seq` is dense, so that
/// a gap is visible and a duplicate is recognised. A fact of our own making has none of them.
///
/// @param source who handed it in
/// @param boot tells one run of the source from the next
/// @param seq counts up by one within `boot`
/// @param recordedAt only where a file tells when a fact had arrived; otherwise the journal sets it
/// @param unknown members of the JSON form that we do not read, kept as they came
public record Sighting(
        Fact fact,
        @Nullable SourceId source,
        @Nullable String boot,
        @Nullable Long seq,
        @Nullable Instant recordedAt,
        Map<String, Object> unknown) {

    /// A fact of the station itself, or of a sensor that can't lose or repeat one.
    public static Sighting of(Fact fact) {
        return new Sighting(fact, null, null, null, null, Map.of());
    }

    /// A fact from a named source that does not number what it says.
    public static Sighting of(Fact fact, SourceId source) {
        return new Sighting(fact, source, null, null, null, Map.of());
    }

    /// A numbered fact of a source.
    public static Sighting of(Fact fact, SourceId source, String boot, long seq) {
        return new Sighting(fact, source, boot, seq, null, Map.of());
    }

    /// Whether a second delivery of it can be recognised.
    public boolean isNumbered() {
        return source != null && boot != null && seq != null;
    }
}
