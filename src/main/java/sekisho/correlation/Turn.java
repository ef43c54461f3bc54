package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import sekisho.site.Finding;
import sekisho.site.Finding.FindingRaised;
import sekisho.site.Finding.FindingWithdrawn;
import sekisho.site.ZoneId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The entry that is being judged, the clock, and the way out for findings.
final class Turn {
    /// How long after its moment a decision still counts as made in time. It allows for the way
    /// from a device to the station; who is later than this reports what is over.
    static final long PROMPT_MILLIS = 60_000;

    private Consumer<? super Finding> out = finding -> {};
    private long clock = Long.MIN_VALUE;
    private long newest = Long.MIN_VALUE;
    private long judgedFrom;
    private long sequence;
    private boolean inOrder;

    /// Time by arrival, which decides what is due; never runs back.
    long clock() {
        return clock;
    }

    /// The greatest event time seen.
    long newest() {
        return newest;
    }

    /// The earliest event time at which an entry is judged now: what was over by then stands.
    long judgedFrom() {
        return judgedFrom;
    }

    void judgeFrom(long time) {
        judgedFrom = time;
    }

    /// The entry that is being judged.
    long sequence() {
        return sequence;
    }

    /// Whether nothing that came before can lie behind the entry, in event time or by a deadline
    /// that was decided: then it touches no case that was judged, and nobody needs to look.
    boolean isInOrder() {
        return inOrder;
    }

    void advance(long time) {
        clock = Math.max(clock, time);
    }

    void tell(Consumer<? super Finding> listener) {
        out = listener;
    }

    void begin(long entry, long at) {
        sequence = entry;
        inOrder = at >= newest && at >= clock;
        newest = Math.max(newest, at);
    }

    void save(StateWriter out) {
        out.number(clock);
        out.number(newest);
        out.number(sequence);
    }

    void load(StateReader in) {
        clock = in.number();
        newest = in.number();
        sequence = in.number();
    }

    /// Says that a case is judged otherwise than before.
    ///
    /// @param moment of the decision, in event time
    /// @param again it had been judged before, and the entry has changed that
    void conclude(
            boolean raised,
            boolean again,
            String rule,
            @Nullable Zone zone,
            Map<String, String> subject,
            long moment,
            long... because) {
        var at = Instant.ofEpochMilli(moment);
        ZoneId where = zone == null ? null : zone.id();
        if (raised) {
            boolean late = again || clock - moment > PROMPT_MILLIS;
            out.accept(new FindingRaised(at, rule, where, subject, list(because), late));
        } else {
            var reason = List.of(because[0], sequence);
            out.accept(new FindingWithdrawn(at, rule, where, subject, reason));
        }
    }

    private static List<Long> list(long[] because) {
        var list = new ArrayList<Long>(because.length);
        for (long one : because) {
            list.add(one);
        }
        return list;
    }
}
