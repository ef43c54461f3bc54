package sekisho.sensor.feed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;

/// Secrets in a file of their own that nobody but the station may read: one in each line, the
/// newest first, so that one can take the place of another without a gap. Lines that begin with `#`
/// are for people. It is read anew each time, so that a change needs no restart.
///
/// It is trusted: who can read it can speak for the sender, and change nothing that was recorded.
public record SecretFile(Path path) {
    private static final Set<PosixFilePermission> OTHERS =
            Set.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);

    /// The secrets.
    ///
    /// @throws IOException when the file can't be read, others may, or there is none in it; the
    ///   message says what to do
    public List<String> read() throws IOException {
        for (PosixFilePermission given : Files.getPosixFilePermissions(path)) {
            if (OTHERS.contains(given)) {
                throw new IOException(
                        path + " can be read by others; make it private: chmod 600 " + path);
            }
        }
        List<String> secrets =
                Files.readAllLines(path).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .toList();
        if (secrets.isEmpty()) {
            throw new IOException(path + " has no secret in it; put one in a line of it");
        }
        return secrets;
    }
}
