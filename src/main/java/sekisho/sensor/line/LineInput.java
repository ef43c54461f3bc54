package sekisho.sensor.line;

import sekisho.site.Bytes;

/// What wakes the thread of a line.
public sealed interface LineInput {

    /// The line delivered bytes.
    record Delivered(Line line, Bytes bytes) implements LineInput {}

    /// The line is gone.
    record Gone(Line line, String reason) implements LineInput {}

    /// Look around: the intake has answered, or it is time to stop.
    record Wake() implements LineInput {}
}
