package sekisho.app;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.journal.Journal;
import sekisho.journal.JournalReader;
import sekisho.journal.Recovery;
import sekisho.site.Deed;
import sekisho.site.Intake;
import sekisho.site.Policy;
import sekisho.site.Sighting;
import sekisho.site.Site;
import sekisho.snapshot.Snapshot;
import sekisho.snapshot.SnapshotWriter;
import sekisho.snapshot.Snapshots;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Journal, correlation, the loop over them and the notary beside them: the part of a station that
/// needs neither a device nor a network. An import uses it alone.
final class Core implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Core.class);

    /// Who does what the station does by itself.
    static final String STATION = "station";

    private final Journal journal;
    private final Recollection recollection;
    private final Notary notary;
    private final SnapshotWriter snapshots;
    private final DecisionLoop loop;
    private final @Nullable Rejudgement rejudgement;
    private final CompletableFuture<Long> rejudged = new CompletableFuture<>();
    private final CompletableFuture<Throwable> broken = new CompletableFuture<>();

    /// Opens the journal of a data folder, judges it again as far as no snapshot spares it, and
    /// begins to take facts in.
    ///
    /// @throws Refused when the journal is damaged before its end
    /// @throws sekisho.journal.JournalFailed when another process has it open or the disk fails
    static Core open(Path data, Site site, Policy policy, InstantSource clock)
            throws Refused, InterruptedException {
        return open(data, site, policy, clock, SnapshotWriter.Pace.USUAL);
    }

    /// Likewise, with snapshots at a pace of one's own.
    static Core open(
            Path data, Site site, Policy policy, InstantSource clock, SnapshotWriter.Pace pace)
            throws Refused, InterruptedException {
        var folders = new Folders(data);
        Journal journal = Journal.open(folders.journal());
        try {
            check(journal.recovery());
            var core = new Core(folders, journal, clock, pace);
            core.begin(site, policy, clock);
            return core;
        } catch (IOException e) {
            journal.close();
            throw new Refused("the journal can't be signed: " + e.getMessage());
        } catch (Refused | RuntimeException | Error | InterruptedException e) {
            journal.close();
            throw e;
        }
    }

    private Core(Folders folders, Journal journal, InstantSource clock, SnapshotWriter.Pace pace)
            throws IOException {
        this.journal = journal;
        this.notary = new Notary(folders, journal, broken::complete);
        var kept = new Snapshots(folders.snapshots(), folders.log(), notary.verifierKey());
        this.recollection = recollection(journal, kept.newest(journal));
        long from = recollection.from();
        this.snapshots = new SnapshotWriter(kept, pace, from, clock.instant());
        this.loop = new DecisionLoop(journal, recollection, clock, snapshots, broken::complete);
        this.rejudgement =
                from == 0
                        ? null
                        : new Rejudgement(
                                journal,
                                kept,
                                (correlator, found, judged) ->
                                        loop.goOnWith(
                                                correlator,
                                                found,
                                                judged,
                                                from,
                                                () -> rejudged.complete(from)),
                                broken::complete);
    }

    private static Recollection recollection(Journal journal, @Nullable Snapshot start) {
        boolean shown = ReplayProgress.isTerminal();
        var progress = new StartProgress(System.err, shown, journal.durable());
        try {
            return Recollection.of(journal, start, progress);
        } finally {
            progress.clear();
        }
    }

    Intake intake() {
        return loop;
    }

    JournalReader journal() {
        return journal;
    }

    /// Completes when the journal can't go on; the station must then end and be started again.
    CompletableFuture<Throwable> broken() {
        return broken;
    }

    /// The entry up to which a snapshot spared the start judging; 0 for none.
    long startedFrom() {
        return recollection.from();
    }

    /// Completes when the whole journal has been judged again behind a start from a snapshot.
    CompletableFuture<Long> rejudged() {
        return rejudged;
    }

    /// By what others verify the journal.
    String verifierKey() {
        return notary.verifierKey().toString();
    }

    /// Takes in what still waits, signs it, then lets go of the journal.
    @Override
    public void close() throws InterruptedException {
        if (rejudgement != null) {
            rejudgement.close();
        }
        loop.close();
        notary.close();
        snapshots.close();
        journal.close();
    }

    private static void check(Recovery recovery) throws Refused {
        if (recovery.damage() != null) {
            throw new Refused(recovery.damage().sentence());
        }
        if (recovery.torn() != null) {
            LOG.warn(
                    "{} bytes behind the last whole entry were cut off and kept as {}: {}",
                    recovery.torn().bytes(),
                    recovery.torn().keptAs(),
                    recovery.torn().reason());
        }
    }

    /// Enters what a crash kept from the disk, and the plan where it has changed.
    private void begin(Site site, Policy policy, InstantSource clock) throws InterruptedException {
        loop.start();
        notary.start();
        snapshots.start();
        if (!recollection.unexplained().isEmpty()) {
            LOG.warn(
                    "{} recorded findings are not what the rules make of the journal today, the"
                            + " first at sequence {}",
                    recollection.unexplained().size(),
                    recollection.unexplained().getFirst());
        }
        List<Sighting> owed = recollection.owed(site, policy, clock.instant());
        if (!owed.isEmpty()) {
            loop.submit(owed);
        }
        if (rejudgement != null) {
            rejudgement.start();
        }
    }

    /// Enters that the station itself did something.
    void did(String type, Instant now, Map<String, Object> members) throws InterruptedException {
        loop.submit(List.of(Sighting.of(new Deed.DeedDone(now, type, STATION, members))));
    }
}
