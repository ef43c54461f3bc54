package sekisho.sensor.serial;

import sekisho.site.Bytes;

import java.util.Map;

/// What a piece of a line turned out to be. Together the pieces are all bytes that were delivered.
public sealed interface Framed {

    /// The bytes of the line.
    Bytes bytes();

    /// A frame, and its fields by name.
    record Whole(Bytes bytes, Map<String, String> fields) implements Framed {}

    /// A frame whose check holds and whose fields make no sense.
    record Refused(Bytes bytes, String reason) implements Framed {}

    /// Bytes that belong to no frame, and why.
    record Noise(Bytes bytes, String reason) implements Framed {}
}
