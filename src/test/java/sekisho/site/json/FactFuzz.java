package sekisho.site.json;

import sekisho.site.Sighting;

/// Whatever stands in a line of facts: it is read and read back, or refused with a reason.
public final class FactFuzz {
    private FactFuzz() {}

    /// One line.
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            Sighting read = FactCodec.read(input, 0, input.length);
            Sighting again = FactCodec.read(FactCodec.line(read));
            if (!again.equals(read)) {
                throw new IllegalStateException(read + " is read back as " + again);
            }
        } catch (Unreadable e) {
            // That is what it is for.
        }
    }
}
