package sekisho.journal.disclosure;

import sekisho.journal.Credentials;
import sekisho.journal.JournalFailed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// The key that wraps the keys of people (AES-256, RFC 3394). It lies with the key that signs,
/// apart from the data.
///
/// The folder is trusted: who has it and the data reads every disclosure that has not been erased.
/// Who has the data alone reads none.
final class MasterKey {
    static final int WRAPPED_BYTES = 40;
    private static final int KEY_BYTES = 32;
    private static final String FILE = "master.key";

    private final SecretKey key;

    MasterKey(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /// The key of a folder, made now when there is none.
    ///
    /// @throws IOException when it can't be read or made
    static MasterKey in(Path folder, SecureRandom random) throws IOException {
        Path file = file(folder);
        if (!Files.exists(file)) {
            make(folder, file, random);
        }
        FileVaultDisk.forceFolder(folder);
        return read(file);
    }

    /// The key of a folder that must be there.
    ///
    /// @throws IOException when it is not
    static MasterKey of(Path folder) throws IOException {
        return read(file(folder));
    }

    static boolean isThere(Path folder) {
        return Files.isReadable(file(folder));
    }

    /// A credential of the service stands for the file in the folder.
    private static Path file(Path folder) {
        Path given = Credentials.find(Credentials.folder(), FILE);
        return given == null ? folder.resolve(FILE) : given;
    }

    private static MasterKey read(Path file) throws IOException {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(Files.readString(file).strip());
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is no key", e);
        }
        if (key.length != KEY_BYTES) {
            throw new IOException(file + " is no key of " + KEY_BYTES + " bytes");
        }
        return new MasterKey(key);
    }

    private static void make(Path folder, Path file, SecureRandom random) throws IOException {
        Files.createDirectories(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var key = new byte[KEY_BYTES];
        random.nextBytes(key);
        Path beside = folder.resolve(FILE + ".new");
        Files.deleteIfExists(beside);
        Files.createFile(
                beside,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
            String text = Base64.getEncoder().encodeToString(key) + '\n';
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    byte[] wrap(SecretKey person) {
        try {
            Cipher cipher = Cipher.getInstance("AES/KW/NoPadding");
            cipher.init(Cipher.WRAP_MODE, key);
            return cipher.wrap(person);
        } catch (GeneralSecurityException e) {
            throw new JournalFailed("AES can't wrap keys here", e);
        }
    }

    /// @throws GeneralSecurityException when it was wrapped by another key, or altered
    SecretKey unwrap(byte[] wrapped) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/KW/NoPadding");
        cipher.init(Cipher.UNWRAP_MODE, key);
        return (SecretKey) cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY);
    }
}
