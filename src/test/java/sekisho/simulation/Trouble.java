package sekisho.simulation;

/// What happens to facts on their way, if a seed has it at all.
enum Trouble {
    /// Each fact takes up to three seconds, so that sources overtake each other.
    JITTER,
    /// Clocks of controllers are up to twenty seconds off, each day differently.
    DRIFT,
    /// Some facts, paper too, come hours later: 0.1 to 20 % of them.
    LATE,
    /// Controllers can't be reached for hours, and replay.
    OUTAGES,
    /// Controllers and agents start anew and number from 1 again.
    REBOOTS,
    /// Some facts are delivered again although the station has them.
    SECOND_DELIVERIES,
    /// The station's disk fails, or its power, in the middle of whatever it does.
    CRASHES,
    /// The station is stopped in order and started again.
    STOPS
}
