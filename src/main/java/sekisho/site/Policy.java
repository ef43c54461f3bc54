package sekisho.site;

import java.time.Duration;

/// The limits by which facts are judged; all of them are inclusive.
///
/// @param explainedWithin an opening or a motion is explained by a read or a visit this long before
///   or after it
/// @param escortAway how long the escort of a vendor may be away
/// @param overstay how long after the planned exit a visit may stay open
/// @param releasedWithin an opening belongs to a read or a request to exit at most this long before
/// @param heldAfter a door that is open longer is held
/// @param silentIntervals a source is silent after so many of its own intervals
/// @param denials how many denials at one door are too many
/// @param denialsWithin the span in which they are counted
/// @param hours when entries are usual, where a zone says nothing
/// @param rejudged how far back late evidence is judged again
/// @param undeclared what to do about zones, doors and people nobody declared
public record Policy(
        Duration explainedWithin,
        Duration escortAway,
        Duration overstay,
        Duration releasedWithin,
        Duration heldAfter,
        int silentIntervals,
        int denials,
        Duration denialsWithin,
        Hours hours,
        Duration rejudged,
        Undeclared undeclared) {

    /// What to do about a door that nobody declared.
    public enum Undeclared {
        /// Take its facts as they come.
        ACCEPT,
        /// Take them, and raise one finding for each.
        FINDING
    }

    /// The product's defaults.
    public static final Policy DEFAULT =
            new Policy(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(15),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    3,
                    5,
                    Duration.ofSeconds(60),
                    Hours.DEFAULT,
                    Duration.ofHours(120),
                    Undeclared.ACCEPT);

    public Policy {
        if (silentIntervals < 1 || denials < 1) {
            throw new IllegalArgumentException("a count in the policy must be at least 1");
        }
        for (Duration span :
                new Duration[] {
                    explainedWithin,
                    escortAway,
                    overstay,
                    releasedWithin,
                    heldAfter,
                    denialsWithin,
                    rejudged
                }) {
            if (span.isNegative()) {
                throw new IllegalArgumentException("a span in the policy must not be negative");
            }
        }
    }
}
