package sekisho.app;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.correlation.Correlator;
import sekisho.journal.Journal;
import sekisho.journal.JournalFailed;
import sekisho.journal.Recovery;
import sekisho.retention.Quiet;
import sekisho.site.Deed;
import sekisho.site.Deed.DeedDone;
import sekisho.site.Intake;
import sekisho.site.Recording;
import sekisho.site.Recording.State;
import sekisho.site.Sighting;
import sekisho.site.json.Times;
import sekisho.snapshot.SnapshotWriter;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// The one thread that decides: it takes what has been handed in, appends it, judges it, appends
/// what was found, forces all of it to disk once, and only then acknowledges.
///
/// Receipts complete on this thread: who waits for one does no work of its own in the callback. The
/// mouth is bounded twice: by pieces and by sightings.
///
/// When the disk fails, nothing that waits is acknowledged and nothing more is taken in, until the
/// journal has been taken up again from the disk and judged anew (failures.md tells it in full).
final class DecisionLoop implements Intake, Quiet, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionLoop.class);

    /// How many sightings may wait. At 50,000 a second it is a second's worth.
    private static final int SIGHTINGS_MAX = 65_536;

    private static final int PIECES_MAX = 8_192;

    /// One force serves at most so many sightings, so that none waits long for its own.
    private static final int BATCH_MAX = 8_192;

    /// With no deadline ahead the loop still looks at the clock so often.
    private static final Duration TICK = Duration.ofSeconds(1);

    /// A disk that fails on is asked again so often.
    private static final Duration LAST_TRY = Duration.ofSeconds(8);

    /// For the administrator of a damaged journal.
    static final String WHAT_TO_DO =
            "Copy the data folder before anything else. \"sekisho verify\" names what is damaged."
                    + " Then stop the station and put back a backup that verifies, or move the"
                    + " data folder aside: the station begins a new journal. Until then use paper.";

    /// The journal as the rules see it.
    ///
    /// @param owed what the journal implies and does not hold; entered before anything else
    record Judged(Recollection recollection, List<Sighting> owed) {}

    /// What the loop needs to know of its surroundings.
    interface Surroundings {

        /// Judges the journal from what is on the disk.
        ///
        /// @throws JournalFailed when it can't be read
        Judged judge();

        /// Whether the disk is full; else, when it has failed, it has in another way.
        boolean isDiskFull();

        /// How long a disk that has just failed is left alone; then twice as long, and so on.
        Duration firstTry();
    }

    private record Piece(List<Sighting> sightings, CompletableFuture<Receipt> receipt) {}

    /// A piece that waits for nothing but the disk.
    private record Entered(Piece piece, Receipt receipt) {}

    private final Journal journal;
    private final Surroundings surroundings;
    private final InstantSource clock;
    private final SnapshotWriter snapshots;
    private final Consumer<Throwable> fatal;
    private final BlockingQueue<Piece> mouth = new ArrayBlockingQueue<>(PIECES_MAX);
    private final Semaphore room = new Semaphore(SIGHTINGS_MAX);
    private final Thread thread;
    private final AtomicReference<@Nullable Runnable> between = new AtomicReference<>();
    private final BetweenTurns jobs = new BetweenTurns();
    private volatile boolean open = true;
    private volatile Recording recording;

    /// Owned by the deciding thread.
    private Decisions decisions;

    /// @param recollection of the journal as it is now; what it owes is the caller's to hand in
    /// @param recording with damage in it the loop takes nothing in, ever
    /// @param snapshots offered what is known, between two turns
    /// @param fatal told, once, when the loop has ended for a reason that is not the disk
    DecisionLoop(
            Journal journal,
            Recollection recollection,
            Recording recording,
            Surroundings surroundings,
            InstantSource clock,
            SnapshotWriter snapshots,
            Consumer<Throwable> fatal) {
        this.journal = journal;
        this.decisions = new Decisions(journal, recollection);
        this.recording = recording;
        this.surroundings = surroundings;
        this.clock = clock;
        this.snapshots = snapshots;
        this.fatal = fatal;
        this.thread = Thread.ofPlatform().name("decision").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Whether facts are taken in.
    Recording recording() {
        return recording;
    }

    /// Takes nothing more in: what is stored is not what was written.
    void refuse(String damage) {
        become(new Recording(State.DAMAGED, clock.instant(), damage));
        LOG.error("NOTHING IS RECORDED any more: {}. {}", damage, WHAT_TO_DO);
    }

    /// From damage there is no way back but a new start.
    private synchronized void become(Recording next) {
        if (recording.state() != State.DAMAGED) {
            recording = next;
        }
    }

    @Override
    public CompletableFuture<Receipt> offer(List<Sighting> sightings) {
        int weight = weight(sightings);
        if (sightings.isEmpty()) {
            throw new IllegalArgumentException("nothing was handed in");
        }
        if (!open) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("the station is stopping"));
        }
        Recording now = recording;
        if (!now.takesFacts()) {
            return CompletableFuture.failedFuture(new NotRecording(now));
        }
        if (!room.tryAcquire(weight)) {
            return CompletableFuture.failedFuture(new Full());
        }
        var piece = new Piece(List.copyOf(sightings), new CompletableFuture<>());
        if (!mouth.offer(piece)) {
            room.release(weight);
            return CompletableFuture.failedFuture(new Full());
        }
        if (!thread.isAlive() && !open) {
            refuseWaiting(new IllegalStateException("the station has stopped"));
        }
        return piece.receipt();
    }

    @Override
    public Receipt submit(List<Sighting> sightings) throws InterruptedException {
        while (true) {
            try {
                return offer(sightings).get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof NotRecording refused) {
                    throw refused;
                }
                if (!(e.getCause() instanceof Full)) {
                    throw new CompletionException(e.getCause());
                }
                int weight = weight(sightings);
                room.acquire(weight);
                room.release(weight);
            }
        }
    }

    /// Takes in what already waits, then stops. It is woken by an empty piece: an interrupt would
    /// close the journal's file under it.
    @Override
    public void close() throws InterruptedException {
        open = false;
        mouth.offer(new Piece(List.of(), new CompletableFuture<>()));
        thread.join();
    }

    /// Goes on with a correlator that has judged the whole journal; see [Decisions#goOnWith].
    ///
    /// @param done called by the deciding thread
    void goOnWith(Correlator successor, FoundAgain found, long judged, long from, Runnable done) {
        between.set(() -> {
            decisions.goOnWith(successor, found, judged, from);
            done.run();
        });
        mouth.offer(new Piece(List.of(), new CompletableFuture<>()));
    }

    /// Does something on the deciding thread, between two turns.
    @Override
    public void run(Step step) throws IOException, InterruptedException {
        Recording now = recording;
        if (!now.takesFacts()) {
            throw new NotRecording(now);
        }
        CompletableFuture<Void> done = jobs.add(step);
        mouth.offer(new Piece(List.of(), new CompletableFuture<>()));
        if (!thread.isAlive() && !open) {
            jobs.refuse(new IllegalStateException("the station has stopped"));
        }
        try {
            done.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failed -> throw failed;
                case NotRecording refused -> throw refused;
                case null, default -> throw new CompletionException(e.getCause());
            }
        }
    }

    private void release(Piece piece) {
        if (!piece.sightings().isEmpty()) {
            room.release(weight(piece.sightings()));
        }
    }

    private static int weight(List<Sighting> sightings) {
        return Math.min(sightings.size(), SIGHTINGS_MAX);
    }

    private void run() {
        try {
            while (open) {
                go(await());
            }
            for (List<Piece> rest = drain(); !rest.isEmpty(); rest = drain()) {
                go(rest);
            }
            jobs.refuse(new IllegalStateException("the station is stopping"));
            if (recording.takesFacts()) {
                decisions.leaveTo(snapshots);
            }
        } catch (RuntimeException | Error e) {
            open = false;
            refuseWaiting(e);
            fatal.accept(e);
        }
    }

    private void go(List<Piece> pieces) {
        if (!recording.takesFacts()) {
            refuse(pieces);
            return;
        }
        try {
            if (journal.isUnreadable()) {
                throw new JournalFailed("an entry in the journal can't be read");
            }
            if (surroundings.isDiskFull()) {
                throw new JournalFailed("no space is left but what reading needs");
            }
            decide(pieces);
        } catch (JournalFailed e) {
            fail(e, pieces);
            return;
        }
        try {
            betweenTurns();
        } catch (JournalFailed e) {
            fail(e, List.of());
        }
    }

    private void betweenTurns() {
        Runnable next = between.getAndSet(null);
        if (next != null) {
            next.run();
        }
        jobs.run();
        decisions.offerTo(snapshots);
    }

    private void fail(JournalFailed failure, List<Piece> pieces) {
        stopRecording(failure);
        refuse(pieces);
        recover();
    }

    private void stopRecording(JournalFailed failure) {
        State state = surroundings.isDiskFull() ? State.DISK_FULL : State.DISK_FAILED;
        become(new Recording(state, clock.instant(), String.valueOf(failure.getMessage())));
        LOG.error(
                "NOTHING IS RECORDED any more: {}. {}",
                failure.getMessage(),
                state == State.DISK_FULL
                        ? "Free space on the data folder's disk; the station goes on by itself."
                        : "Look at the disk (dmesg, smartctl); the station goes on by itself when"
                                + " it answers.");
        LOG.debug("this failed", failure);
    }

    /// Tries until the disk takes what it is given, or the loop is closed.
    private void recover() {
        Duration pause = surroundings.firstTry();
        boolean thorough = journal.isUnreadable();
        while (recording.state() != State.DAMAGED) {
            refuseFor(pause);
            if (!open) {
                return;
            }
            try {
                if (surroundings.isDiskFull()) {
                    throw new JournalFailed("there is still no space");
                }
                Recovery found = journal.recover(thorough);
                if (found.damage() != null) {
                    refuse(found.damage().sentence());
                    return;
                }
                resume(surroundings.judge());
                return;
            } catch (JournalFailed e) {
                LOG.warn("{}; tried again", e.getMessage());
                thorough = journal.isUnreadable();
            }
            Duration next = pause.multipliedBy(2);
            pause = next.compareTo(LAST_TRY) < 0 ? next : LAST_TRY;
        }
    }

    /// Goes on, and writes down first that something is missing.
    private void resume(Judged judged) {
        decisions = new Decisions(journal, judged.recollection());
        Recording before = recording;
        var first = new ArrayList<>(judged.owed());
        first.add(
                Sighting.of(
                        new DeedDone(
                                decisions.time(clock.instant()),
                                Deed.STATION_RESUMED,
                                Core.STATION,
                                Map.of(
                                        "since", Times.write(before.since()),
                                        "reason", before.reason()))));
        decide(List.of(new Piece(first, new CompletableFuture<>())));
        become(new Recording(State.GOING, clock.instant(), ""));
        LOG.warn("facts are taken in again; nothing was since {}", before.since());
    }

    private void refuse(List<Piece> pieces) {
        jobs.refuse(new NotRecording(recording));
        for (Piece piece : pieces) {
            piece.receipt().completeExceptionally(new NotRecording(recording));
            release(piece);
        }
    }

    /// Refuses whoever slipped in before the state was known.
    private void refuseFor(Duration pause) {
        long until = System.nanoTime() + pause.toNanos();
        try {
            for (long left = pause.toNanos(); open && left > 0; left = until - System.nanoTime()) {
                Piece piece = mouth.poll(left, TimeUnit.NANOSECONDS);
                refuse(piece == null ? List.of() : List.of(piece));
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted while waiting for the disk", e);
        }
    }

    /// Waits for work or for the next deadline, whichever comes first.
    private List<Piece> await() {
        try {
            Piece first = mouth.poll(untilDue().toMillis(), TimeUnit.MILLISECONDS);
            if (first == null) {
                return List.of();
            }
            return drain(first);
        } catch (InterruptedException e) {
            return List.of();
        }
    }

    private Duration untilDue() {
        Instant due = decisions.dueAt();
        if (due == null || !recording.takesFacts()) {
            return TICK;
        }
        Instant now = decisions.time(clock.instant());
        Duration wait = Duration.between(now, due.plusMillis(1));
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(TICK) < 0 ? wait : TICK;
    }

    private List<Piece> drain() {
        Piece first = mouth.poll();
        return first == null ? List.of() : drain(first);
    }

    private List<Piece> drain(Piece first) {
        var pieces = new ArrayList<Piece>();
        int sightings = 0;
        for (@Nullable Piece next = first; next != null; next = mouth.poll()) {
            pieces.add(next);
            sightings += next.sightings().size();
            if (sightings >= BATCH_MAX) {
                break;
            }
        }
        return pieces;
    }

    private void decide(List<Piece> pieces) {
        var entered = new ArrayList<Entered>(pieces.size());
        try {
            decisions.begin(clock.instant());
            for (Piece piece : pieces) {
                enter(piece, entered);
            }
            decisions.finish();
        } catch (JournalFailed e) {
            throw e;
        } catch (RuntimeException | Error e) {
            pieces.forEach(piece -> piece.receipt().completeExceptionally(e));
            throw e;
        }
        pieces.forEach(this::release);
        entered.forEach(one -> one.piece().receipt().complete(one.receipt()));
    }

    /// A piece that can't become entries is refused by itself; the others go on.
    private void enter(Piece piece, List<Entered> entered) {
        try {
            entered.add(new Entered(piece, decisions.enter(piece.sightings())));
        } catch (IllegalArgumentException e) {
            piece.receipt().completeExceptionally(e);
        }
    }

    private void refuseWaiting(Throwable reason) {
        jobs.refuse(reason);
        for (Piece piece = mouth.poll(); piece != null; piece = mouth.poll()) {
            release(piece);
            piece.receipt().completeExceptionally(reason);
        }
    }
}
