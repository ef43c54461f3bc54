package sekisho.journal.tree;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The public half of a log's Ed25519 key, with its name (C2SP signed-note).
///
/// Whoever holds it, from the wall of the server room say, can check every checkpoint of the log.
public final class VerifierKey {
    /// The number of Ed25519 in signed notes.
    private static final byte ED25519 = 1;

    private static final Pattern WRITTEN =
            Pattern.compile("([^+\\s]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/]+=*)");

    private final String name;
    private final byte[] raw;

    private VerifierKey(String name, byte[] raw) {
        if (!name.matches("[^+\\s]+")) {
            throw new IllegalArgumentException("a key's name has no space and no +: " + name);
        }
        if (raw.length != 32) {
            throw new IllegalArgumentException("an Ed25519 key has 32 bytes, not " + raw.length);
        }
        this.name = name;
        this.raw = raw;
    }

    /// The key of this name.
    static VerifierKey of(String name, PublicKey key) {
        return new VerifierKey(name, RawKey.ED25519.of(key));
    }

    /// Reads the one-line form `name+id+key`.
    ///
    /// @throws IllegalArgumentException when it is none, or its id is not that of the key
    public static VerifierKey parse(String line) {
        Matcher parts = WRITTEN.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a key is written name+id+key");
        }
        byte[] typed = Base64.getDecoder().decode(parts.group(3));
        if (typed.length != 33 || typed[0] != ED25519) {
            throw new IllegalArgumentException("the key is not an Ed25519 key");
        }
        var key = new VerifierKey(parts.group(1), Arrays.copyOfRange(typed, 1, 33));
        if (!key.toString().equals(line)) {
            throw new IllegalArgumentException("the id does not belong to the key");
        }
        return key;
    }

    /// Who signs.
    public String name() {
        return name;
    }

    /// Tells keys of one name apart: the beginning of a SHA-256 over name and key.
    int id() {
        return ByteBuffer.wrap(digest()).getInt();
    }

    /// For the wall: the whole SHA-256 over name and key, in groups of four hexadecimal digits.
    public String fingerprint() {
        return HexFormat.of().formatHex(digest()).replaceAll("(....)(?!$)", "$1 ");
    }

    private byte[] digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((name + '\n').getBytes(StandardCharsets.UTF_8));
            digest.update(ED25519);
            return digest.digest(raw);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    boolean verifies(byte[] text, byte[] signature) {
        return RawKey.ED25519.verifies(raw, text, signature);
    }

    /// The one-line form that other verifiers of signed notes read.
    @Override
    public String toString() {
        byte[] typed = ByteBuffer.allocate(33).put(ED25519).put(raw).array();
        return name
                + '+'
                + HexFormat.of().toHexDigits(id())
                + '+'
                + Base64.getEncoder().encodeToString(typed);
    }
}
