package sekisho.journal;

import org.jspecify.annotations.Nullable;

import sekisho.site.Sighting;
import sekisho.site.json.CanonicalJson;
import sekisho.site.json.FactCodec;
import sekisho.site.json.JsonText;
import sekisho.site.json.Times;
import sekisho.site.json.Unreadable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/// Entry to bytes and back: the canonical JSON (RFC 8785) of the fact, its provenance, what we do
/// not read of it, and our own `sequence` and `recordedAt`, which win over members of these names.
public final class EntryCodec {
    private static final String SEQUENCE = "sequence";
    private static final String RECORDED_AT = "recordedAt";

    private EntryCodec() {}

    /// The bytes of an entry that is about to be written, without what is personal in it.
    ///
    /// @throws IllegalArgumentException when the sighting holds what JSON can't
    static byte[] encode(
            long sequence, Instant recordedAt, Sighting sighting, Vault.Share personal) {
        Map<String, Object> members = FactCodec.members(sighting);
        personal.take(sequence, members);
        members.put(SEQUENCE, sequence);
        members.put(RECORDED_AT, Times.write(recordedAt));
        return CanonicalJson.of(members).getBytes(StandardCharsets.UTF_8);
    }

    /// Reads an entry. Members that we do not know are kept in its sighting.
    ///
    /// @throws Unreadable with the reason
    public static Entry decode(byte[] bytes) throws Unreadable {
        Map<String, @Nullable Object> members = JsonText.object(bytes, 0, bytes.length);
        if (!(members.remove(SEQUENCE) instanceof Long sequence)) {
            throw new Unreadable("an entry has a \"sequence\"");
        }
        Sighting sighting = FactCodec.read(members);
        Instant recordedAt = sighting.recordedAt();
        if (recordedAt == null) {
            throw new Unreadable("an entry has a \"recordedAt\"");
        }
        return new Entry(sequence, recordedAt, sighting);
    }
}
