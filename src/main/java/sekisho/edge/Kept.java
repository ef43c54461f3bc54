package sekisho.edge;

import org.jspecify.annotations.Nullable;

/// The place of a fact in the [Spool]. Small, because there may be a hundred thousand of them.
final class Kept {
    private final SpoolSegment segment;
    private final int offset;
    private final int length;
    private final String source;
    private final String boot;
    private final long seq;
    private final @Nullable String chain;
    private boolean acknowledged;

    /// @param chain under which it is sealed; null: it is not
    Kept(
            SpoolSegment segment,
            int offset,
            int length,
            String source,
            String boot,
            long seq,
            @Nullable String chain) {
        this.segment = segment;
        this.offset = offset;
        this.length = length;
        this.source = source;
        this.boot = boot;
        this.seq = seq;
        this.chain = chain;
    }

    SpoolSegment segment() {
        return segment;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    boolean isAcknowledged() {
        return acknowledged;
    }

    void acknowledge() {
        acknowledged = true;
    }

    boolean isSealedUnder(String other) {
        return other.equals(chain);
    }

    /// Whether the answer is about this fact.
    boolean isOf(Answer.Ack ack) {
        return seq == ack.seq() && boot.equals(ack.boot()) && source.equals(ack.source());
    }
}
