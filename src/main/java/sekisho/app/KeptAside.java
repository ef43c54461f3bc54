package sekisho.app;

import org.jspecify.annotations.Nullable;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The lines of a file that could not be read: whole, byte by byte, in a file of their own that can
/// be corrected and imported in its turn; and beside it why, line by line.
///
/// Neither file is there while every line was readable. Both are written anew at each import.
final class KeptAside implements Closeable {
    private final Path from;
    private final Path lines;
    private final Path reasons;
    private @Nullable FileChannel source;
    private @Nullable FileChannel kept;
    private @Nullable BufferedWriter why;

    /// @param lines where they are kept; the reasons stand in a file of this name with `.txt` added
    KeptAside(Path from, Path lines) throws IOException {
        this.from = from;
        this.lines = lines;
        this.reasons = lines.resolveSibling(lines.getFileName() + ".txt");
        Files.deleteIfExists(lines);
        Files.deleteIfExists(reasons);
    }

    /// Where they are.
    Path file() {
        return lines;
    }

    void keep(FactLines.Line line, String reason) throws IOException {
        FileChannel in = source == null ? FileChannel.open(from, StandardOpenOption.READ) : source;
        source = in;
        if (kept == null) {
            Path folder = lines.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
        }
        FileChannel out =
                kept == null
                        ? FileChannel.open(
                                lines, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
                        : kept;
        kept = out;
        copy(in, line.position(), line.length(), out);
        out.write(java.nio.ByteBuffer.wrap(new byte[] {'\n'}));
        BufferedWriter writer = why == null ? Files.newBufferedWriter(reasons) : why;
        why = writer;
        writer.write("line " + line.number() + ": " + reason + "\n");
    }

    private static void copy(FileChannel in, long from, long length, WritableByteChannel out)
            throws IOException {
        for (long done = 0; done < length; ) {
            long more = in.transferTo(from + done, length - done, out);
            if (more <= 0) {
                throw new IOException("the file became shorter while it was read");
            }
            done += more;
        }
    }

    @Override
    public void close() throws IOException {
        try (var a = source;
                var b = kept;
                var c = why) {
            // Each is closed, whichever of them fails.
        }
    }
}
