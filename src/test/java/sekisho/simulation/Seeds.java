package sekisho.simulation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Which seeds to run: a sample by default, more by `-Dseeds=10000`, one by `-Dseed=4711`.
///
/// The first seed follows from the commit, so that each commit tries new ground and a second run of
/// it the same; outside of a repository it is 1. Many seeds run on all processors, or on
/// `-Dthreads=1`, and tell how far they are.
final class Seeds {
    private static final int MANY = 1_000;
    private static final int FAILURES_MAX = 5;

    private final Class<?> test;
    private final long first;
    private final long count;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final ConcurrentSkipListMap<Long, Throwable> failures = new ConcurrentSkipListMap<>();
    private final long began = System.nanoTime();

    private Seeds(Class<?> test, long first, long count) {
        this.test = test;
        this.first = first;
        this.count = count;
    }

    /// Draws a world from each seed and checks it.
    ///
    /// @param sample how many seeds are run when nobody says otherwise
    /// @param draw gives a world whose text says what the seed drew
    /// @throws AssertionError with what the seed drew, and the command that repeats it
    static <W> void each(Class<?> test, int sample, LongFunction<W> draw, Consumer<W> check) {
        Long one = Long.getLong("seed");
        long count = one == null ? Long.getLong("seeds", sample) : 1;
        var seeds = new Seeds(test, one == null ? OF_COMMIT : one, count);
        seeds.run(draw, check);
    }

    private <W> void run(LongFunction<W> draw, Consumer<W> check) {
        int processors = Runtime.getRuntime().availableProcessors();
        int threads = Integer.getInteger("threads", count > MANY ? processors : 1);
        List<Thread> workers =
                IntStream.range(0, threads)
                        .mapToObj(i -> Thread.ofPlatform().start(() -> work(draw, check)))
                        .toList();
        for (Thread worker : workers) {
            join(worker);
        }
        if (!failures.isEmpty()) {
            throw new AssertionError(
                    failures.keySet().stream().map(this::again).collect(Collectors.joining("\n")),
                    failures.firstEntry().getValue());
        }
    }

    private <W> void work(LongFunction<W> draw, Consumer<W> check) {
        for (long i = taken.getAndIncrement(); i < count; i = taken.getAndIncrement()) {
            if (failures.size() < FAILURES_MAX) {
                attempt(first + i, draw, check);
                tell(done.incrementAndGet());
            }
        }
    }

    private <W> void attempt(long seed, LongFunction<W> draw, Consumer<W> check) {
        String drawn = "seed " + seed;
        try {
            W world = draw.apply(seed);
            drawn = world.toString();
            check.accept(world);
        } catch (RuntimeException | AssertionError e) {
            failures.put(seed, new AssertionError(drawn, e));
        }
    }

    private void tell(long so) {
        if (count > MANY && so % (count / 20) == 0) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: %,d of %,d seeds from %d on, %d failed, %d s%n",
                    test.getSimpleName(),
                    so,
                    count,
                    first,
                    failures.size(),
                    (System.nanoTime() - began) / 1_000_000_000);
        }
    }

    private String again(long seed) {
        return "again: mvn -Dweb.skip test -Dtest=%s -Dseed=%d"
                .formatted(test.getSimpleName(), seed);
    }

    private static void join(Thread worker) {
        try {
            worker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static final long OF_COMMIT = ofCommit();

    private static long ofCommit() {
        try {
            Process git =
                    new ProcessBuilder("git", "rev-parse", "--short=7", "HEAD")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            byte[] said = git.getInputStream().readAllBytes();
            String commit = new String(said, StandardCharsets.US_ASCII).strip();
            return commit.matches("[0-9a-f]{7,}") ? Long.parseLong(commit.substring(0, 7), 16) : 1;
        } catch (IOException e) {
            return 1;
        }
    }
}
