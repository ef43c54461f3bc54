package sekisho.sensor.osdp;

import sekisho.site.json.Unreadable;

import java.nio.charset.StandardCharsets;

/// Whatever stands in a line of a recording: it is read, or refused with a reason.
public final class OsdpCaptureFuzz {
    private OsdpCaptureFuzz() {}

    /// One line.
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            OsdpCapture read = OsdpCapture.read(new String(input, StandardCharsets.UTF_8));
            if (!OsdpCapture.read(read.line()).equals(read)) {
                throw new IllegalStateException(read + " is not read back");
            }
        } catch (Unreadable e) {
            // That is what it is for.
        }
    }
}
