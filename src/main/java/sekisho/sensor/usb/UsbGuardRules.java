package sekisho.sensor.usb;

import org.jspecify.annotations.Nullable;

import sekisho.site.DevicePattern;
import sekisho.site.DevicePattern.Match;

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

    private DevicePattern pattern() {
        if (!next().equals("allow")) {
            throw new IllegalArgumentException("only rules that allow a device can be taken over");
        }
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
                case "name", "hash", "parent-hash", "with-connect-type", "label" ->
                        throw new IllegalArgumentException(
                                "\"" + attribute + "\" has no counterpart here: leave it out");
                default -> throw new IllegalArgumentException("\"" + attribute + "\" is not known");
            }
        }
        return new DevicePattern(vid, pid, serial, port, match, interfaces);
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

    private static String unescaped(String text) {
        return ESCAPED.matcher(text)
                .replaceAll(found -> {
                    String hex = found.group(1);
                    String said =
                            hex == null
                                    ? found.group(2)
                                    : String.valueOf((char) Integer.parseInt(hex, 16));
                    return Matcher.quoteReplacement(said);
                });
    }
}
