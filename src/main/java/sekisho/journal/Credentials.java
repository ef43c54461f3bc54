package sekisho.journal;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Secret files that systemd hands to a service (`LoadCredentialEncrypted=`): they lie in a folder
/// of memory that only the service reads, and are encrypted on the disk. They are never written.
public final class Credentials {
    private static final String VARIABLE = "CREDENTIALS_DIRECTORY";

    private Credentials() {}

    /// The folder of them; empty where this is no service with credentials.
    public static Optional<Path> folder() {
        String folder = System.getenv(VARIABLE);
        return folder == null || folder.isBlank() ? Optional.empty() : Optional.of(Path.of(folder));
    }

    /// The credential of a name; null when there is none.
    public static @Nullable Path find(Optional<Path> folder, String name) {
        Path file = folder.map(one -> one.resolve(name)).orElse(null);
        return file != null && Files.isReadable(file) ? file : null;
    }
}
