package sekisho.site.json;

import org.jspecify.annotations.Nullable;

import sekisho.site.Sighting;
import sekisho.site.SourceId;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A sighting as one JSON object and back. What a source says beyond what we read is kept.
public final class FactCodec {
    private FactCodec() {}

    /// Reads one line.
    ///
    /// @throws Unreadable with the reason; the caller keeps the line aside and goes on
    public static Sighting read(String line) throws Unreadable {
        return read(JsonText.object(line));
    }

    /// Reads one line of UTF-8; errors as above.
    public static Sighting read(byte[] line, int offset, int length) throws Unreadable {
        return read(JsonText.object(line, offset, length));
    }

    /// Reads an object that was parsed before, and takes its members out of it; errors as above.
    public static Sighting read(Map<String, @Nullable Object> object) throws Unreadable {
        var members = new Members(object);
        var type = members.text("type");
        var recordedAt = members.timeOrNull("recordedAt");
        var boot = members.textOrNull("boot");
        var seq = members.numberOrNull("seq");
        SourceId source = members.idOrNull("source", SourceId::new);
        try {
            var fact = FactReader.read(type, source, members);
            return new Sighting(fact, source, boot, seq, recordedAt, members.leftOver());
        } catch (IllegalArgumentException e) {
            throw new Unreadable(type + ": " + e.getMessage());
        }
    }

    /// The members of a sighting, unknown ones included; `recordedAt` only where it has one.
    public static Map<String, Object> members(Sighting sighting) {
        return FactWriter.members(sighting);
    }

    /// The canonical line of a sighting, without a line end.
    public static String line(Sighting sighting) {
        return CanonicalJson.of(members(sighting));
    }

    /// The canonical line as UTF-8.
    public static byte[] bytes(Sighting sighting) {
        return line(sighting).getBytes(StandardCharsets.UTF_8);
    }

    /// The `type` of a fact, as it stands in its JSON form.
    public static String type(sekisho.site.Fact fact) {
        return FactWriter.type(fact);
    }
}
