package sekisho.sensor.serial;

import sekisho.site.Bytes;
import sekisho.site.json.Times;
import sekisho.site.json.Unreadable;

import java.time.Instant;

/// Bytes that were heard on a line at one moment, as a line of a recording: the time, then the
/// bytes in hexadecimal, such as `2026-11-21T00:00:05.123Z 02 30 43`.
public record SerialCapture(Instant at, Bytes bytes) {

    /// Reads a line.
    ///
    /// @throws Unreadable when it is none, and why
    public static SerialCapture read(String line) throws Unreadable {
        String[] parts = line.strip().split(" ", 2);
        Instant at = Times.read("the time", parts[0]);
        try {
            String hex = parts.length == 1 ? "" : parts[1].replace(" ", "");
            return new SerialCapture(at, Bytes.ofHex(hex));
        } catch (IllegalArgumentException e) {
            throw new Unreadable("behind the time there are bytes in hexadecimal, such as 02 30");
        }
    }

    /// The line for it.
    public String line() {
        return Times.write(at) + ' ' + SerialTap.hex(bytes);
    }
}
