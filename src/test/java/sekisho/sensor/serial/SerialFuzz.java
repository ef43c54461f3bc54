package sekisho.sensor.serial;

import sekisho.config.Misconfigured;
import sekisho.site.Bytes;

import java.util.ArrayList;
import java.util.List;

/// For Jazzer: whatever a line says, every byte of it is in a frame or in noise, and none is told
/// twice.
public final class SerialFuzz {
    private static final List<SerialFormat> FORMATS = formats();

    private SerialFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 2) {
            return;
        }
        int piece = 1 + (input[1] & 0x3F);
        Bytes line = Bytes.of(input, 2, input.length);
        var framer = new SerialFramer(FORMATS.get((input[0] & 0xFF) % FORMATS.size()));
        List<Framed> pieces = new ArrayList<>();
        for (int from = 0; from < line.size(); from += piece) {
            framer.accept(line.part(from, Math.min(from + piece, line.size())), pieces::add);
        }
        framer.giveUp(pieces::add);
        Bytes told = Bytes.NONE;
        for (Framed one : pieces) {
            told = told.then(one.bytes());
        }
        if (!told.equals(line)) {
            throw new IllegalStateException("of " + line + " was told " + told);
        }
    }

    private static List<SerialFormat> formats() {
        try {
            return List.of(
                    Formats.shipped("em4100-ascii"),
                    Formats.shipped("station-xor"),
                    Formats.of("end: LF\nmax: 40\npatterns: ['(?<Card>[0-9]+)$']"),
                    Formats.of(
                            """
                            start: 7E
                            end: 7E
                            max: 64
                            check: {kind: sum, over: 1..-3, at: -2}
                            fields:
                              - {name: A, at: 1, as: bcd}
                              - {name: Card, at: 1..-3, as: bytes, bits: 26, formats: [h10301]}
                            """));
        } catch (Misconfigured e) {
            throw new IllegalStateException(e);
        }
    }
}
