package sekisho.edge;

import org.jspecify.annotations.Nullable;

import sekisho.site.json.CanonicalJson;
import sekisho.site.json.JsonText;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/// A connection between an agent and the guard of its machine: objects of JSON, one in a line. One
/// thread reads, any may write or close.
public final class LocalLine implements AutoCloseable {
    private final SocketChannel channel;
    private final LineCutter cutter = new LineCutter();
    private final ByteBuffer buffer = ByteBuffer.allocate(8192);
    private final Deque<LineCutter.Piece> read = new ArrayDeque<>();

    /// @param channel that is connected; it is closed with this
    public LocalLine(SocketChannel channel) {
        this.channel = channel;
    }

    /// Connects to a socket in the file system.
    public static LocalLine to(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return new LocalLine(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /// The next object; null when the other end has closed.
    ///
    /// @throws IOException when the connection broke, or the other end says what is none
    public @Nullable Map<String, @Nullable Object> read() throws IOException {
        while (read.isEmpty()) {
            buffer.clear();
            int count = channel.read(buffer);
            if (count < 0) {
                return null;
            }
            cutter.accept(buffer.array(), count, read::add);
        }
        return switch (read.remove()) {
            case LineCutter.Piece.Line(var utf8) -> {
                try {
                    yield JsonText.object(utf8, 0, utf8.length);
                } catch (Unreadable e) {
                    throw new IOException(e.getMessage(), e);
                }
            }
            case LineCutter.Piece.Refused refused -> throw new IOException(refused.reason());
        };
    }

    /// Says something.
    public synchronized void write(Map<String, ?> object) throws IOException {
        byte[] line = (CanonicalJson.of(object) + '\n').getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.wrap(line);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
