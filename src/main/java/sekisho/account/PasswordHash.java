package sekisho.account;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/// A password as it is kept: Argon2id with its salt.
///
/// Parameters by the OWASP Password Storage Cheat Sheet: 19 MiB, 2 passes, 1 lane (29 ms here).
/// They stand beside every hash, so that they can be raised later.
record PasswordHash(int memoryKib, int passes, int lanes, String salt, String hash) {
    static final int MEMORY_KIB = 19 * 1024;
    static final int PASSES = 2;
    static final int LANES = 1;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    static PasswordHash of(String password, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new PasswordHash(
                MEMORY_KIB,
                PASSES,
                LANES,
                Base64.getEncoder().encodeToString(salt),
                Base64.getEncoder()
                        .encodeToString(argon2id(password, salt, MEMORY_KIB, PASSES, LANES)));
    }

    /// Takes the same time whether the password is right or not.
    boolean matches(String password) {
        byte[] computed =
                argon2id(password, Base64.getDecoder().decode(salt), memoryKib, passes, lanes);
        return MessageDigest.isEqual(computed, Base64.getDecoder().decode(hash));
    }

    private static byte[] argon2id(
            String password, byte[] salt, int memoryKib, int passes, int lanes) {
        var argon2 = new Argon2BytesGenerator();
        argon2.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(memoryKib)
                        .withIterations(passes)
                        .withParallelism(lanes)
                        .withSalt(salt)
                        .build());
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        byte[] hash = new byte[HASH_BYTES];
        argon2.generateBytes(bytes, hash);
        Arrays.fill(bytes, (byte) 0);
        return hash;
    }
}
