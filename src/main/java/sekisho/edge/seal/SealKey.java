package sekisho.edge.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// One key of a chain, 256 bits. From it the next one follows, and nobody gets from there back
/// (HMAC-SHA-256 as the one-way function, as in Bellare and Yee, "Forward-Security in Private-Key
/// Cryptography", 2003).
public final class SealKey {
    /// In bytes.
    public static final int LENGTH = 32;

    private static final String HMAC = "HmacSHA256";
    private static final SecureRandom RANDOM = new SecureRandom();

    /// What a key is used for; no use gives away what another one gives.
    private enum Use {
        FACT,
        POSITION,
        NEXT
    }

    private final byte[] key;

    private SealKey(byte[] key) {
        this.key = key;
    }

    /// The first key of a new chain.
    public static SealKey random() {
        byte[] key = new byte[LENGTH];
        RANDOM.nextBytes(key);
        return new SealKey(key);
    }

    /// A key that was kept.
    ///
    /// @throws IllegalArgumentException when it has not 32 bytes
    public static SealKey of(byte[] key) {
        if (key.length != LENGTH) {
            throw new IllegalArgumentException("a sealing key has 32 bytes, not " + key.length);
        }
        return new SealKey(key.clone());
    }

    /// A copy of it, for keeping.
    public byte[] bytes() {
        return key.clone();
    }

    /// The key after this one.
    public SealKey next() {
        return new SealKey(hmac(Use.NEXT, new byte[0]));
    }

    /// The key so many steps after this one.
    SealKey after(long steps) {
        SealKey at = this;
        for (long i = 0; i < steps; i++) {
            at = at.next();
        }
        return at;
    }

    /// Overwrites it. The copies that a garbage collector has left are not reached.
    public void wipe() {
        Arrays.fill(key, (byte) 0);
    }

    byte[] ofFact(String line) {
        return hmac(Use.FACT, line.getBytes(StandardCharsets.UTF_8));
    }

    byte[] ofPosition(String line) {
        return hmac(Use.POSITION, line.getBytes(StandardCharsets.UTF_8));
    }

    boolean sealsFact(String line, byte[] tag) {
        return MessageDigest.isEqual(ofFact(line), tag);
    }

    boolean sealsPosition(String line, byte[] tag) {
        return MessageDigest.isEqual(ofPosition(line), tag);
    }

    private byte[] hmac(Use use, byte[] message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            mac.update((byte) use.ordinal());
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + HMAC, e);
        }
    }
}
