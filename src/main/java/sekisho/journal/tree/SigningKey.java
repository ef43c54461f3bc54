package sekisho.journal.tree;

import org.jspecify.annotations.Nullable;

import sekisho.journal.Credentials;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
import java.util.HexFormat;
import java.util.Optional;

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

    /// A key that the log will be handed over to.
    private static final String NEXT = ".next";

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private final Path folder;
    private final PrivateKey secret;
    private final VerifierKey verifier;

    /// The credential that holds an older key.
    private @Nullable Path superseded;

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
        return in(folder, origin, Credentials.folder());
    }

    /// Likewise; the secret half may be a credential of the service, and the folder then holds the
    /// public half alone. Where the credential is the key of before a rotation, the one in the
    /// folder signs, and [#advice] tells what to do.
    static SigningKey in(Path folder, String origin, Optional<Path> credentials)
            throws IOException {
        Path given = Credentials.find(credentials, SECRET);
        if (given != null) {
            return given(given, folder, origin);
        }
        if (!Files.exists(folder.resolve(SECRET))) {
            if (Files.exists(folder.resolve(SIGNED))) {
                throw new IllegalArgumentException(
                        "the secret half of the key in "
                                + folder
                                + " is missing: put "
                                + SECRET
                                + " back, or give it to the service as a credential");
            }
            try {
                make(folder, "", origin);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK makes Ed25519 keys", e);
            }
        }
        finish(folder);
        return read(folder, "", origin);
    }

    private static SigningKey given(Path given, Path folder, String origin) throws IOException {
        if (!Files.exists(folder.resolve(PUBLIC))) {
            throw new IllegalArgumentException(
                    "there is a credential "
                            + SECRET
                            + ", and no "
                            + folder.resolve(PUBLIC)
                            + " to tell which key it is: put the public half there");
        }
        finish(folder);
        try {
            return read(folder, given, PUBLIC, origin);
        } catch (IllegalArgumentException e) {
            if (!Files.exists(folder.resolve(SECRET))) {
                throw new IllegalArgumentException(
                        "the credential " + SECRET + " is another key: " + e.getMessage(), e);
            }
            SigningKey next = read(folder, "", origin);
            next.superseded = given;
            return next;
        }
    }

    /// What somebody has to do about the key, in a sentence; absent when all is well.
    public @Nullable String advice() {
        return superseded == null
                ? null
                : "the credential "
                        + SECRET
                        + " is the key of before the rotation: make "
                        + folder.resolve(SECRET)
                        + " the credential (systemd-creds encrypt), start the station again, and"
                        + " delete that file";
    }

    private static SigningKey read(Path folder, String suffix, String origin) throws IOException {
        return read(folder, folder.resolve(SECRET + suffix), PUBLIC + suffix, origin);
    }

    private static SigningKey read(Path folder, Path secret, String pub, String origin)
            throws IOException {
        try {
            VerifierKey verifier = VerifierKey.parse(Files.readString(folder.resolve(pub)).strip());
            if (!verifier.name().equals(origin)) {
                throw new IllegalArgumentException(
                        "the key in " + folder + " belongs to " + verifier.name());
            }
            var key = new SigningKey(folder, secret(Files.readString(secret)), verifier);
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
    private static void make(Path folder, String suffix, String origin)
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
                folder.resolve(PUBLIC + suffix),
                (VerifierKey.of(origin, pair.getPublic()) + "\n").getBytes(StandardCharsets.UTF_8));
        DurableFile.writeSecret(
                folder.resolve(SECRET + suffix), pem.getBytes(StandardCharsets.US_ASCII));
    }

    /// Makes the key that the log will be handed over to, beside the one that signs now.
    ///
    /// @throws IllegalArgumentException when there is no key yet, or a next one already
    public static VerifierKey prepare(Path folder) throws IOException {
        if (!Files.exists(folder.resolve(PUBLIC))) {
            throw new IllegalArgumentException("there is no key in " + folder + " yet");
        }
        VerifierKey now = VerifierKey.parse(Files.readString(folder.resolve(PUBLIC)).strip());
        SigningKey waiting = next(folder);
        if (waiting != null) {
            throw new IllegalArgumentException(
                    "a next key is waiting for the station already: " + waiting.verifier());
        }
        try {
            make(folder, NEXT, now.name());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK makes Ed25519 keys", e);
        }
        return read(folder, NEXT, now.name()).verifier();
    }

    /// The key that the log is to be handed over to; absent when there is none.
    public static @Nullable SigningKey next(Path folder) throws IOException {
        if (!Files.exists(folder.resolve(SECRET + NEXT))) {
            return null;
        }
        VerifierKey now = VerifierKey.parse(Files.readString(folder.resolve(PUBLIC)).strip());
        return read(folder, NEXT, now.name());
    }

    /// The next key becomes the one that signs. The public half of the old one is kept under its
    /// id; its secret half is gone.
    public static SigningKey promote(Path folder) throws IOException {
        return promote(folder, Credentials.folder());
    }

    /// Likewise. A credential is never written: the new key stays in the folder until somebody has
    /// made it the credential.
    static SigningKey promote(Path folder, Optional<Path> credentials) throws IOException {
        VerifierKey now = VerifierKey.parse(Files.readString(folder.resolve(PUBLIC)).strip());
        String id = HexFormat.of().toHexDigits(now.id());
        DurableFile.write(
                folder.resolve("log." + id + ".pub"),
                (now + "\n").getBytes(StandardCharsets.UTF_8));
        move(folder.resolve(SECRET + NEXT), folder.resolve(SECRET));
        finish(folder);
        SigningKey promoted = read(folder, "", now.name());
        promoted.superseded = Credentials.find(credentials, SECRET);
        return promoted;
    }

    /// The secret half moves first: a public one that waits alone belongs to it.
    private static void finish(Path folder) throws IOException {
        Path waiting = folder.resolve(PUBLIC + NEXT);
        if (Files.exists(waiting) && !Files.exists(folder.resolve(SECRET + NEXT))) {
            if (Files.exists(folder.resolve(SECRET)) && isOf(folder, waiting)) {
                move(waiting, folder.resolve(PUBLIC));
            } else {
                Files.delete(waiting);
            }
        }
    }

    /// Whether a public half belongs to the secret one; if not, it is what a crash has left of
    /// making a pair.
    private static boolean isOf(Path folder, Path publicHalf) throws IOException {
        try {
            VerifierKey verifier = VerifierKey.parse(Files.readString(publicHalf).strip());
            PrivateKey secret = secret(Files.readString(folder.resolve(SECRET)));
            byte[] trial = "trial".getBytes(StandardCharsets.UTF_8);
            return verifier.verifies(trial, new SigningKey(folder, secret, verifier).sign(trial));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key in " + folder + " can't be read", e);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        DurableFile.forceFolder(DurableFile.parent(to));
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
