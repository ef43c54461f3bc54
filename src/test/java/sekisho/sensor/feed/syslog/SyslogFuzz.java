package sekisho.sensor.feed.syslog;

import sekisho.site.json.Unreadable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;

/// Whatever a connection delivers, however it is cut: messages, noise, no exception; and no byte is
/// told twice.
public final class SyslogFuzz {
    private static final SyslogParser PARSER =
            new SyslogParser(StandardCharsets.ISO_8859_1, ZoneId.of("Asia/Tokyo"));
    private static final Instant ARRIVED = Instant.parse("2026-11-21T03:00:00Z");

    private SyslogFuzz() {}

    /// The first byte says into how long pieces the rest is cut.
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        int piece = 1 + (input[0] & 0xFF);
        var framer = new SyslogFramer();
        var told = new long[1];
        for (int from = 1; from < input.length; from += piece) {
            framer.accept(
                    Arrays.copyOfRange(input, from, Math.min(from + piece, input.length)),
                    one -> told[0] += read(one));
        }
        framer.end(one -> told[0] += read(one));
        if (told[0] > input.length - 1 || framer.held() != 0) {
            throw new IllegalStateException(told[0] + " of " + (input.length - 1));
        }
    }

    private static long read(SyslogFramer.Framed framed) {
        return switch (framed) {
            case SyslogFramer.Framed.Message(var bytes) -> {
                try {
                    PARSER.read(bytes.toArray(), ARRIVED).fields();
                } catch (Unreadable _) {
                    // That is an answer, too.
                }
                yield bytes.size();
            }
            case SyslogFramer.Framed.Noise(var bytes, _) -> bytes.size();
        };
    }
}
