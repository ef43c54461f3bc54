package sekisho.sensor.osdp;

import java.time.Duration;
import java.time.Instant;

/// Whether a reader is in conversation with us, and since when it said nothing useful.
final class OsdpPresence {
    private static final String SILENCE = "no answer";

    private final Duration offlineAfter;
    private boolean online;
    private boolean lost;
    private String trouble = SILENCE;
    private Instant lastGood = Instant.MIN;

    /// @param offlineAfter how long a reader may say nothing useful before it counts as lost
    OsdpPresence(Duration offlineAfter) {
        this.offlineAfter = offlineAfter;
    }

    boolean isOnline() {
        return online;
    }

    /// The line is there; from now on the reader is expected.
    void expect(Instant now) {
        lastGood = now;
    }

    /// The reader said something useful.
    void useful(Instant now) {
        lastGood = now;
        trouble = SILENCE;
    }

    /// What keeps the reader from being useful.
    void blame(String what) {
        trouble = what;
    }

    /// Nothing at all keeps it from being useful but its silence.
    void blameSilence() {
        trouble = SILENCE;
    }

    /// When the reader will have been useless for too long; never, once it is lost.
    Instant lostAt() {
        return lost ? Instant.MAX : lastGood.plus(offlineAfter);
    }

    /// Why it is lost then.
    String reason() {
        return trouble + " for " + offlineAfter.toSeconds() + " s";
    }

    /// What keeps the reader from being useful, in words.
    String trouble() {
        return trouble;
    }

    /// The reader is with us; says whether it was not before.
    boolean arrive(Instant now) {
        lastGood = now;
        boolean before = online;
        online = true;
        lost = false;
        return !before;
    }

    /// The reader is lost; says whether it was not before.
    boolean leave() {
        boolean before = lost;
        lost = true;
        online = false;
        trouble = SILENCE;
        return !before;
    }
}
