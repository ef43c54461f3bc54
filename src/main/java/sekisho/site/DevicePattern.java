package sekisho.site;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Which USB devices are meant, by what they say of themselves. What is absent does not matter.
///
/// The meaning is that of USBGuard's rule language, so that a rule that can be written in both says
/// the same in both; with one exception, [Match#EQUALS]. USBGuard does not ask whether the rule
/// knows each interface of the device: where the rule has one twice, a keyboard slips in.
///
/// @param vid four lower-case hexadecimal digits
/// @param pid likewise; with a vendor only
/// @param serial exactly; empty for a device without one
/// @param port the kernel's name of the port, exactly
/// @param match how the interfaces of a device and those below must relate
/// @param interfaces each `class:subclass:protocol`, where `*` may stand for the protocol, or for
///   it and the subclass; absent: any
public record DevicePattern(
        @Nullable String vid,
        @Nullable String pid,
        @Nullable String serial,
        @Nullable String port,
        Match match,
        @Nullable List<String> interfaces) {
    private static final Pattern INTERFACE =
            Pattern.compile("[0-9a-f]{2}:(\\*:\\*|[0-9a-f]{2}:(\\*|[0-9a-f]{2}))");

    /// How a device's interfaces and those of a pattern must relate.
    public enum Match {
        /// As many of both, and each belongs to one of the others, both ways.
        EQUALS,
        /// The same, in the same order.
        EQUALS_ORDERED,
        /// The device has all of the pattern's.
        ALL_OF,
        /// The device has at least one of them.
        ONE_OF,
        /// The device has none of them.
        NONE_OF,
        /// The device has nothing but them.
        MATCH_ALL;

        /// Whether they relate so.
        ///
        /// @param wanted the pattern's, as in [DevicePattern#interfaces]
        /// @param shown the device's
        public boolean holds(List<String> wanted, List<String> shown) {
            return switch (this) {
                case EQUALS ->
                        wanted.size() == shown.size()
                                && allIn(wanted, shown)
                                && allOf(shown, wanted);
                case EQUALS_ORDERED -> isSameRow(wanted, shown);
                case ALL_OF -> allIn(wanted, shown);
                case ONE_OF -> wanted.stream().anyMatch(one -> isAmong(one, shown));
                case NONE_OF -> wanted.stream().noneMatch(one -> isAmong(one, shown));
                case MATCH_ALL -> allOf(shown, wanted);
            };
        }

        private static boolean allIn(List<String> wanted, List<String> shown) {
            return wanted.stream().allMatch(one -> isAmong(one, shown));
        }

        private static boolean allOf(List<String> shown, List<String> wanted) {
            return shown.stream()
                    .allMatch(one -> wanted.stream().anyMatch(form -> fits(form, one)));
        }

        private static boolean isAmong(String form, List<String> shown) {
            return shown.stream().anyMatch(one -> fits(form, one));
        }

        private static boolean isSameRow(List<String> wanted, List<String> shown) {
            if (wanted.size() != shown.size()) {
                return false;
            }
            for (int i = 0; i < wanted.size(); i++) {
                if (!fits(wanted.get(i), shown.get(i))) {
                    return false;
                }
            }
            return true;
        }

        private static boolean fits(String form, String one) {
            int star = form.indexOf('*');
            return star < 0 ? form.equals(one) : one.startsWith(form.substring(0, star));
        }

        /// Its word, such as `all-of`.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// The one with a word; null when there is none.
        public static @Nullable Match of(String word) {
            for (Match match : values()) {
                if (match.word().equals(word)) {
                    return match;
                }
            }
            return null;
        }
    }

    public DevicePattern {
        interfaces = interfaces == null ? null : List.copyOf(interfaces);
        if (vid == null && pid != null) {
            throw new IllegalArgumentException("a product without its vendor means nothing");
        }
        for (String one : interfaces == null ? List.<String>of() : interfaces) {
            if (!INTERFACE.matcher(one).matches()) {
                throw new IllegalArgumentException(
                        "an interface has the form 08:06:50, 08:06:* or 08:*:*, not " + one);
            }
        }
    }

    /// The pattern that means a device with exactly this identity, in this port.
    public static DevicePattern of(
            String vid,
            String pid,
            @Nullable String serial,
            @Nullable String port,
            List<String> interfaces) {
        return new DevicePattern(
                vid, pid, serial == null ? "" : serial, port, Match.EQUALS, interfaces);
    }

    /// Whether a device is meant.
    public boolean means(
            @Nullable String otherVid,
            @Nullable String otherPid,
            @Nullable String otherSerial,
            @Nullable String otherPort,
            List<String> shown) {
        return (vid == null || vid.equals(otherVid))
                && (pid == null || pid.equals(otherPid))
                && (serial == null || serial.equals(otherSerial == null ? "" : otherSerial))
                && (port == null || port.equals(otherPort))
                && (interfaces == null || match.holds(interfaces, shown));
    }
}
