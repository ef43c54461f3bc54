package sekisho.sensor.feed;

import org.jspecify.annotations.Nullable;

import sekisho.site.Observation;
import sekisho.site.SourceId;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/// Whether a sender is there: it is lost when its connection is, or when it says nothing for longer
/// than it should. Time comes in, facts go out.
///
/// Of a sender that keeps no connection and has no time within which it must say something, nobody
/// can know whether it is there: nothing is claimed.
final class SignsOfLife {
    static final Duration ALIVE_EVERY = Duration.ofSeconds(10);

    /// A connection that comes back within this time was never lost.
    static final Duration RECONNECTS_WITHIN = Duration.ofSeconds(10);

    private final SourceId source;
    private final @Nullable Duration silentAfter;
    private final boolean connects;
    private @Nullable Instant heardAt;
    private @Nullable Instant downSince;
    private String downReason = "there is no connection";
    private @Nullable Instant aliveAt;
    private boolean lost;

    /// @param silentAfter how long it may say nothing; null: for ever
    /// @param connects whether it has a connection by which it is known to be there
    SignsOfLife(SourceId source, @Nullable Duration silentAfter, boolean connects) {
        this.source = source;
        this.silentAfter = silentAfter;
        this.connects = connects;
    }

    /// From now on silence counts.
    void begin(Instant now) {
        heardAt = now;
        downSince = connects ? now : null;
    }

    /// It said something.
    void heard(Instant now, Instant at, Consumer<Observation> out) {
        heardAt = now;
        if (silentAfter != null && downSince == null && aliveAt == null) {
            found(now, at, out);
        }
    }

    void connected(Instant now, Instant at, Consumer<Observation> out) {
        boolean wasDown = downSince != null;
        downSince = null;
        if (wasDown && !isSilent(now) && aliveAt == null) {
            found(now, at, out);
        }
    }

    /// @param reason why, as far as is known
    void disconnected(String reason, Instant now) {
        downReason = reason;
        if (downSince == null) {
            downSince = now;
        }
    }

    /// Says what is due.
    void elapse(Instant now, Instant at, Consumer<Observation> out) {
        if (isDown(now)) {
            lose(downReason, at, out);
        } else if (isSilent(now)) {
            lose("it said nothing for " + silentAfter, at, out);
        } else if (aliveAt != null && downSince == null && !now.isBefore(aliveAt)) {
            tellAlive(now, at, out);
        }
    }

    private boolean isDown(Instant now) {
        return downSince != null && !now.isBefore(downSince.plus(RECONNECTS_WITHIN));
    }

    private boolean isSilent(Instant now) {
        return silentAfter != null && heardAt != null && !now.isBefore(heardAt.plus(silentAfter));
    }

    private void found(Instant now, Instant at, Consumer<Observation> out) {
        if (lost) {
            lost = false;
            out.accept(new Observation.SourceRestored(at, source, null));
        }
        tellAlive(now, at, out);
    }

    private void tellAlive(Instant now, Instant at, Consumer<Observation> out) {
        aliveAt = now.plus(ALIVE_EVERY);
        out.accept(new Observation.SourceAlive(at, source, null, ALIVE_EVERY));
    }

    private void lose(String reason, Instant at, Consumer<Observation> out) {
        aliveAt = null;
        if (!lost) {
            lost = true;
            out.accept(new Observation.SourceLost(at, source, null, reason));
        }
    }
}
