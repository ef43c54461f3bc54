package sekisho.app;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.site.Recording;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Looks every few seconds how much space the data folder has left, and warns before there is none:
/// below 1 GB, or when the last hour's rate would fill it within a day.
final class DiskSpace implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DiskSpace.class);

    /// Less is called full: what is in the journal must still be signed and read.
    private static final long FULL_BELOW = 8L << 20;

    /// A disk that was full is not before it has so much.
    private static final long ENOUGH = 2 * FULL_BELOW;

    private static final long LOW_BELOW = 1_000_000_000;
    private static final Duration LOW_WITHIN = Duration.ofDays(1);

    /// The rate is that of so long a time, and nothing is said of it before a sixth of that.
    private static final Duration RATE_OVER = Duration.ofHours(1);

    private static final Duration RATE_AFTER = Duration.ofMinutes(10);
    private static final long LOOK_EVERY_SECONDS = 10;

    private record Look(Instant at, long usable) {}

    private final Path folder;
    private final InstantSource clock;
    private final Deque<Look> looks = new ArrayDeque<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Recording low;
    private volatile @Nullable FileStore store;

    /// Owned by who asks, the deciding thread.
    private boolean full;

    DiskSpace(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("disk space").daemon().unstarted(this::run);
    }

    void start() {
        look();
        thread.start();
    }

    /// Why there will soon be no space; null while there is enough.
    @Nullable Recording low() {
        return low;
    }

    /// Whether there is none now. Asked before every batch.
    boolean isFull() {
        try {
            full = usable() < (full ? ENOUGH : FULL_BELOW);
            return full;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        thread.join();
    }

    private long usable() throws IOException {
        FileStore known = store;
        if (known == null) {
            known = Files.getFileStore(folder);
            store = known;
        }
        return known.getUsableSpace();
    }

    private void run() {
        try {
            while (!closing.await(LOOK_EVERY_SECONDS, TimeUnit.SECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            LOG.debug("nobody looks after the disk's space any more", e);
        }
    }

    private void look() {
        try {
            look(clock.instant(), usable());
        } catch (IOException e) {
            LOG.warn("the space of {} can't be told: {}", folder, e.toString());
        }
    }

    /// Takes note of what there is, and says what follows from it.
    void look(Instant now, long usable) {
        String reason = reason(now, usable);
        Recording before = low;
        if (reason == null) {
            low = null;
        } else {
            Instant since = before == null ? now : before.since();
            low = new Recording(Recording.State.LOW_SPACE, since, reason);
            if (before == null) {
                LOG.warn("{}: free some, or nothing can be recorded soon", reason);
            }
        }
    }

    private @Nullable String reason(Instant now, long usable) {
        looks.addLast(new Look(now, usable));
        while (looks.getFirst().at().isBefore(now.minus(RATE_OVER))) {
            looks.removeFirst();
        }
        String space = "%,d MB are left in %s".formatted(usable / 1_000_000, folder);
        if (usable < LOW_BELOW) {
            return space;
        }
        Look first = looks.getFirst();
        Duration passed = Duration.between(first.at(), now);
        long used = first.usable() - usable;
        if (passed.compareTo(RATE_AFTER) < 0 || used <= 0) {
            return null;
        }
        double seconds = (double) usable / used * passed.toSeconds();
        return seconds < LOW_WITHIN.toSeconds()
                ? space + ", enough for %.0f hours at the present rate".formatted(seconds / 3600)
                : null;
    }
}
