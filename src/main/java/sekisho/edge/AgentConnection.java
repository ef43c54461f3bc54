package sekisho.edge;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/// One TLS connection of an agent to its station, in lines. One thread writes, one reads, any may
/// close.
final class AgentConnection implements AutoCloseable {
    private static final int CONNECT_MS = 10_000;

    private final SSLSocket socket;
    private final InputStream in;
    private final OutputStream out;
    private final LineCutter cutter = new LineCutter();
    private final Deque<Answer> read = new ArrayDeque<>();
    private final byte[] buffer = new byte[8192];

    /// Connects and shakes hands.
    ///
    /// @param silence how long the station may say nothing
    /// @throws IOException with a message that says what to do
    AgentConnection(String host, int port, PinnedStation pin, Duration silence) throws IOException {
        String where = host + ':' + port;
        var plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(host, port), CONNECT_MS);
            plain.setTcpNoDelay(true);
            plain.setSoTimeout(Math.toIntExact(silence.toMillis()));
            socket = (SSLSocket) pin.sockets().createSocket(plain, host, port, true);
            socket.setEnabledProtocols(new String[] {"TLSv1.3"});
            socket.startHandshake();
            in = socket.getInputStream();
            out = new BufferedOutputStream(socket.getOutputStream());
        } catch (IOException e) {
            plain.close();
            throw explained(e, where, pin, host);
        }
    }

    private static IOException explained(
            IOException e, String where, PinnedStation pin, String host) {
        if (pin.stranger() != null) {
            return new IOException(
                    "somebody else answers at "
                            + where
                            + ": this agent belongs to the station "
                            + pin.fingerprint()
                            + ", and this is "
                            + pin.stranger()
                            + ". If the station has a new key, enrol this machine again; if not,"
                            + " someone stands between",
                    e);
        }
        return switch (e) {
            case UnknownHostException _ ->
                    new IOException("no such host: " + host + " (--station)", e);
            case SSLException _ ->
                    new IOException(
                            "no TLS 1.3 with "
                                    + where
                                    + ": is this the station's port for agents? "
                                    + e.getMessage(),
                            e);
            default -> new IOException("no station at " + where + ": " + e.getMessage(), e);
        };
    }

    /// Writes a line; [#flush] sends it.
    void write(byte[] line) throws IOException {
        out.write(line);
        out.write('\n');
    }

    void write(String line) throws IOException {
        write(line.getBytes(StandardCharsets.UTF_8));
    }

    void flush() throws IOException {
        out.flush();
    }

    /// The next answer of the station.
    ///
    /// @throws IOException when the link broke, or the station was silent for too long
    Answer read() throws IOException {
        while (read.isEmpty()) {
            int count;
            try {
                count = in.read(buffer);
            } catch (SocketTimeoutException e) {
                throw new IOException("the station says nothing any more", e);
            }
            if (count < 0) {
                throw new IOException("the station closed the link");
            }
            cutter.accept(buffer, count, this::take);
        }
        return read.remove();
    }

    private void take(LineCutter.Piece piece) {
        switch (piece) {
            case LineCutter.Piece.Line(var utf8) -> read.add(Answer.read(utf8));
            case LineCutter.Piece.Refused refused -> read.add(new Answer.Unread(refused.sample()));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
