package sekisho.words;

import java.math.BigDecimal;
import java.time.Duration;

/// Spans as people read them.
final class Spans {
    private Spans() {}

    /// Seconds, with a fraction only where there is one.
    static Sentence seconds(Duration span) {
        return Sentence.same(
                BigDecimal.valueOf(span.toMillis(), 3).stripTrailingZeros().toPlainString());
    }
}
