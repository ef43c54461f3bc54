package sekisho.audit;

import org.jspecify.annotations.Nullable;

import sekisho.site.ZoneId;
import sekisho.site.json.CanonicalJson;
import sekisho.site.json.JsonText;
import sekisho.site.json.Unreadable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// What an export holds, as its `export.json` says; the entries must agree.
///
/// @param from the first day, by the site's own time
/// @param to the last day
/// @param clock the site's time zone
/// @param zone only entries of this zone and of none; absent: all
/// @param first sequence of the first entry of the range
/// @param last of the last entry; one less than `first` when the range is empty
/// @param lower the entry before the range; 0 when the log begins in it
/// @param upper the entry behind the range; 0 when the signed log ends in it
/// @param before which numbers of the sources came before the range; the exporter's word
record Bounds(
        String origin,
        LocalDate from,
        LocalDate to,
        java.time.ZoneId clock,
        @Nullable ZoneId zone,
        long first,
        long last,
        long lower,
        long upper,
        Numbers before) {
    static final String FILE = "export.json";

    Instant begin() {
        return from.atStartOfDay(clock).toInstant();
    }

    /// The first moment behind the range.
    Instant end() {
        return to.plusDays(1).atStartOfDay(clock).toInstant();
    }

    /// The lowest entry that is there.
    long lowest() {
        return lower > 0 ? lower : first;
    }

    /// The highest entry that is there.
    long highest() {
        return upper > 0 ? upper : last;
    }

    /// With a digest over itself: who alters it by accident is told so. Who does it on purpose is
    /// not, so nothing in it is believed that the entries do not show.
    byte[] json() {
        Map<String, Object> members = members();
        members.put("sha256", digest(members));
        return (CanonicalJson.of(members) + '\n').getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(Map<String, ? extends @Nullable Object> members) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(
                                            CanonicalJson.of(members)
                                                    .getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("form", 1L);
        members.put("origin", origin);
        members.put("from", from.toString());
        members.put("to", to.toString());
        members.put("clock", clock.getId());
        if (zone != null) {
            members.put("zone", zone.value());
        }
        members.put("first", first);
        members.put("last", last);
        members.put("lower", lower);
        members.put("upper", upper);
        members.put("sources", before.members());
        return members;
    }

    static Bounds read(byte[] json) throws Unreadable {
        Map<String, @Nullable Object> members = JsonText.object(json, 0, json.length);
        Object digest = members.remove("sha256");
        if (!digest(members).equals(digest)) {
            throw new Unreadable("it was altered");
        }
        if (!Long.valueOf(1).equals(members.get("form"))) {
            throw new Unreadable("it has a form that this version does not know");
        }
        try {
            Bounds bounds =
                    new Bounds(
                            text(members, "origin"),
                            LocalDate.parse(text(members, "from")),
                            LocalDate.parse(text(members, "to")),
                            java.time.ZoneId.of(text(members, "clock")),
                            members.containsKey("zone") ? new ZoneId(text(members, "zone")) : null,
                            number(members, "first"),
                            number(members, "last"),
                            number(members, "lower"),
                            number(members, "upper"),
                            Numbers.of(members.get("sources")));
            bounds.check();
            return bounds;
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new Unreadable(String.valueOf(e.getMessage()));
        }
    }

    private void check() throws Unreadable {
        boolean sensible =
                first >= 1
                        && last >= first - 1
                        && (lower == first - 1)
                        && (upper == 0 || upper == last + 1)
                        && highest() >= 1;
        if (!sensible) {
            throw new Unreadable("its numbers do not fit together");
        }
    }

    private static String text(Map<String, @Nullable Object> members, String name)
            throws Unreadable {
        if (members.get(name) instanceof String text) {
            return text;
        }
        throw new Unreadable("\"" + name + "\" is missing");
    }

    private static long number(Map<String, @Nullable Object> members, String name)
            throws Unreadable {
        if (members.get(name) instanceof Long number) {
            return number;
        }
        throw new Unreadable("\"" + name + "\" is missing");
    }
}
