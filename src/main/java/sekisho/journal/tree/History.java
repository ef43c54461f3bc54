package sekisho.journal.tree;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// All checkpoints that were ever signed, one note behind the other, an empty line between.
final class History {
    static final String FILE = "checkpoints";

    /// No note comes near it.
    private static final int NOTE_MAX = 64 << 10;

    /// The dash before a signature, as its UTF-8 bytes read one by one.
    private static final String SIGNATURE = "\n\u00e2\u0080\u0094 ";

    private History() {}

    /// Adds a note to a file of notes; durable on return.
    static void add(LogDisk disk, String file, String note) throws IOException {
        disk.append(file, (note + '\n').getBytes(StandardCharsets.UTF_8));
    }

    /// The last note that is whole. What a crash has left of one behind it is cut off, or the next
    /// one could not be told from it.
    static @Nullable String recover(LogDisk disk, String file) throws IOException {
        byte[] end = disk.end(file, NOTE_MAX);
        String bytes = new String(end, StandardCharsets.ISO_8859_1);
        int whole = wholeUntil(bytes);
        if (whole < end.length) {
            disk.cut(file, end.length - whole);
        }
        if (whole == 0) {
            return null;
        }
        int before = wholeUntil(bytes.substring(0, whole - 1));
        return new String(end, before, whole - 1 - before, StandardCharsets.UTF_8);
    }

    /// Where the last note that ends with a signature and an empty line ends.
    private static int wholeUntil(String bytes) {
        int end = bytes.lastIndexOf("\n\n");
        while (end >= 0) {
            int line = bytes.lastIndexOf('\n', end - 1);
            if (line >= 0 && bytes.startsWith(SIGNATURE, line)) {
                return end + 2;
            }
            end = bytes.lastIndexOf("\n\n", end - 1);
        }
        return 0;
    }

    /// The whole notes of a file. One that was cut off at the end while it was written is left out.
    static List<String> notes(byte[] file) {
        try {
            var notes = new ArrayList<String>();
            var all = new Notes(new ByteArrayInputStream(file));
            for (String note = all.next(); note != null; note = all.next()) {
                notes.add(note);
            }
            return notes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The whole notes of a file, one after the other.
    static final class Notes implements AutoCloseable {
        private final BufferedReader lines;

        Notes(InputStream file) {
            this.lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
        }

        /// The next one; null at the end.
        @Nullable String next() throws IOException {
            var note = new StringBuilder();
            boolean signatures = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (signatures && line.isEmpty()) {
                    return note.toString();
                }
                note.append(line).append('\n');
                signatures |= line.startsWith("\u2014 ");
            }
            return null;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
