package sekisho.snapshot;

import sekisho.correlation.Correlator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// A correlator that was saved and loaded again, as by a stop and a start of the station.
public final class Restarted {
    private Restarted() {}

    /// One that knows what the other knows, by its bytes alone.
    ///
    /// @throws AssertionError when it does not
    public static Correlator of(Correlator correlator) {
        byte[] saved = saved(correlator);
        var state = new StoredState(ByteBuffer.wrap(saved));
        Correlator loaded = Correlator.load(state);
        if (!state.isAtEnd()) {
            throw new AssertionError("something was written that is not read");
        }
        if (!Arrays.equals(saved, saved(loaded))) {
            throw new AssertionError("what was loaded is saved otherwise");
        }
        return loaded;
    }

    /// How much it knows.
    public static int bytes(Correlator correlator) {
        return saved(correlator).length;
    }

    static byte[] saved(Correlator correlator) {
        var bytes = new StateBytes();
        correlator.save(bytes);
        var out = new ByteArrayOutputStream();
        try {
            bytes.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
