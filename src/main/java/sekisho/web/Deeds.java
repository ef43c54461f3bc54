package sekisho.web;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.site.Deed;
import sekisho.site.Fact;
import sekisho.site.Intake;
import sekisho.site.Sighting;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/// Puts what people did into the journal, and comes back when it is durable.
final class Deeds {
    private static final Logger LOG = LoggerFactory.getLogger(Deeds.class);

    /// More are only in the log.
    private static final int OWED_MAX = 1_000;

    private final Intake intake;
    private final InstantSource clock;
    private final List<Sighting> owed = new ArrayList<>();

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
        return enter(Sighting.of(fact));
    }

    /// Enters a deed of somebody who reads: signs in, takes entries away. Reading goes on while
    /// nothing can be recorded; the deed is then entered with the next that can, and stands in the
    /// log until that.
    void done(String type, String by, Map<String, Object> members)
            throws InterruptedException, ExecutionException {
        var deed = Sighting.of(new Deed.DeedDone(now(), type, by, members));
        try {
            enter(deed);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof Intake.NotRecording)) {
                throw e;
            }
            LOG.warn("not recorded yet: {} by {} {}", type, by, members);
            owe(deed);
        }
    }

    private long enter(Sighting sighting) throws InterruptedException, ExecutionException {
        List<Sighting> all = new ArrayList<>();
        synchronized (owed) {
            all.addAll(owed);
            owed.clear();
        }
        int before = all.size();
        all.add(sighting);
        try {
            return intake.offer(all).get().sequence();
        } catch (ExecutionException e) {
            synchronized (owed) {
                owed.addAll(0, all.subList(0, before));
            }
            throw e;
        }
    }

    private void owe(Sighting deed) {
        synchronized (owed) {
            if (owed.size() < OWED_MAX) {
                owed.add(deed);
            }
        }
    }
}
