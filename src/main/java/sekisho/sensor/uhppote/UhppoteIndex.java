package sekisho.sensor.uhppote;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.site.Bytes;
import sekisho.site.SourceId;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// How far a controller's memory was read, in a small file: memory, index, print.
///
/// It may be older than the truth, and what is then read twice the journal recognises. It must
/// never be newer: it is written when everything before it was entered. One that can't be read
/// counts as absent.
final class UhppoteIndex {
    private static final Logger LOG = LoggerFactory.getLogger(UhppoteIndex.class);

    private final Path file;

    UhppoteIndex(Path folder, SourceId controller) {
        String name = controller.value().replaceAll("[^A-Za-z0-9._-]", "_");
        this.file = folder.resolve(name + ".index");
    }

    /// What it holds; null when there is none yet.
    @Nullable UhppoteMark read() {
        if (Files.notExists(file)) {
            return null;
        }
        try {
            List<String> words = List.of(Files.readString(file).strip().split(" ", -1));
            Bytes print = words.size() > 2 ? Bytes.ofHex(words.get(2)) : Bytes.NONE;
            return new UhppoteMark(words.get(0), Long.parseLong(words.get(1)), print);
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} can't be read and is begun anew: {}", file, e.toString());
            return null;
        }
    }

    void write(UhppoteMark mark) {
        String text = "%s %d %s%n".formatted(mark.memory(), mark.index(), mark.print().hex());
        try {
            Files.createDirectories(file.getParent());
            Path next = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(next, text, StandardCharsets.UTF_8);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("{} can't be written; events will be read again: {}", file, e.toString());
        }
    }
}
