package sekisho.retention;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Lines of imported files that could not be read, kept aside in plain text until somebody has
/// corrected them: nobody knows what they hold, so they count as personal. No backup holds them.
///
/// Who can read the data folder can read them.
public final class Asides {
    /// How a subject of this kind begins; the name of the file follows.
    static final String SUBJECT = "aside:";

    /// What such a file is called, and the one beside it that says why.
    private static final String LINES = ".unreadable";

    private static final String REASONS = LINES + ".txt";
    private static final int PIECE = 1 << 16;

    private final Path folder;

    /// @param folder it may be missing
    public Asides(Path folder) {
        this.folder = folder;
    }

    /// When each was last written, by subject.
    Map<String, Instant> all() throws IOException {
        var all = new TreeMap<String, Instant>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    String name = file.getFileName().toString();
                    if (name.endsWith(LINES) || name.endsWith(REASONS)) {
                        String lines = name.substring(0, name.lastIndexOf(LINES) + LINES.length());
                        all.merge(
                                SUBJECT + lines,
                                Files.getLastModifiedTime(file).toInstant(),
                                (one, other) -> one.isAfter(other) ? one : other);
                    }
                }
            }
        }
        return all;
    }

    /// Whether a subject is of this kind and there.
    boolean has(String subject) {
        return files(subject).stream().anyMatch(Files::exists);
    }

    /// Overwrites and removes what a subject has; durable when it returns, and nothing when it is
    /// gone already.
    void erase(String subject) throws IOException {
        for (Path file : files(subject)) {
            if (Files.exists(file)) {
                overwrite(file);
                Files.delete(file);
            }
        }
        if (!files(subject).isEmpty() && Files.isDirectory(folder)) {
            try (var names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    private static void overwrite(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long size = channel.size();
            for (long at = 0; at < size; ) {
                var zeros = ByteBuffer.allocate((int) Math.min(PIECE, size - at));
                at += channel.write(zeros, at);
            }
            channel.force(true);
        }
    }

    /// None for a subject of another kind.
    private List<Path> files(String subject) {
        String name = name(subject);
        return name == null
                ? List.of()
                : List.of(folder.resolve(name), folder.resolve(name + ".txt"));
    }

    /// A request may name anything: only plain names of such files are taken.
    private static @Nullable String name(String subject) {
        if (!subject.startsWith(SUBJECT) || !subject.endsWith(LINES)) {
            return null;
        }
        String name = subject.substring(SUBJECT.length());
        return Path.of(name).getNameCount() == 1 && !name.contains("/") ? name : null;
    }
}
