package sekisho.sensor.osdp;

import sekisho.site.Bytes;
import sekisho.site.ReaderId;

import java.io.IOException;
import java.util.List;

/// The base keys of readers, which stand in no configuration.
public interface OsdpKeys {
    /// The key that every reader leaves the factory with, and everybody knows.
    Bytes DEFAULT = Bytes.ofHex("303132333435363738393a3b3c3d3e3f");

    /// How long a key is.
    int SIZE = 16;

    /// The keys of a reader: the one it is to have, then the one it may still have.
    List<Bytes> of(ReaderId reader);

    /// Draws a key that a reader is to have, and keeps it for good before it returns.
    ///
    /// @throws IOException when it can't be kept
    Bytes draw(ReaderId reader) throws IOException;

    /// The reader has the key that it is to have; older ones are of no use any more.
    ///
    /// @throws IOException when they can't be dropped
    void confirm(ReaderId reader) throws IOException;

    /// Nobody has a key.
    static OsdpKeys none() {
        return new OsdpKeys() {
            @Override
            public List<Bytes> of(ReaderId reader) {
                return List.of();
            }

            @Override
            public Bytes draw(ReaderId reader) throws IOException {
                throw new IOException("there is no place to keep a key");
            }

            @Override
            public void confirm(ReaderId reader) {}
        };
    }

    /// Whether somebody could guess a key: bytes that repeat, or count up or down.
    static boolean isWeak(Bytes key) {
        boolean counts = true;
        for (int i = 2; i < key.size(); i++) {
            int step = key.at(1) - key.at(0);
            counts &= (key.at(i) - key.at(i - 1) - step & 0xFF) == 0;
        }
        boolean repeats = false;
        for (int period = 1; period <= key.size() / 2; period++) {
            repeats |= key.from(period).equals(key.part(0, key.size() - period));
        }
        return counts || repeats;
    }
}
