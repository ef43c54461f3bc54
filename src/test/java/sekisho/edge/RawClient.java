package sekisho.edge;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLSocket;

/// A client that says what it is told to say, sense or not.
final class RawClient implements AutoCloseable {
    private final SSLSocket socket;
    private final OutputStream out;
    private final BufferedReader in;
    private int beats;

    /// Shows what an agent shows.
    RawClient(AgentIdentity identity) throws IOException {
        this(identity.port(), pin(identity));
    }

    /// Shows nothing.
    RawClient(int port, String fingerprint) throws IOException {
        this(port, new PinnedStation(fingerprint, new KeyManager[0]));
    }

    private static PinnedStation pin(AgentIdentity identity) throws IOException {
        try {
            return new PinnedStation(identity.fingerprint(), identity.keyManagers());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private RawClient(int port, PinnedStation pin) throws IOException {
        var plain = new Socket(InetAddress.getLoopbackAddress(), port);
        plain.setSoTimeout(20_000);
        socket = (SSLSocket) pin.sockets().createSocket(plain, "localhost", port, true);
        socket.startHandshake();
        out = socket.getOutputStream();
        in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    String protocol() {
        return socket.getSession().getProtocol();
    }

    RawClient say(String line) throws IOException {
        return send(line + '\n');
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    RawClient send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    /// The next line of the station but for signs of life; null when it has closed the connection.
    @Nullable String hear() throws IOException {
        String line = in.readLine();
        while (line != null && line.startsWith("{\"alive\"")) {
            beats++;
            line = in.readLine();
        }
        return line;
    }

    /// How many signs of life there were among what was heard.
    int beats() {
        return beats;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
