package sekisho.snapshot;

import sekisho.correlation.StateWriter;
import sekisho.site.Fact;
import sekisho.site.Sighting;
import sekisho.site.json.FactCodec;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A state as bytes in memory: numbers as they need room, seven bits a byte, small ones of either
/// sign first; texts in UTF-8 behind their length; facts as the journal writes them.
///
/// It grows by pieces, so that the largest state is never copied.
public final class StateBytes implements StateWriter {
    private static final int PIECE = 1 << 20;
    private static final int NUMBER_MAX = 10;

    private final List<byte[]> full = new ArrayList<>();
    private byte[] piece = new byte[PIECE];
    private int used;

    /// How many bytes there are.
    public long size() {
        return full.stream().mapToLong(one -> one.length).sum() + used;
    }

    /// Writes them all.
    public void writeTo(OutputStream out) throws IOException {
        for (byte[] one : full) {
            out.write(one);
        }
        out.write(piece, 0, used);
    }

    @Override
    public void number(long number) {
        room(NUMBER_MAX);
        long rest = number << 1 ^ number >> 63;
        while ((rest & ~0x7FL) != 0) {
            piece[used++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        piece[used++] = (byte) rest;
    }

    @Override
    public void text(String text) {
        bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void fact(Fact fact) {
        bytes(FactCodec.bytes(Sighting.of(fact)));
    }

    private void bytes(byte[] bytes) {
        number(bytes.length);
        room(bytes.length);
        System.arraycopy(bytes, 0, piece, used, bytes.length);
        used += bytes.length;
    }

    private void room(int wanted) {
        if (piece.length - used < wanted) {
            full.add(java.util.Arrays.copyOf(piece, used));
            piece = new byte[Math.max(PIECE, wanted)];
            used = 0;
        }
    }
}
