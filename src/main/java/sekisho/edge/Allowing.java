package sekisho.edge;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/// Tells one agent what its machine may use, when that has changed or will end. Belongs to the loop
/// of its [LinkLoop].
final class Allowing {
    private static final Logger LOG = LoggerFactory.getLogger(Allowing.class);

    /// It is said again so often, so that it does not end while the station is there.
    private static final Duration AGAIN = Duration.ofMinutes(5);

    /// Some room of a line is for what stands around it.
    private static final int LENGTH_MAX = LineCutter.LENGTH_MAX - 256;

    private final LinkLoop loop;
    private final LinkSession session;
    private final Hello agent;
    private @Nullable Allowance said;
    private long revision;
    private long saidAt;

    Allowing(LinkLoop loop, LinkSession session, Hello agent) {
        this.loop = loop;
        this.session = session;
        this.agent = agent;
    }

    /// Says what is due. Call it often.
    void check(long nanos) {
        long newestRevision = loop.allowances().revision();
        boolean isDue = nanos - saidAt >= AGAIN.toNanos();
        if (said != null && newestRevision == revision && !isDue) {
            return;
        }
        Allowance all = loop.allowances().of(agent.machine(), agent.zone());
        Allowance newest = all == null ? null : all.fitting(LENGTH_MAX);
        revision = newestRevision;
        if (all != null && newest == null) {
            LOG.error("what {} may use fits into no line: its baseline is too long", agent);
        }
        if (newest != null && (isDue || said == null || !said.saysTheSame(newest))) {
            said = newest;
            saidAt = nanos;
            session.write(new Answer.Allowed(loop.now().truncatedTo(ChronoUnit.MILLIS), newest));
        }
    }
}
