package sekisho.edge;

/// The place of a fact in the [Spool]. Small, because there may be a hundred thousand of them.
final class Kept {
    private final SpoolSegment segment;
    private final int offset;
    private final int length;
    private final String source;
    private final String boot;
    private final long seq;
    private boolean acknowledged;

    Kept(SpoolSegment segment, int offset, int length, String source, String boot, long seq) {
        this.segment = segment;
        this.offset = offset;
        this.length = length;
        this.source = source;
        this.boot = boot;
        this.seq = seq;
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

    boolean isOf(String run) {
        return boot.equals(run);
    }

    /// Whether the answer is about this fact.
    boolean isOf(Answer.Ack ack) {
        return seq == ack.seq() && boot.equals(ack.boot()) && source.equals(ack.source());
    }
}
