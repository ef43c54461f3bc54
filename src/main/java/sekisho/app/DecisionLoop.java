package sekisho.app;

import org.jspecify.annotations.Nullable;

import sekisho.correlation.Correlator;
import sekisho.journal.Journal;
import sekisho.site.Intake;
import sekisho.site.Sighting;
import sekisho.snapshot.SnapshotWriter;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
/// mouth is bounded twice: by pieces and by sightings. A failed disk is fatal: nothing that waits
/// is acknowledged, and whoever runs the station restarts it into recovery.
final class DecisionLoop implements Intake, AutoCloseable {
    /// How many sightings may wait. At 50,000 a second it is a second's worth.
    private static final int SIGHTINGS_MAX = 65_536;

    private static final int PIECES_MAX = 8_192;

    /// One force serves at most so many sightings, so that none waits long for its own.
    private static final int BATCH_MAX = 8_192;

    /// With no deadline ahead the loop still looks at the clock so often.
    private static final Duration TICK = Duration.ofSeconds(1);

    private record Piece(List<Sighting> sightings, CompletableFuture<Receipt> receipt) {}

    /// A piece that waits for nothing but the disk.
    private record Entered(Piece piece, Receipt receipt) {}

    private final Decisions decisions;
    private final InstantSource clock;
    private final SnapshotWriter snapshots;
    private final Consumer<Throwable> fatal;
    private final BlockingQueue<Piece> mouth = new ArrayBlockingQueue<>(PIECES_MAX);
    private final Semaphore room = new Semaphore(SIGHTINGS_MAX);
    private final Thread thread;
    private final AtomicReference<@Nullable Runnable> between = new AtomicReference<>();
    private volatile boolean open = true;

    /// @param recollection of every entry that is in the journal already
    /// @param snapshots offered what is known, between two turns
    /// @param fatal told, once, when the journal can't go on
    DecisionLoop(
            Journal journal,
            Recollection recollection,
            InstantSource clock,
            SnapshotWriter snapshots,
            Consumer<Throwable> fatal) {
        this.decisions = new Decisions(journal, recollection);
        this.clock = clock;
        this.snapshots = snapshots;
        this.fatal = fatal;
        this.thread = Thread.ofPlatform().name("decision").unstarted(this::run);
    }

    void start() {
        thread.start();
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
                decide(await());
                Runnable next = between.getAndSet(null);
                if (next != null) {
                    next.run();
                }
                decisions.offerTo(snapshots);
            }
            for (List<Piece> rest = drain(); !rest.isEmpty(); rest = drain()) {
                decide(rest);
            }
            decisions.leaveTo(snapshots);
        } catch (RuntimeException | Error e) {
            open = false;
            refuseWaiting(e);
            fatal.accept(e);
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
        if (due == null) {
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
        for (Piece piece = mouth.poll(); piece != null; piece = mouth.poll()) {
            release(piece);
            piece.receipt().completeExceptionally(reason);
        }
    }
}
