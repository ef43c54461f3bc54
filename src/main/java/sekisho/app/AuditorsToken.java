package sekisho.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/// What an auditor shows to read the log over the network: random text in a file of the folder of
/// keys, made when there is none. Whoever has it reads pseudonyms; to take it back, delete the file
/// and start the station again.
final class AuditorsToken {
    static final String FILE = "auditors.token";

    private AuditorsToken() {}

    static String in(Path keys) throws IOException {
        Path file = keys.resolve(FILE);
        if (!Files.exists(file)) {
            var random = new byte[24];
            new SecureRandom().nextBytes(random);
            String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, token + "\n", StandardOpenOption.WRITE);
        }
        String token = Files.readString(file).strip();
        if (token.length() < 16) {
            throw new IOException(file + " holds no token: delete it, and another one is made");
        }
        return token;
    }
}
