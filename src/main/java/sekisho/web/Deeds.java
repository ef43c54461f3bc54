package sekisho.web;

import sekisho.site.Deed;
import sekisho.site.Fact;
import sekisho.site.Intake;
import sekisho.site.Sighting;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/// Puts what people did into the journal, and comes back when it is durable.
final class Deeds {
    private final Intake intake;
    private final InstantSource clock;

    Deeds(Intake intake, InstantSource clock) {
        this.intake = intake;
        this.clock = clock;
    }

    /// Now, as facts write it: to the millisecond.
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /// Enters a fact.
    ///
    /// @return its sequence
    /// @throws ExecutionException when it did not become durable
    long enter(Fact fact) throws InterruptedException, ExecutionException {
        return intake.offer(List.of(Sighting.of(fact))).get().sequence();
    }

    /// Enters a deed of an open kind.
    void done(String type, String by, Map<String, Object> members)
            throws InterruptedException, ExecutionException {
        enter(new Deed.DeedDone(now(), type, by, members));
    }
}
