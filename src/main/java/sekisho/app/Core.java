package sekisho.app;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.app.DecisionLoop.Judged;
import sekisho.journal.Journal;
import sekisho.journal.JournalFailed;
import sekisho.journal.JournalReader;
import sekisho.journal.RawReader;
import sekisho.journal.Recovery;
import sekisho.journal.disclosure.DisclosureStore;
import sekisho.journal.disclosure.OpenedJournal;
import sekisho.journal.tree.Checkpoint;
import sekisho.journal.tree.SignedTree;
import sekisho.journal.tree.VerifierKey;
import sekisho.retention.Quiet;
import sekisho.site.Deed;
import sekisho.site.Intake;
import sekisho.site.Intake.NotRecording;
import sekisho.site.Policy;
import sekisho.site.Recording;
import sekisho.site.Sighting;
import sekisho.site.Site;
import sekisho.snapshot.SnapshotWriter;
import sekisho.snapshot.Snapshots;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Journal, correlation, the loop over them and the notary beside them: the part of a station that
/// needs neither a device nor a network. An import uses it alone.
final class Core implements AutoCloseable, DecisionLoop.Surroundings {
    private static final Logger LOG = LoggerFactory.getLogger(Core.class);

    /// Who does what the station does by itself.
    static final String STATION = "station";

    /// Most hiccups of a disk are over by then.
    private static final Duration FIRST_TRY = Duration.ofSeconds(1);

    private final Folders folders;
    private final Journal journal;
    private final DisclosureStore disclosures;
    private final Site site;
    private final Policy policy;
    private final InstantSource clock;
    private final DiskSpace space;
    private final Notary notary;
    private final Recollection recollection;
    private final Snapshots kept;
    private final SnapshotWriter snapshots;
    private final DecisionLoop loop;
    private final @Nullable Rejudgement rejudgement;
    private final CompletableFuture<Long> rejudged = new CompletableFuture<>();
    private final CompletableFuture<Throwable> broken = new CompletableFuture<>();

    /// Opens the journal of a data folder, judges it again as far as no snapshot spares it, and
    /// begins to take facts in.
    ///
    /// @throws Refused when the journal is damaged
    /// @throws JournalFailed when another process has it open or the disk fails
    static Core open(Path data, Site site, Policy policy, InstantSource clock)
            throws Refused, InterruptedException {
        return open(new Folders(data), site, policy, clock);
    }

    /// Likewise, with the keys elsewhere than beside the data.
    static Core open(Folders folders, Site site, Policy policy, InstantSource clock)
            throws Refused, InterruptedException {
        return writing(openOrRead(folders, site, policy, clock));
    }

    /// Likewise, with snapshots at a pace of one's own.
    static Core open(
            Path data, Site site, Policy policy, InstantSource clock, SnapshotWriter.Pace pace)
            throws Refused, InterruptedException {
        return open(data, site, policy, clock, pace, Notary.USUAL);
    }

    /// Likewise, signed at a pace of one's own, too.
    static Core open(
            Path data,
            Site site,
            Policy policy,
            InstantSource clock,
            SnapshotWriter.Pace pace,
            Duration signing)
            throws Refused, InterruptedException {
        return writing(openOrRead(new Folders(data), site, policy, clock, pace, signing));
    }

    private static Core writing(Core core) throws Refused, InterruptedException {
        Recording recording = core.recording();
        if (recording.state() == Recording.State.DAMAGED) {
            core.close();
            throw new Refused(recording.reason() + ". " + DecisionLoop.WHAT_TO_DO);
        }
        return core;
    }

    /// Likewise; but a damaged journal is opened to be read, as far as it is good, and takes
    /// nothing in: [#recording] tells why.
    ///
    /// @throws JournalFailed when another process has it open or the disk fails
    static Core openOrRead(Folders folders, Site site, Policy policy, InstantSource clock)
            throws Refused, InterruptedException {
        return openOrRead(folders, site, policy, clock, SnapshotWriter.Pace.USUAL, Notary.USUAL);
    }

    private static Core openOrRead(
            Folders folders,
            Site site,
            Policy policy,
            InstantSource clock,
            SnapshotWriter.Pace pace,
            Duration signing)
            throws Refused, InterruptedException {
        long signed = signed(folders);
        DisclosureStore disclosures = disclosures(folders);
        Journal journal = Journal.open(folders.journal(), signed, false, disclosures);
        try {
            Core core;
            try {
                core = new Core(folders, journal, disclosures, site, policy, clock, pace, signing);
            } catch (JournalFailed e) {
                if (!journal.isUnreadable()) {
                    throw e;
                }
                journal.close();
                disclosures = disclosures(folders);
                journal = Journal.open(folders.journal(), signed, true, disclosures);
                core = new Core(folders, journal, disclosures, site, policy, clock, pace, signing);
            }
            core.begin();
            return core;
        } catch (IOException e) {
            journal.close();
            throw new Refused("the journal can't be signed: " + e.getMessage());
        } catch (RuntimeException | Error | InterruptedException e) {
            journal.close();
            throw e;
        }
    }

    /// How many entries have been signed: so many must be there.
    private static long signed(Folders folders) throws Refused {
        try {
            return Checkpoint.sizeIn(folders.log());
        } catch (IOException e) {
            throw new Refused("the log's checkpoint can't be read: " + e.getMessage());
        }
    }

    private static DisclosureStore disclosures(Folders folders) throws Refused {
        try {
            return DisclosureStore.open(folders.disclosures(), folders.keys());
        } catch (IOException e) {
            throw new Refused("the store of personal data can't be opened: " + e.getMessage());
        }
    }

    private Core(
            Folders folders,
            Journal journal,
            DisclosureStore disclosures,
            Site site,
            Policy policy,
            InstantSource clock,
            SnapshotWriter.Pace pace,
            Duration signing)
            throws IOException {
        this.folders = folders;
        this.journal = journal;
        this.disclosures = disclosures;
        this.site = site;
        this.policy = policy;
        this.clock = clock;
        this.space = new DiskSpace(folders.data(), clock);
        this.notary = new Notary(folders, journal, signing, this::rekeyed, this::refuse);
        this.kept = new Snapshots(folders.snapshots(), folders.log(), notary.verifierKey());
        this.recollection =
                journal.recovery().damage() == null ? recollection() : Recollection.nothing();
        long from = recollection.from();
        this.snapshots = new SnapshotWriter(kept, pace, from, clock.instant());
        this.loop =
                new DecisionLoop(
                        journal,
                        recollection,
                        recording(journal, clock),
                        this,
                        clock,
                        snapshots,
                        broken::complete);
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
                                this::notRejudged);
    }

    private static Recording recording(Journal journal, InstantSource clock) {
        Recovery.Damage damage = journal.recovery().damage();
        return damage == null
                ? new Recording(Recording.State.GOING, clock.instant(), "")
                : new Recording(Recording.State.DAMAGED, clock.instant(), damage.sentence());
    }

    private Recollection recollection() {
        boolean shown = ReplayProgress.isTerminal();
        var progress = new StartProgress(System.err, shown, journal.durable());
        try {
            return Recollection.of(journal, kept.newest(journal), progress);
        } finally {
            progress.clear();
        }
    }

    @Override
    public Judged judge() {
        Recollection judged = recollection();
        return new Judged(judged, judged.owed(site, policy, clock.instant()));
    }

    @Override
    public boolean isDiskFull() {
        return space.isFull();
    }

    @Override
    public Duration firstTry() {
        return FIRST_TRY;
    }

    /// Whether facts are taken in.
    Recording recording() {
        Recording now = loop.recording();
        Recording low = space.low();
        return now.state() == Recording.State.GOING && low != null ? low : now;
    }

    private void refuse(Throwable failure) {
        loop.refuse(String.valueOf(failure.getMessage()));
    }

    /// Of a spoilt entry the loop hears from the journal itself. A disk that does not answer is
    /// asked again by the next start.
    private void notRejudged(Throwable failure) {
        if (!(failure instanceof JournalFailed)) {
            broken.complete(failure);
        }
    }

    Intake intake() {
        return loop;
    }

    /// Has something done while no entry is being made.
    Quiet quiet() {
        return loop;
    }

    /// The journal as it is stored and judged: with pseudonyms.
    JournalReader journal() {
        return journal;
    }

    /// The same, undecoded.
    RawReader raw() {
        return journal;
    }

    /// The journal as people read it: with names and cards.
    JournalReader opened() {
        return new OpenedJournal(journal, disclosures);
    }

    /// What entries commit to.
    DisclosureStore disclosures() {
        return disclosures;
    }

    /// Completes when the station is wrong about something that is not the disk; it must then end
    /// and be started again.
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

    /// What was signed last; absent before the first time.
    @Nullable SignedTree signed() throws IOException {
        return SignedTree.of(folders.log(), notary.verifierKey());
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
        space.close();
        notary.close();
        snapshots.close();
        journal.close();
    }

    private static void tellTorn(Recovery recovery) {
        if (recovery.torn() != null) {
            LOG.warn(
                    "{} bytes behind the last whole entry were cut off and kept as {}: {}",
                    recovery.torn().bytes(),
                    recovery.torn().keptAs(),
                    recovery.torn().reason());
        }
    }

    /// Enters what a crash kept from the disk, and the plan where it has changed.
    private void begin() throws InterruptedException {
        tellTorn(journal.recovery());
        if (!loop.recording().takesFacts()) {
            LOG.error("NOTHING IS RECORDED: {}. {}", recording().reason(), DecisionLoop.WHAT_TO_DO);
            return;
        }
        try {
            notary.compare();
        } catch (JournalFailed e) {
            refuse(e);
            return;
        }
        space.start();
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
            try {
                loop.submit(owed);
            } catch (NotRecording e) {
                LOG.debug("what the journal is owed is entered when it can be", e);
            }
        }
        if (rejudgement != null) {
            rejudgement.start();
        }
    }

    private void rekeyed(VerifierKey from, VerifierKey to) throws InterruptedException {
        did(
                Deed.STATION_REKEYED,
                clock.instant(),
                Map.of("from", from.toString(), "to", to.toString()));
    }

    /// Enters that the station itself did something.
    ///
    /// @throws NotRecording when nothing can be entered
    void did(String type, Instant now, Map<String, Object> members) throws InterruptedException {
        loop.submit(List.of(Sighting.of(new Deed.DeedDone(now, type, STATION, members))));
    }
}
