package sekisho.site;

import java.time.Duration;
import java.util.Locale;

/// How the guards of machines decide where the station does not.
///
/// @param away what to do about a device while the station can't be asked
/// @param inUse what to do about one that is in use when its permit ends
/// @param holds how long a guard can do without the station
public record Guarding(Away away, InUse inUse, Duration holds) {
    /// Let in what nobody can judge; put out what lost its permit.
    public static final Guarding DEFAULT = new Guarding(Away.OPEN, InUse.CUT, Duration.ofHours(24));

    /// What to do about a device while the station or the agent has been away for too long, or
    /// while there is no guard. A machine's own devices are let in while there is a guard.
    public enum Away {
        /// Let it in.
        OPEN,
        /// Keep it out.
        CLOSED;

        /// How it is written.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What to do about a device that is in use when its permit ends.
    public enum InUse {
        /// Put it out, in the midst of whatever it does.
        CUT,
        /// Let it be until it is pulled.
        KEEP;

        /// How it is written.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Guarding {
        if (!holds.isPositive()) {
            throw new IllegalArgumentException("an allowance needs a positive span");
        }
    }
}
