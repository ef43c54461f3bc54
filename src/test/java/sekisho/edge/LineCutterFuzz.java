package sekisho.edge;

import java.util.Arrays;

/// Whatever an agent's connection delivers, however it is cut: every byte is in a line, ends one,
/// or is told as refused.
public final class LineCutterFuzz {
    private LineCutterFuzz() {}

    /// The first byte says into how long pieces the rest is cut.
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        int piece = 1 + (input[0] & 0xFF);
        var cutter = new LineCutter();
        var told = new long[1];
        for (int from = 1; from < input.length; from += piece) {
            byte[] part = Arrays.copyOfRange(input, from, Math.min(from + piece, input.length));
            cutter.accept(part, part.length, one -> told[0] += size(one));
        }
        cutter.end(one -> told[0] += size(one));
        long ends = 0;
        for (int i = 1; i < input.length; i++) {
            boolean end = input[i] == '\n';
            boolean before = input[i] == '\r' && i + 1 < input.length && input[i + 1] == '\n';
            ends += end || before ? 1 : 0;
        }
        if (told[0] + ends != input.length - 1) {
            throw new IllegalStateException(told[0] + " and " + ends + " of " + (input.length - 1));
        }
    }

    private static long size(LineCutter.Piece piece) {
        return switch (piece) {
            case LineCutter.Piece.Line(byte[] utf8) -> utf8.length;
            case LineCutter.Piece.Refused refused -> refused.length();
        };
    }
}
