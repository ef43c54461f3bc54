package sekisho.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

import sekisho.correlation.Correlator;
import sekisho.journal.Journal;
import sekisho.site.Deed;
import sekisho.site.Paperwork.PlanAdopted;
import sekisho.site.Policy;
import sekisho.site.Sighting;
import sekisho.site.Site;
import sekisho.snapshot.Restarted;
import sekisho.snapshot.Snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The station's own start and its own turn, without its thread: who uses it tells the time.
public final class StationInMemory {
    private final Journal journal;
    private final Correlator correlator;
    private final Decisions decisions;

    private StationInMemory(Journal journal, Recollection past) {
        this.journal = journal;
        this.correlator = past.correlator();
        this.decisions = new Decisions(journal, past);
    }

    /// Starts as [Core] and [Station] do: judges the journal again, behind a snapshot if there is
    /// one, enters what it owes, and says that it listens.
    ///
    /// @throws sekisho.journal.JournalFailed when the disk fails
    public static StationInMemory start(
            Journal journal, @Nullable Snapshot snapshot, Site site, Policy policy, Instant now) {
        assertThat(journal.recovery().damage()).as("damage").isNull();
        Snapshot from =
                snapshot == null
                        ? null
                        : new Snapshot(
                                snapshot.sequence(),
                                snapshot.latest(),
                                snapshot.plan(),
                                Restarted.of(snapshot.correlator()));
        Recollection past = Recollection.of(journal, from, sequence -> {});
        assertThat(past.unexplained()).as("recorded and not implied").isEmpty();
        var station = new StationInMemory(journal, past);
        station.turn(List.of(past.owed(site, policy, now)), now);
        station.did(Deed.STATION_STARTED, now);
        return station;
    }

    /// What it knows between two turns, written down and read again.
    public Snapshot snapshot(Site site, Policy policy) {
        return new Snapshot(
                journal.durable(),
                decisions.time(Instant.EPOCH),
                new PlanAdopted(Instant.EPOCH, site, policy),
                Restarted.of(correlator));
    }

    /// Takes in what waits, at once, and acknowledges it by returning.
    ///
    /// @throws sekisho.journal.JournalFailed when the disk fails: nothing is acknowledged
    public void turn(List<List<Sighting>> pieces, Instant now) {
        decisions.begin(now);
        pieces.forEach(decisions::enter);
        decisions.finish();
    }

    /// When the loop would wake up by itself; null while nothing is due.
    public @Nullable Instant dueAt() {
        return decisions.dueAt();
    }

    /// Entries that came too late to be judged, since the start.
    public long unjudged() {
        return correlator.unjudged();
    }

    /// Stops in order.
    public void stop(Instant now) {
        did(Deed.STATION_STOPPED, now);
        journal.close();
    }

    private void did(String what, Instant now) {
        turn(List.of(List.of(Sighting.of(new Deed.DeedDone(now, what, "station", Map.of())))), now);
    }
}
