package sekisho.sensor.osdp;

import sekisho.site.Bytes;

/// What a piece of a line turned out to be. Together the pieces are all bytes that were delivered.
public sealed interface Framed {

    /// How many bytes of the line it was.
    int size();

    /// A whole frame whose check holds.
    record Whole(OsdpFrame frame, int size) implements Framed {}

    /// Mark bytes (FF) in front of a frame: the line at rest, not noise.
    record Mark(int size) implements Framed {}

    /// Bytes that belong to no frame, and why.
    record Noise(Bytes bytes, String reason) implements Framed {
        @Override
        public int size() {
            return bytes.size();
        }
    }
}
