package sekisho.journal.tree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/// The secret half of a log's key. It lies in a folder apart from the data, so that a copy of the
/// data signs nothing.
///
/// The folder is trusted: who has the key can sign another history. What shows it is a checkpoint
/// that somebody else has kept.
public final class SigningKey {
    private static final String SECRET = "log.key";

    /// The file of the public half, as C2SP writes a verifier key.
    public static final String PUBLIC = "log.pub";

    /// The file of what was signed last.
    public static final String SIGNED = "log.signed";

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private final Path folder;
    private final PrivateKey secret;
    private final VerifierKey verifier;

    private SigningKey(Path folder, PrivateKey secret, VerifierKey verifier) {
        this.folder = folder;
        this.secret = secret;
        this.verifier = verifier;
    }

    /// The key of a folder, made now when there is none.
    ///
    /// @param origin the name of the log
    /// @throws IllegalArgumentException when the folder holds the key of another log, or no key
    public static SigningKey in(Path folder, String origin) throws IOException {
        Path secretFile = folder.resolve(SECRET);
        try {
            if (!Files.exists(secretFile)) {
                make(folder, origin);
            }
            VerifierKey verifier =
                    VerifierKey.parse(Files.readString(folder.resolve(PUBLIC)).strip());
            if (!verifier.name().equals(origin)) {
                throw new IllegalArgumentException(
                        "the key in " + folder + " belongs to " + verifier.name());
            }
            var key = new SigningKey(folder, secret(Files.readString(secretFile)), verifier);
            byte[] trial = "trial".getBytes(StandardCharsets.UTF_8);
            if (!verifier.verifies(trial, key.sign(trial))) {
                throw new IllegalArgumentException(
                        "the halves of the key in " + folder + " don't belong together");
            }
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key in " + folder + " can't be read", e);
        }
    }

    /// The public half first: a secret half without it would never be used.
    private static void make(Path folder, String origin)
            throws IOException, GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Files.createDirectories(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        String pem =
                BEGIN
                        + '\n'
                        + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded())
                        + '\n'
                        + END
                        + '\n';
        DurableFile.write(
                folder.resolve(PUBLIC),
                (VerifierKey.of(origin, pair.getPublic()) + "\n").getBytes(StandardCharsets.UTF_8));
        DurableFile.writeSecret(folder.resolve(SECRET), pem.getBytes(StandardCharsets.US_ASCII));
    }

    private static PrivateKey secret(String pem) throws GeneralSecurityException {
        String base64 = pem.replace(BEGIN, "").replace(END, "").replaceAll("\\s", "");
        byte[] encoded = Base64.getDecoder().decode(base64);
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    /// The public half.
    public VerifierKey verifier() {
        return verifier;
    }

    /// Where it is remembered what was signed last.
    LogDisk memory() {
        return new LogFolder(folder);
    }

    byte[] sign(byte[] text) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(secret);
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 can't sign", e);
        }
    }
}
