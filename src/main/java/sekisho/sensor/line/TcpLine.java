package sekisho.sensor.line;

import sekisho.site.Bytes;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/// A line behind a TCP server.
final class TcpLine implements Line {
    private static final int CONNECT_MS = 3000;

    /// Only so that the reading thread looks up now and then.
    private static final int IDLE_MS = 1000;

    private static final int READ_MAX = 2048;

    private final Socket socket;
    private final byte[] buffer = new byte[READ_MAX];

    private TcpLine(Socket socket) {
        this.socket = socket;
    }

    static TcpLine open(LineAddress.Tcp address) throws IOException {
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.setSoTimeout(IDLE_MS);
            socket.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_MS);
            return new TcpLine(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public void send(Bytes bytes) throws IOException {
        socket.getOutputStream().write(bytes.toArray());
    }

    @Override
    public Bytes receive() throws IOException {
        try {
            int count = socket.getInputStream().read(buffer);
            if (count < 0) {
                throw new IOException("the other end hung up");
            }
            return Bytes.of(buffer, 0, count);
        } catch (SocketTimeoutException _) {
            return Bytes.NONE;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // A socket that can't be closed is as gone as one that could.
        }
    }
}
