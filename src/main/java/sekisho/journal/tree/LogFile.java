package sekisho.journal.tree;

import org.jspecify.annotations.Nullable;

import java.util.regex.Pattern;

/// The files of a log that others read (C2SP tlog-tiles), told by their paths.
public enum LogFile {
    /// The newest signed state.
    CHECKPOINT("checkpoint", false),

    /// The newest state that a witness has cosigned.
    COSIGNED("cosigned", false),

    /// The first state of each day that a witness has cosigned.
    COSIGNED_DAYS("cosigned-days", false),

    /// How the log went over from one key to another.
    HANDOVERS("handovers", false),

    /// What an authority has dated: the list of days, and of each a checkpoint and its time stamp.
    TIMESTAMP("timestamps/(?:days|[0-9]{4}-[0-9]{2}-[0-9]{2}\\.(?:checkpoint|tsr))", false),

    /// Hashes of one level of the tree, side by side. Once there it never changes.
    TILE("tile/(?:[0-9]|[1-5][0-9]|6[0-3])/" + LogFile.PLACE, true),

    /// The entries below such hashes. Once there it never changes.
    ENTRIES("tile/entries/" + LogFile.PLACE, true);

    /// Three digits a folder, without folders of zeros in front; behind it the width of a partial
    /// one.
    private static final String PLACE =
            "(?:x(?!000)[0-9]{3}/(?:x[0-9]{3}/){0,4})?[0-9]{3}"
                    + "(?:\\.p/(?:[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5]))?";

    private final Pattern paths;
    private final boolean immutable;

    LogFile(String paths, boolean immutable) {
        this.paths = Pattern.compile(paths);
        this.immutable = immutable;
    }

    /// Which one a path leads to; null when it leads to none: whatever else lies in the folder is
    /// nobody's business.
    public static @Nullable LogFile at(String path) {
        for (LogFile file : values()) {
            if (file.paths.matcher(path).matches()) {
                return file;
            }
        }
        return null;
    }

    /// Whether what a path leads to never changes.
    public boolean isImmutable() {
        return immutable;
    }
}
