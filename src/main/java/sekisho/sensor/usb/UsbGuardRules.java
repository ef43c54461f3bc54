package sekisho.sensor.usb;

import org.jspecify.annotations.Nullable;

import sekisho.site.DevicePattern;
import sekisho.site.DevicePattern.Match;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the rules of USBGuard (`/etc/usbguard/rules.conf`) as patterns: those that allow a device
/// by id, serial, port and interfaces. Its other attributes, and conditions, have no counterpart
/// here; a rule that needs one is not taken as if it did not.
public final class UsbGuardRules {
    private static final Pattern TOKEN =
            Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|([{}])|([^\\s\"{}]+)");
    private static final Pattern ESCAPED =
            Pattern.compile("\\\\(?:x([0-9A-Fa-f]{1,2})|(.))", Pattern.DOTALL);

    private final List<String> tokens = new ArrayList<>();
    private int at;
    private @Nullable String vid;
    private @Nullable String pid;
    private @Nullable String serial;
    private @Nullable String port;
    private Match match = Match.EQUALS;
    private @Nullable List<String> interfaces;
    private boolean lenient;

    private UsbGuardRules(String rule) {
        Matcher token = TOKEN.matcher(rule);
        while (token.find()) {
            // A text is marked by its first quote, so that it is no word of the language.
            tokens.add(token.group(1) != null ? '"' + unescaped(token.group(1)) : token.group());
        }
    }

    /// Reads one `allow` rule.
    ///
    /// @throws IllegalArgumentException when it is another, or says what has no counterpart here
    public static DevicePattern read(String rule) {
        return new UsbGuardRules(rule).pattern();
    }

    /// A rule of a file.
    ///
    /// @param line its number, from 1
    /// @param pattern what it allows; absent when it can't be taken over
    /// @param fault why it can't
    public record Line(
            int line, String rule, @Nullable DevicePattern pattern, @Nullable String fault) {}

    /// Reads a file of rules: one in a line; blank lines and those that begin with `#` are none.
    public static List<Line> file(String text) {
        var lines = new ArrayList<Line>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String rule = line.strip();
            if (rule.isEmpty() || rule.startsWith("#")) {
                continue;
            }
            try {
                lines.add(new Line(number, rule, taken(rule), null));
            } catch (IllegalArgumentException e) {
                lines.add(new Line(number, rule, null, e.getMessage()));
            }
        }
        return lines;
    }

    /// What a rule allows, told by id, serial, port and interfaces alone. USBGuard writes more than
    /// that into the rules that it makes itself: its hash is one of a device's own descriptors, and
    /// a name is what a device calls itself. Both say less than the rest, which must be enough.
    private static DevicePattern taken(String rule) {
        var reading = new UsbGuardRules(rule);
        reading.lenient = true;
        DevicePattern pattern = reading.pattern();
        if (pattern.vid() == null && pattern.serial() == null && pattern.port() == null) {
            throw new IllegalArgumentException(
                    "it would make every device the machine's own: it names no id, serial or port");
        }
        return undoubled(pattern);
    }

    /// USBGuard lists an interface once for each of its settings, so often that two lists of one
    /// device need not be of one length. Then it must be enough that there is no other kind.
    private static DevicePattern undoubled(DevicePattern pattern) {
        List<String> listed = pattern.interfaces();
        List<String> kinds = listed == null ? List.of() : listed.stream().distinct().toList();
        if (listed == null || kinds.size() == listed.size() || pattern.match() != Match.EQUALS) {
            return pattern;
        }
        return new DevicePattern(
                pattern.vid(),
                pattern.pid(),
                pattern.serial(),
                pattern.port(),
                Match.MATCH_ALL,
                kinds);
    }

    /// A device as USBGuard writes it, in the form of a rule of any target.
    ///
    /// @throws IllegalArgumentException when it has no id and no port
    static UsbDevice device(String rule) {
        var reading = new UsbGuardRules(rule);
        reading.lenient = true;
        reading.next();
        reading.attributes();
        if (reading.vid == null || reading.pid == null || reading.port == null) {
            throw new IllegalArgumentException("a device has an id and a port");
        }
        String bus = reading.port.replaceFirst("-.*", "");
        return new UsbDevice(
                bus.matches("\\d{1,5}") ? Integer.parseInt(bus) : 0,
                0,
                reading.port,
                reading.vid,
                reading.pid,
                reading.serial == null || reading.serial.isEmpty() ? null : reading.serial,
                reading.interfaces == null ? List.of() : reading.interfaces,
                false);
    }

    private DevicePattern pattern() {
        if (!next().equals("allow")) {
            throw new IllegalArgumentException("only rules that allow a device can be taken over");
        }
        attributes();
        return new DevicePattern(vid, pid, serial, port, match, interfaces);
    }

    private void attributes() {
        if (at < tokens.size() && tokens.get(at).matches("[0-9a-fA-F*]+:[0-9a-fA-F*]+")) {
            id(next());
        }
        while (at < tokens.size()) {
            String attribute = next();
            switch (attribute) {
                case "id" -> id(next());
                case "serial" -> serial = text();
                case "via-port" -> port = text();
                case "with-interface" -> interfaces();
                case "name", "hash", "parent-hash", "with-connect-type", "label" -> {
                    if (!lenient) {
                        throw new IllegalArgumentException(
                                "\"" + attribute + "\" has no counterpart here: leave it out");
                    }
                    text();
                }
                default -> throw new IllegalArgumentException("\"" + attribute + "\" is not known");
            }
        }
    }

    private void id(String id) {
        String[] parts = id.toLowerCase(Locale.ROOT).split(":");
        if (parts.length != 2) {
            throw new IllegalArgumentException("an id has the form 1234:5678, not " + id);
        }
        vid = parts[0].equals("*") ? null : parts[0];
        pid = parts[1].equals("*") ? null : parts[1];
    }

    private String text() {
        String text = next();
        if (!text.startsWith("\"")) {
            throw new IllegalArgumentException("a text stands in quotes, not " + text);
        }
        return text.substring(1);
    }

    private void interfaces() {
        String first = next();
        Match named = Match.of(first);
        if (named != null) {
            match = named;
            first = next();
        }
        var all = new ArrayList<String>();
        if (first.equals("{")) {
            for (String one = next(); !one.equals("}"); one = next()) {
                all.add(one.toLowerCase(Locale.ROOT));
            }
        } else {
            all.add(first.toLowerCase(Locale.ROOT));
        }
        interfaces = all;
    }

    private String next() {
        if (at >= tokens.size()) {
            throw new IllegalArgumentException("the rule ends too early");
        }
        return tokens.get(at++);
    }

    /// An escape stands for a byte of UTF-8.
    private static String unescaped(String text) {
        Matcher escape = ESCAPED.matcher(text);
        var bytes = new ByteArrayOutputStream();
        int from = 0;
        while (escape.find()) {
            bytes.writeBytes(text.substring(from, escape.start()).getBytes(StandardCharsets.UTF_8));
            String hex = escape.group(1);
            if (hex == null) {
                bytes.writeBytes(escape.group(2).getBytes(StandardCharsets.UTF_8));
            } else {
                bytes.write(Integer.parseInt(hex, 16));
            }
            from = escape.end();
        }
        bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
