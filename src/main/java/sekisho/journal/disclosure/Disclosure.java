package sekisho.journal.disclosure;

import org.jspecify.annotations.Nullable;

import sekisho.site.json.CanonicalJson;
import sekisho.site.json.JsonText;
import sekisho.site.json.Unreadable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A member that was taken out of an entry, in the form of RFC 9901 (4.2.1): base64url of the JSON
/// array `[salt, name, value]`. The entry holds the [#digest()] of it.
///
/// @param encoded the exact text that the digest is made over
/// @param name of the member
/// @param value as plain map, list, text, number or truth
public record Disclosure(String encoded, String name, Object value) {
    /// As RFC 9901 (9.3) recommends: nobody guesses 128 bits along with a name.
    private static final int SALT_BYTES = 16;

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /// A member with a new salt.
    static Disclosure of(String name, Object value, SecureRandom random) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        String array = json(List.of(BASE64.encodeToString(salt), name, value));
        String encoded = BASE64.encodeToString(array.getBytes(StandardCharsets.UTF_8));
        return new Disclosure(encoded, name, value);
    }

    /// Reads the encoded form.
    ///
    /// @throws Unreadable when it is no disclosure of a member
    public static Disclosure parse(String encoded) throws Unreadable {
        byte[] array;
        try {
            array = Base64.getUrlDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            throw new Unreadable("a disclosure is base64url: " + e.getMessage());
        }
        String text = new String(array, StandardCharsets.UTF_8);
        Map<String, @Nullable Object> wrapped = JsonText.object("{\"d\":" + text + "}");
        if (wrapped.get("d") instanceof List<?> list
                && list.size() == 3
                && list.get(0) instanceof String
                && list.get(1) instanceof String name
                && list.get(2) != null) {
            return new Disclosure(encoded, name, Objects.requireNonNull(list.get(2)));
        }
        throw new Unreadable("a disclosure is an array of a salt, a name and a value");
    }

    /// By what an entry commits to it: base64url of the SHA-256 of the encoded form.
    public String digest() {
        return BASE64.encodeToString(sha256(encoded.getBytes(StandardCharsets.US_ASCII)));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// A list as JSON.
    static String json(List<?> list) {
        String object = CanonicalJson.of(Map.of("d", list));
        return object.substring("{\"d\":".length(), object.length() - 1);
    }

    /// Never shows what is personal, not even in a log.
    @Override
    public String toString() {
        return "Disclosure[" + name + "]";
    }
}
