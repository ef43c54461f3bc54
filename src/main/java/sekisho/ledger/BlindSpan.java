package sekisho.ledger;

import org.jspecify.annotations.Nullable;

import sekisho.site.SourceId;
import sekisho.site.ZoneId;

import java.time.Duration;
import java.time.Instant;

/// A time in which a source could not be reached: what happened there then, nobody saw.
///
/// @param zone where it watches; null for what belongs to none
/// @param from when it was told as lost
/// @param until when it was back; null while it is not
public record BlindSpan(
        SourceId source, @Nullable ZoneId zone, Instant from, @Nullable Instant until) {

    /// How long it lasted; null while it lasts.
    public @Nullable Duration length() {
        return until == null ? null : Duration.between(from, until);
    }
}
