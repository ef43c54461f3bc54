package sekisho.sensor.osdp;

import sekisho.site.Bytes;
import sekisho.site.json.CanonicalJson;
import sekisho.site.json.JsonText;
import sekisho.site.json.Unreadable;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// Bytes that were heard on a line at one moment, as a line of an OSDPCAP file: the form in which
/// makers' tools exchange recordings, an object of JSON on each line.
///
/// @param at when they were heard
/// @param bytes as they travelled, of either direction
public record OsdpCapture(Instant at, Bytes bytes) {
    private static final String SOURCE = "sekisho";
    private static final String VERSION = "1";

    /// Reads a line.
    ///
    /// @throws Unreadable when it is none, and why
    public static OsdpCapture read(String line) throws Unreadable {
        Map<String, ?> members = JsonText.object(line);
        long seconds = number(members, "timeSec");
        long nanos = number(members, "timeNano");
        String hex = text(members, "data").replaceAll("[\\s:-]", "");
        try {
            return new OsdpCapture(Instant.ofEpochSecond(seconds, nanos), Bytes.ofHex(hex));
        } catch (IllegalArgumentException e) {
            throw new Unreadable("\"data\" is not hexadecimal");
        }
    }

    /// The line for it.
    public String line() {
        Map<String, Object> members = new TreeMap<>();
        members.put("timeSec", Long.toString(at.getEpochSecond()));
        members.put("timeNano", Integer.toString(at.getNano()));
        members.put("io", "trace");
        members.put("data", bytes.hex().replaceAll("..(?!$)", "$0-"));
        members.put("osdpTraceVersion", VERSION);
        members.put("osdpSource", SOURCE);
        return CanonicalJson.of(members);
    }

    private static long number(Map<String, ?> members, String name) throws Unreadable {
        try {
            return Long.parseLong(text(members, name));
        } catch (NumberFormatException e) {
            throw new Unreadable('"' + name + "\" is not a whole number");
        }
    }

    private static String text(Map<String, ?> members, String name) throws Unreadable {
        Object value = members.get(name);
        if (value == null) {
            throw new Unreadable("no \"" + name + '"');
        }
        return value.toString();
    }
}
