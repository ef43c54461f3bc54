package sekisho.audit;

import sekisho.journal.tree.Checkpoint;
import sekisho.journal.tree.Keys;
import sekisho.journal.tree.Roots;
import sekisho.journal.tree.Tiles;
import sekisho.journal.tree.VerifierKey;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/// Copies a data folder while a station writes to it, and puts a copy back.
///
/// The checkpoint is copied first, then what it signs: everything in it is durable and is never
/// changed any more. Entries behind it come along as far as they are there. A copy is whole only
/// when it verifies. It holds no key: neither does it sign, nor can names be read from it alone.
public final class Backup {
    /// What of a data folder is copied; the rest is derived, or the business of one machine.
    private static final List<String> FOLDERS = List.of("journal", "log", "disclosures");

    private static final String ACCOUNTS = "accounts.json";

    private final LongConsumer progress;
    private long bytes;

    private Backup(LongConsumer progress) {
        this.progress = progress;
    }

    /// Copies a data folder and verifies the copy.
    ///
    /// @param to a folder that is not there yet
    /// @param progress told now and then how many bytes have been copied
    /// @return what the verification of the copy says; only a sound copy is left behind
    public static Report make(Path data, Path to, VerifierKey key, LongConsumer progress)
            throws IOException {
        return new Backup(progress).copy(data, to, key, List.of());
    }

    /// Puts a copy back where no data folder is.
    ///
    /// @param newest notes of the newest checkpoints that are known elsewhere
    /// @return what the verification says; with faults, nothing was put back: an older copy than
    ///   one of the checkpoints would go on differently from what was signed
    public static Report restore(
            Path from, Path data, VerifierKey key, List<String> newest, LongConsumer progress)
            throws IOException {
        return new Backup(progress).copy(from, data, key, newest);
    }

    private Report copy(Path from, Path to, VerifierKey key, List<String> newest)
            throws IOException {
        if (Files.exists(to)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        Path above = Objects.requireNonNull(to.toAbsolutePath().getParent());
        Path unfinished = Files.createTempDirectory(above, to.getFileName() + "-");
        boolean done = false;
        try {
            Path log = unfinished.resolve("log");
            Files.createDirectories(log);
            Tiles tiles = Tiles.in(from.resolve("log"));
            byte[] note = tiles.get("checkpoint");
            if (note == null) {
                throw new IllegalArgumentException(from + " holds no signed log");
            }
            Checkpoint checkpoint =
                    Keys.of(key, tiles).checkpoint(new String(note, StandardCharsets.UTF_8));
            for (String folder : FOLDERS) {
                copyFolder(from.resolve(folder), unfinished.resolve(folder));
            }
            // What had taken the place of a file while it was about to be copied.
            copyFolder(from.resolve("log"), log);
            if (Files.exists(from.resolve(ACCOUNTS))) {
                copyFile(from.resolve(ACCOUNTS), unfinished.resolve(ACCOUNTS));
            }
            Files.write(log.resolve("checkpoint"), note);
            trimHistory(log, note);
            Report report =
                    new Audit(key, newest, _ -> {}).folder(unfinished.resolve("journal"), log);
            if (report.isSound()) {
                check(log, checkpoint);
                force(unfinished);
                Files.move(unfinished, to);
                force(above);
                done = true;
            }
            return report;
        } finally {
            if (!done) {
                remove(unfinished);
            }
        }
    }

    /// The tiles of the copy lead to its checkpoint.
    private static void check(Path log, Checkpoint checkpoint) {
        if (!Roots.at(Tiles.in(log), checkpoint.size(), checkpoint.size())
                .equals(checkpoint.root())) {
            throw new IllegalArgumentException("the copied tiles do not lead to the checkpoint");
        }
    }

    /// The history may have grown while it was copied: it ends with the copied checkpoint.
    private static void trimHistory(Path log, byte[] note) throws IOException {
        Path file = log.resolve("checkpoints");
        if (!Files.exists(file)) {
            return;
        }
        String history = Files.readString(file);
        int at = history.lastIndexOf(new String(note, StandardCharsets.UTF_8));
        if (at >= 0) {
            String text = new String(note, StandardCharsets.UTF_8);
            Files.writeString(file, history.substring(0, at + text.length()) + "\n");
        }
    }

    private void copyFolder(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(from)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            if (!name.equals("lock") && !name.endsWith(".new")) {
                copyFile(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    /// A partial tile may be gone meanwhile: a wider one has taken its place, or the whole one.
    private void copyFile(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            return;
        }
        Files.createDirectories(Objects.requireNonNull(to.getParent()));
        try {
            Files.copy(from, to);
        } catch (NoSuchFileException e) {
            return;
        }
        force(to);
        bytes += Files.size(to);
        progress.accept(bytes);
    }

    private static void force(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
