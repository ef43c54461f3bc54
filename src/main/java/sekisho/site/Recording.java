package sekisho.site;

import java.time.Instant;

/// Whether the station takes in what happens, and if not, why.
///
/// @param since when it came to that
/// @param reason for the log and the administrator, in English; empty while all is well
public record Recording(State state, Instant since, String reason) {

    /// From best to worst.
    public enum State {
        /// Everything is taken in.
        GOING,
        /// Likewise, but there will soon be no space left.
        LOW_SPACE,
        /// Nothing is taken in; it goes on by itself when there is space again.
        DISK_FULL,
        /// Nothing is taken in; it goes on by itself when the disk answers again.
        DISK_FAILED,
        /// What is stored is not what was written: nothing is taken in before a person has looked.
        DAMAGED
    }

    /// Whether facts are taken in.
    public boolean takesFacts() {
        return state == State.GOING || state == State.LOW_SPACE;
    }

    /// The sentence for whoever is refused.
    public String refusal() {
        return "nothing can be recorded since " + since + ": " + reason;
    }
}
