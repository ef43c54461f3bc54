package sekisho.simulation;

import java.util.stream.LongStream;

/// Which seeds to run: a sample by default, all by `-Dseeds=10000`, one by `-Dseed=4711`.
final class Seeds {
    private Seeds() {}

    /// @param sample how many are run when nobody says otherwise
    static LongStream of(int sample) {
        Long one = Long.getLong("seed");
        return one == null
                ? LongStream.rangeClosed(1, Long.getLong("seeds", sample))
                : LongStream.of(one);
    }

    /// How to see the failure of a seed again.
    static String again(Class<?> test, long seed) {
        return "mvn -Dweb.skip test -Dtest=%s -Dseed=%d".formatted(test.getSimpleName(), seed);
    }
}
