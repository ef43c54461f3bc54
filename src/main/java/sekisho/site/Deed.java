package sekisho.site;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/// What an operator did, by name: who, what, why.
public sealed interface Deed extends Fact {

    /// The account that did it.
    String by();

    /// An operator has seen an alarm and takes it on.
    ///
    /// @param finding sequence number of the [Finding.FindingRaised] behind the alarm
    record AlarmAcknowledged(Instant at, long finding, String by, @Nullable String note)
            implements Deed {}

    /// The type of the deed by which a station begins to watch.
    String STATION_STARTED = "station.started";

    /// The type of the deed by which a station stops watching: from here on it hears nobody.
    String STATION_STOPPED = "station.stopped";

    /// The type of the deed by which a station records again after its disk took nothing: `since`
    /// and `reason` say what is missing.
    String STATION_RESUMED = "station.resumed";

    /// The type of the deed by which a station goes over to another key: `from` and `to` are the
    /// verifier keys.
    String STATION_REKEYED = "station.rekeyed";

    /// Any other deed: `alarm.*`, `correction.*`, `export.*`, `read.*`, `erasure.*`, `session.*`,
    /// `agent.*`.
    ///
    /// @param members everything else it says, as plain maps, lists, strings, numbers and booleans
    record DeedDone(Instant at, String type, String by, Map<String, Object> members)
            implements Deed {}
}
