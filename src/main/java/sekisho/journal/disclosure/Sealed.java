package sekisho.journal.disclosure;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.zip.CRC32C;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/// Disclosures of one entry under one person's key, as they lie in a file (AES-256-GCM):
///
/// `u32 length | u32 crc32c | u64 sequence | u32 slot | u8 state | 12 nonce | length bytes sealed`
///
/// The sequence and the slot are authenticated along with what is sealed, so that no record passes
/// for another's. An erased record keeps its place and its head; the rest is zeros.
///
/// @param sequence the entry; 0 for a card, which many entries may name
/// @param state see [#SEALED], [#ERASED]
@SuppressWarnings("ArrayRecordComponent")
record Sealed(long sequence, int slot, byte state, byte[] nonce, byte[] body) {
    static final int HEADER = 33;
    static final byte SEALED = 1;
    static final byte ERASED = 2;

    /// The largest body that is written or believed.
    static final int BODY_MAX = 32 << 20;

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    static Sealed of(long sequence, int slot, SecretKey key, String plain, SecureRandom random) {
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, sequence, slot);
            byte[] body = cipher.doFinal(plain.getBytes(StandardCharsets.UTF_8));
            return new Sealed(sequence, slot, SEALED, nonce, body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM can't seal here", e);
        }
    }

    /// What was sealed; null when it was altered, erased, or sealed with another key.
    @Nullable String open(SecretKey key) {
        if (state != SEALED) {
            return null;
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, sequence, slot);
            return new String(cipher.doFinal(body), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            return null;
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, long sequence, int slot)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(ByteBuffer.allocate(12).putLong(sequence).putInt(slot).flip());
        return cipher;
    }

    /// The record whose head begins at the buffer's position, without what was sealed in it.
    static Sealed erased(ByteBuffer in) {
        int start = in.position();
        return new Sealed(
                in.getLong(start + 8),
                in.getInt(start + 16),
                ERASED,
                new byte[NONCE],
                new byte[in.getInt(start)]);
    }

    int length() {
        return HEADER + body.length;
    }

    void write(ByteBuffer out) {
        int start = out.position();
        out.putInt(body.length).putInt(0).putLong(sequence).putInt(slot).put(state);
        out.put(nonce).put(body);
        out.putInt(start + 4, check(out, start, length()));
    }

    /// Reads the record that begins at the buffer's position and is wholly in it; null when its
    /// check does not agree.
    static @Nullable Sealed read(ByteBuffer in) {
        int start = in.position();
        int length = in.getInt(start);
        if (in.getInt(start + 4) != check(in, start, HEADER + length)) {
            return null;
        }
        var nonce = new byte[NONCE];
        var body = new byte[length];
        in.get(start + HEADER - NONCE, nonce).get(start + HEADER, body);
        return new Sealed(
                in.getLong(start + 8), in.getInt(start + 16), in.get(start + 20), nonce, body);
    }

    private static int check(ByteBuffer buffer, int start, int length) {
        var crc = new CRC32C();
        crc.update(buffer.slice(start, 4));
        crc.update(buffer.slice(start + 8, length - 8));
        return (int) crc.getValue();
    }
}
