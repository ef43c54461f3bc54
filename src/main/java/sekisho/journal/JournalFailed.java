package sekisho.journal;

import org.jspecify.annotations.Nullable;

/// The journal can't go on: a write or an fsync failed, what is stored is damaged, or somebody else
/// has the folder. Nobody catches it to try again; the station stops, and the next start recovers
/// from what is really on the disk.
public final class JournalFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public JournalFailed(String message) {
        super(message);
    }

    public JournalFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
