package sekisho.edge.seal;

import org.jspecify.annotations.Nullable;

import sekisho.site.json.CanonicalJson;
import sekisho.site.json.Unreadable;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/// The member `seal` of a line: `{"chain","index","waiting"?,"tag"}`. The tag stands over the
/// canonical form (RFC 8785) of the whole line without itself.
///
/// @param chain which the agent and the station agreed on
/// @param index of the key, from 0: a fact has one of its own; a position names that of the next
/// @param waiting in a position: how many facts the agent keeps; null elsewhere
/// @param line the line without the tag, as it was sealed
/// @param tag HMAC-SHA-256
public record Seal(String chain, long index, @Nullable Long waiting, String line, byte[] tag) {
    /// Its name in a line.
    public static final String MEMBER = "seal";

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    static Map<String, Object> members(String chain, long index, @Nullable Long waiting) {
        var members = new HashMap<String, Object>();
        members.put("chain", chain);
        members.put("index", index);
        if (waiting != null) {
            members.put("waiting", waiting);
        }
        return members;
    }

    static Map<String, Object> tagged(Map<String, Object> members, byte[] tag) {
        var all = new HashMap<>(members);
        all.put("tag", ENCODER.encodeToString(tag));
        return all;
    }

    /// Takes the seal out of a line, as it was parsed.
    ///
    /// @return null when the line has none, or an empty one
    /// @throws Unreadable when it makes no sense
    public static @Nullable Seal takenFrom(Map<String, @Nullable Object> line) throws Unreadable {
        if (line.get(MEMBER) == null) {
            line.remove(MEMBER);
            return null;
        }
        if (!(line.get(MEMBER) instanceof Map<?, ?> seal)
                || !(seal.get("chain") instanceof String chain)
                || !(seal.get("index") instanceof Long index)
                || !(seal.get("tag") instanceof String tag)) {
            line.remove(MEMBER);
            throw new Unreadable("the seal makes no sense");
        }
        Long waiting = seal.get("waiting") instanceof Long number ? number : null;
        var sealed = new HashMap<String, @Nullable Object>(line);
        var untagged = new HashMap<Object, Object>(seal);
        untagged.remove("tag");
        sealed.put(MEMBER, untagged);
        line.remove(MEMBER);
        try {
            return new Seal(
                    chain,
                    index,
                    waiting,
                    CanonicalJson.of(sealed),
                    Base64.getUrlDecoder().decode(tag));
        } catch (IllegalArgumentException e) {
            throw new Unreadable("the seal makes no sense: " + e.getMessage());
        }
    }
}
