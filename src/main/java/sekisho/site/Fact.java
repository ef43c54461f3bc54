package sekisho.site;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// What the journal can hold.
///
/// Rules switch over facts without `default`: a new kind of fact does not compile until every rule
/// has decided what it means.
public sealed interface Fact permits Observation, Paperwork, Finding, Deed {

    /// When it happened, as its source claims; to the millisecond.
    Instant at();

    /// The zone it is about, where there is one.
    default @Nullable ZoneId zone() {
        return null;
    }
}
