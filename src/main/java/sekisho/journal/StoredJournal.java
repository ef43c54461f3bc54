package sekisho.journal;

import sekisho.journal.FrameReader.Found;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The entries in the folder of a journal, as they are stored. Takes no lock and changes nothing,
/// so a station may be writing there; what it has written last may not be durable yet.
public final class StoredJournal {
    private final Path folder;

    private StoredJournal(Path folder) {
        this.folder = folder;
    }

    /// The journal of a folder.
    ///
    /// @throws JournalFailed when there is none
    public static StoredJournal in(Path folder) {
        var stored = new StoredJournal(folder);
        if (stored.firsts().isEmpty()) {
            throw new JournalFailed("there is no journal in " + folder);
        }
        return stored;
    }

    /// Hands over every entry from the beginning to the end, or to the first that is damaged or
    /// half written.
    ///
    /// @throws JournalFailed when a file can't be read
    public void forEach(Consumer<RawEntry> to) {
        for (long first : firsts()) {
            String name = Segment.name(first);
            try (Disk.Readable file = FileDisk.readable(folder.resolve(name))) {
                var frames = new FrameReader(file, 0);
                for (long at = first; frames.next() instanceof Found.Whole frame; at++) {
                    to.accept(new RawEntry(at, frame.entry()));
                }
            } catch (IOException e) {
                throw new JournalFailed("segment " + name + " can't be read: " + e.getMessage(), e);
            }
        }
    }

    private List<Long> firsts() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> Segment.firstOf(file.getFileName().toString()))
                    .filter(OptionalLong::isPresent)
                    .map(OptionalLong::getAsLong)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new JournalFailed("the folder " + folder + " can't be read", e);
        }
    }
}
