package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import sekisho.config.Misconfigured;
import sekisho.sensor.serial.SerialFormatPart;
import sekisho.sensor.serial.SerialTap;
import sekisho.site.Bytes;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// Shows the bytes of a line as they come, and with `--format` what it makes of them.
final class SerialShow {
    /// A frame whose bytes stay out so long has broken off, as in a running station.
    static final Duration BROKEN_OFF = Duration.ofMillis(500);

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final int ROW = 16;

    @Option(
            names = "--format",
            paramLabel = "FORMAT.yaml",
            description = "What frames look like; see hardware/serial.")
    private @Nullable Path format;

    private SerialTap tap = new SerialTap(null);
    private @Nullable Instant last;

    /// Reads the format, if there is one.
    void begin() throws Misconfigured {
        tap = tap();
    }

    /// A tap of its own.
    SerialTap tap() throws Misconfigured {
        return new SerialTap(format == null ? null : SerialFormatPart.read(format));
    }

    /// Whether frames can be told.
    boolean hasFormat() {
        return format != null;
    }

    /// Bytes came.
    void heard(Bytes bytes, Instant at, PrintWriter out) {
        silentUntil(at, out);
        Instant before = last;
        String gap =
                before == null
                        ? ""
                        : "+%.3f s".formatted(Duration.between(before, at).toMillis() / 1000.0);
        String time = CLOCK.format(LocalTime.ofInstant(at, ZoneId.systemDefault()));
        for (int from = 0; from < bytes.size(); from += ROW) {
            Bytes row = bytes.part(from, Math.min(bytes.size(), from + ROW));
            boolean first = from == 0;
            out.printf(
                    "%-12s %12s  %-47s  %s%n",
                    first ? time : "",
                    first ? gap : "",
                    SerialTap.hex(row),
                    SerialTap.readable(row));
        }
        last = at;
        tap.heard(bytes, words -> out.println("    " + words));
    }

    /// It is that time now.
    void silentUntil(Instant at, PrintWriter out) {
        if (last != null && !at.isBefore(last.plus(BROKEN_OFF))) {
            end(out);
        }
    }

    /// Nothing more will come.
    void end(PrintWriter out) {
        tap.silence(words -> out.println("    " + words));
    }
}
