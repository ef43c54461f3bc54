package sekisho.sensor.osdp;

import sekisho.site.Bytes;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The keys of one secure channel, and what both ends prove to each other with them.
///
/// They come from the reader's base key (SCBK) and the random number of the control panel.
public final class SecureKeys {
    static final int BLOCK = 16;
    static final int RANDOM = 8;

    private static final byte[] ZERO = new byte[BLOCK];

    private final SecretKeySpec enc;
    private final SecretKeySpec mac1;
    private final SecretKeySpec mac2;

    private SecureKeys(SecretKeySpec enc, SecretKeySpec mac1, SecretKeySpec mac2) {
        this.enc = enc;
        this.mac1 = mac1;
        this.mac2 = mac2;
    }

    /// @param base the reader's base key, 16 bytes
    /// @param ours what the control panel drew, 8 bytes; six of them count
    public static SecureKeys derive(Bytes base, Bytes ours) {
        SecretKeySpec key = key(base.toArray());
        return new SecureKeys(
                derive(key, 0x82, ours), derive(key, 0x01, ours), derive(key, 0x02, ours));
    }

    /// By what the reader proves that it knows the base key.
    public Bytes clientCryptogram(Bytes ours, Bytes theirs) {
        return Bytes.of(cbc(Cipher.ENCRYPT_MODE, enc, ZERO, ours.then(theirs).toArray()));
    }

    /// By what the control panel proves it.
    public Bytes serverCryptogram(Bytes ours, Bytes theirs) {
        return Bytes.of(cbc(Cipher.ENCRYPT_MODE, enc, ZERO, theirs.then(ours).toArray()));
    }

    /// The MAC that the first command follows.
    public Bytes firstMac(Bytes serverCryptogram) {
        byte[] once = cbc(Cipher.ENCRYPT_MODE, mac1, ZERO, serverCryptogram.toArray());
        return Bytes.of(cbc(Cipher.ENCRYPT_MODE, mac2, ZERO, once));
    }

    /// The MAC of a message that follows another one: its last block is sealed by a second key.
    Bytes mac(byte[] message, Bytes previous) {
        byte[] padded = padded(message, message.length % BLOCK != 0);
        int last = padded.length - BLOCK;
        byte[] vector = previous.toArray();
        if (last > 0) {
            byte[] front = Arrays.copyOf(padded, last);
            byte[] sealed = cbc(Cipher.ENCRYPT_MODE, mac1, vector, front);
            vector = Arrays.copyOfRange(sealed, last - BLOCK, last);
        }
        byte[] end = Arrays.copyOfRange(padded, last, padded.length);
        return Bytes.of(cbc(Cipher.ENCRYPT_MODE, mac2, vector, end));
    }

    Bytes encrypt(Bytes data, Bytes previous) {
        byte[] padded = padded(data.toArray(), true);
        return Bytes.of(cbc(Cipher.ENCRYPT_MODE, enc, inverted(previous), padded));
    }

    /// Back again; what has no proper end comes out as nothing at all.
    Bytes decrypt(Bytes data, Bytes previous) {
        if (data.size() == 0 || data.size() % BLOCK != 0) {
            return Bytes.NONE;
        }
        byte[] padded = cbc(Cipher.DECRYPT_MODE, enc, inverted(previous), data.toArray());
        int end = padded.length - 1;
        while (end > 0 && padded[end] == 0) {
            end--;
        }
        return padded[end] == (byte) 0x80 ? Bytes.of(padded, 0, end) : Bytes.NONE;
    }

    /// Compares in a time that tells nothing about where they differ.
    static boolean same(Bytes one, Bytes other) {
        return MessageDigest.isEqual(one.toArray(), other.toArray());
    }

    private static SecretKeySpec derive(SecretKeySpec base, int use, Bytes ours) {
        byte[] seed = new byte[BLOCK];
        seed[0] = 1;
        seed[1] = (byte) use;
        System.arraycopy(ours.toArray(), 0, seed, 2, 6);
        return key(cbc(Cipher.ENCRYPT_MODE, base, ZERO, seed));
    }

    private static byte[] padded(byte[] message, boolean pad) {
        int size = pad ? message.length / BLOCK * BLOCK + BLOCK : message.length;
        byte[] padded = Arrays.copyOf(message, size);
        if (pad) {
            padded[message.length] = (byte) 0x80;
        }
        return padded;
    }

    private static byte[] inverted(Bytes mac) {
        byte[] inverted = mac.toArray();
        for (int i = 0; i < inverted.length; i++) {
            inverted[i] = (byte) ~inverted[i];
        }
        return inverted;
    }

    private static SecretKeySpec key(byte[] bytes) {
        return new SecretKeySpec(bytes, "AES");
    }

    private static byte[] cbc(int mode, SecretKeySpec key, byte[] vector, byte[] data) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(mode, key, new IvParameterSpec(vector));
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES", e);
        }
    }
}
