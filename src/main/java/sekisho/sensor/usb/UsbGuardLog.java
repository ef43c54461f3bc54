package sekisho.sensor.usb;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What USBGuard decided, as it writes it down itself (`AuditBackend=FileAudit`). It is followed
/// where it was left, over a restart and over the file being put away and begun anew.
///
/// Not trusted more than USBGuard is: who can write the file can make it say anything.
final class UsbGuardLog {
    static final Path LINUX = Path.of("/var/log/usbguard/usbguard-audit.log");

    private static final Logger LOG = LoggerFactory.getLogger(UsbGuardLog.class);

    /// More of it is read the next time.
    private static final int AT_ONCE = 256 * 1024;

    private static final Pattern LINE =
            Pattern.compile("\\[(\\d+\\.\\d{1,9})\\] \\(A\\) uid=\\d+ pid=\\d+ (.*)");

    /// A value may hold an apostrophe: it ends where another name or the line's end follows.
    private static final Pattern PAIR =
            Pattern.compile("([a-z._]+)='(.*?)'(?= [a-z._]+='| *$)", Pattern.DOTALL);

    /// Stands for a file that is not there.
    private static final String NONE = "-";

    private record Place(String file, long offset) {}

    private final Path file;
    private final Path memory;
    private @Nullable Place place;
    private boolean mute;

    /// @param memory the file that keeps how far it was read
    UsbGuardLog(Path file, Path memory) {
        this.file = file;
        this.memory = memory;
        this.place = remembered();
    }

    /// Tells what was written since the last look. What stood there before the first is old.
    void look(Consumer<? super UsbEvent.Ruled> to) {
        try {
            if (Files.notExists(file)) {
                if (place == null) {
                    remember(new Place(NONE, 0)); // whatever comes is new
                }
                return;
            }
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            String key = String.valueOf(now.fileKey());
            if (place == null) {
                remember(new Place(key, now.size()));
            } else if (!place.file().equals(key) || now.size() < place.offset()) {
                read(new Place(key, 0), to);
            } else if (now.size() > place.offset()) {
                read(place, to);
            }
            mute = false;
        } catch (IOException e) {
            if (!mute) {
                LOG.warn("what USBGuard decides can't be read: {}", e.toString());
                mute = true;
            }
        }
    }

    private void read(Place from, Consumer<? super UsbEvent.Ruled> to) throws IOException {
        var buffer = ByteBuffer.allocate(AT_ONCE);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.position(from.offset());
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // until it is full, or the file has ended
            }
        }
        int end = 0;
        for (String line : lines(buffer)) {
            end += line.getBytes(StandardCharsets.ISO_8859_1).length + 1;
            UsbEvent.Ruled ruled =
                    read(
                            new String(
                                    line.getBytes(StandardCharsets.ISO_8859_1),
                                    StandardCharsets.UTF_8));
            if (ruled != null) {
                to.accept(ruled);
            }
        }
        // A line that is longer than all that was read is none of USBGuard's.
        int taken = end == 0 && !buffer.hasRemaining() ? buffer.position() : end;
        remember(new Place(from.file(), from.offset() + taken));
    }

    /// The whole lines, byte by byte.
    private static List<String> lines(ByteBuffer buffer) {
        String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
        var lines = new ArrayList<String>();
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            lines.add(text.substring(from, end));
            from = end + 1;
        }
        return lines;
    }

    /// A decision; null when the line tells of something else, or failed.
    static UsbEvent.@Nullable Ruled read(String line) {
        Matcher parts = LINE.matcher(line.strip());
        if (!parts.matches()) {
            return null;
        }
        Map<String, String> said = new HashMap<>();
        Matcher pair = PAIR.matcher(parts.group(2));
        while (pair.find()) {
            said.put(pair.group(1), pair.group(2));
        }
        String target = said.getOrDefault("target.new", said.get("target"));
        String rule = said.get("device.rule");
        if (!said.getOrDefault("type", "").startsWith("Policy.Device.")
                || !"SUCCESS".equals(said.get("result"))
                || target == null
                || rule == null) {
            return null;
        }
        String reason =
                switch (target) {
                    case "allow" -> "USBGuard allowed it";
                    case "block" -> "USBGuard blocked it";
                    case "reject" -> "USBGuard rejected it";
                    default -> null;
                };
        if (reason == null) {
            return null;
        }
        try {
            return new UsbEvent.Ruled(
                    UsbGuardRules.device(rule),
                    Instant.ofEpochMilli(
                            new BigDecimal(parts.group(1)).movePointRight(3).longValue()),
                    target.equals("allow"),
                    reason);
        } catch (IllegalArgumentException | DateTimeException e) {
            LOG.warn("what USBGuard decided is not understood ({}): {}", e.getMessage(), line);
            return null;
        }
    }

    private @Nullable Place remembered() {
        try {
            String[] kept = Files.readString(memory).strip().split("\n");
            return kept.length == 2 ? new Place(kept[1], Long.parseLong(kept[0])) : null;
        } catch (IOException | NumberFormatException e) {
            return null;
        }
    }

    /// After it was told: a crash in between makes it told twice, never not at all.
    private void remember(Place newest) throws IOException {
        place = newest;
        Files.writeString(memory, newest.offset() + "\n" + newest.file() + "\n");
    }
}
