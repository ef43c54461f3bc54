package sekisho.sensor.usb;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads out of the kernel's log which USB devices came and went. Pure: its lines come from
/// `/dev/kmsg` ([KernelLogFile]), and their wording is the kernel's (drivers/usb/core/hub.c).
final class KernelLog {
    private static final Pattern NEW =
            Pattern.compile("usb (\\S+): new .*USB device number (\\d+) using .*");
    private static final Pattern FOUND =
            Pattern.compile(
                    "usb (\\S+): New USB device found, idVendor=([0-9a-f]{4}),"
                            + " idProduct=([0-9a-f]{4}).*");
    private static final Pattern SERIAL = Pattern.compile("usb (\\S+): SerialNumber: (.*)");
    private static final Pattern HUB = Pattern.compile("hub (\\S+):\\d+\\.\\d+: USB hub found");
    private static final Pattern GONE =
            Pattern.compile("usb (\\S+): USB disconnect, device number (\\d+)");

    /// One record of the log.
    ///
    /// @param seq its number, counted since the boot
    /// @param micros since the boot
    record Line(long seq, long micros, String text) {}

    /// A device of which the log tells.
    ///
    /// @param cameMicros when it came, since the boot; absent when that is not in the log
    /// @param wentMicros when it went; absent while it is there
    record Stay(UsbDevice device, @Nullable Long cameMicros, @Nullable Long wentMicros) {}

    private KernelLog() {}

    /// Reads a record as `/dev/kmsg` gives it: `priority,seq,micros,flags;text`, then lines of its
    /// own that begin with a blank. Bytes that are no plain letters stand there as `\xNN`.
    ///
    /// @return null when it is something else
    static @Nullable Line line(String record) {
        int semicolon = record.indexOf(';');
        if (semicolon < 0) {
            return null;
        }
        String[] head = record.substring(0, semicolon).split(",");
        int end = record.indexOf('\n', semicolon);
        String text = record.substring(semicolon + 1, end < 0 ? record.length() : end);
        try {
            return new Line(Long.parseLong(head[1]), Long.parseLong(head[2]), unescaped(text));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return null;
        }
    }

    /// The devices of which these lines tell, in the order of their coming or, where that is
    /// missing, their going. Interfaces are not in the log; a hub is known to be one.
    static List<Stay> stays(List<Line> lines) {
        var stays = new ArrayList<Stay>();
        Map<String, Arriving> there = new LinkedHashMap<>();
        for (Line line : lines) {
            Matcher said = NEW.matcher(line.text());
            if (said.matches()) {
                there.put(said.group(1), new Arriving(said.group(1), said.group(2), line.micros()));
                continue;
            }
            said = GONE.matcher(line.text());
            if (said.matches()) {
                Arriving arriving = there.remove(said.group(1));
                if (arriving == null || !arriving.address.equals(said.group(2))) {
                    arriving = new Arriving(said.group(1), said.group(2), null);
                }
                stays.add(arriving.stay(line.micros()));
                continue;
            }
            describe(line.text(), there);
        }
        there.values().forEach(arriving -> stays.add(arriving.stay(null)));
        return stays;
    }

    private static void describe(String text, Map<String, Arriving> there) {
        for (Pattern pattern : List.of(FOUND, SERIAL, HUB)) {
            Matcher said = pattern.matcher(text);
            Arriving arriving = said.matches() ? there.get(said.group(1)) : null;
            if (arriving == null) {
                continue;
            }
            if (pattern == FOUND) {
                arriving.vid = said.group(2);
                arriving.pid = said.group(3);
            } else if (pattern == SERIAL) {
                arriving.serial = said.group(2);
            } else {
                arriving.interfaces = List.of("09:00:00");
            }
        }
    }

    private static final class Arriving {
        final String port;
        final String address;
        final @Nullable Long cameMicros;
        String vid = "0000";
        String pid = "0000";
        @Nullable String serial;
        List<String> interfaces = List.of();

        Arriving(String port, String address, @Nullable Long cameMicros) {
            this.port = port;
            this.address = address;
            this.cameMicros = cameMicros;
        }

        Stay stay(@Nullable Long wentMicros) {
            Matcher bus = Pattern.compile("(?:usb)?(\\d+)(?:-.*)?").matcher(port);
            return new Stay(
                    new UsbDevice(
                            bus.matches() ? Integer.parseInt(bus.group(1)) : 0,
                            Integer.parseInt(address),
                            port,
                            vid,
                            pid,
                            serial,
                            interfaces,
                            false),
                    cameMicros,
                    wentMicros);
        }
    }

    private static String unescaped(String text) {
        var bytes = ByteBuffer.allocate(text.length() * 3);
        for (int i = 0; i < text.length(); ) {
            if (text.startsWith("\\x", i) && i + 4 <= text.length()) {
                try {
                    bytes.put((byte) Integer.parseInt(text.substring(i + 2, i + 4), 16));
                    i += 4;
                    continue;
                } catch (NumberFormatException e) {
                    // then it is a backslash
                }
            }
            bytes.put(text.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
            i++;
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }
}
