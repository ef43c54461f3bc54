package sekisho.rig.guest;

import sekisho.rig.Until;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Lines over a socket that QEMU offers as a file.
public final class LocalLines implements AutoCloseable {
    private final SocketChannel channel;
    private final BufferedReader in;

    /// Connects as soon as the other end is there.
    public LocalLines(Path socket) throws Exception {
        Until.holds("QEMU offers " + socket, Duration.ofMinutes(1), () -> Files.exists(socket));
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        in =
                new BufferedReader(
                        Channels.newReader(channel, StandardCharsets.UTF_8.newDecoder(), -1));
    }

    /// Sends one line.
    public void write(String line) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + '\n');
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /// Waits for a line.
    ///
    /// @throws EOFException when QEMU has ended
    public String read() throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new EOFException("QEMU has ended");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
