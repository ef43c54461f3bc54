package sekisho.journal;

import org.jspecify.annotations.Nullable;

/// What was found when the journal was opened.
///
/// @param entries how many entries there are and can be read
/// @param torn what was cut off at the end; absent when the journal had been left in order
/// @param damage what makes it refuse further entries; absent when it is sound
public record Recovery(long entries, @Nullable TornTail torn, @Nullable Damage damage) {

    /// Bytes behind the last whole frame: a batch that nobody had been told was durable, because
    /// the station died while writing it. They are kept aside.
    ///
    /// @param offset where in the segment they began
    /// @param keptAs the file beside the segments that holds them now
    public record TornTail(String segment, long offset, long bytes, String keptAs, String reason) {}

    /// Something before the end is not what was written. Up to there the journal can be read.
    public record Damage(String segment, long offset, long lastGood, String reason) {

        /// What an operator has to know.
        public String sentence() {
            return "the journal is damaged in segment "
                    + segment
                    + " at byte "
                    + offset
                    + " ("
                    + reason
                    + "): entries up to "
                    + lastGood
                    + " are good; nothing is appended before somebody has looked at it";
        }
    }
}
