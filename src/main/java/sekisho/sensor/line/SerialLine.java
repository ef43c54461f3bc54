package sekisho.sensor.line;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;

import sekisho.site.Bytes;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// A serial line: 8 data bits, no parity, one stop bit, no flow control.
///
/// There is no event listener: an unplugged adapter would flood it. A read that fails says the
/// same. The port is looked up by its path at every opening, because a link such as
/// `/dev/serial/by-id/…` is resolved then and only then.
final class SerialLine implements Line {
    /// Only so that the reading thread looks up now and then; replies are timed elsewhere.
    private static final int IDLE_MS = 500;

    private static final int READ_MAX = 2048;

    /// How long the library's own cleaning up waits for the station to close its lines.
    private static final long CLOSED_WITHIN_MS = 5_000;

    private static final Set<SerialLine> OPEN = new HashSet<>();

    static {
        // At the end of the process the library closes every port under its owner, who would take
        // that for a lost line.
        SerialPort.addShutdownHook(
                Thread.ofPlatform().name("serial lines").unstarted(SerialLine::awaitClosed));
    }

    private final SerialPort port;
    private final byte[] buffer = new byte[READ_MAX];
    private volatile boolean closed;

    private SerialLine(SerialPort port) {
        this.port = port;
    }

    static SerialLine open(LineAddress.Serial address) throws IOException {
        SerialPort port = find(address);
        port.setComPortParameters(address.baud(), 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
        port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, IDLE_MS, 0);
        if (!port.openPort(0)) {
            throw new IOException(
                    address.path() + " can't be opened (error " + port.getLastErrorCode() + ")");
        }
        var line = new SerialLine(port);
        synchronized (OPEN) {
            OPEN.add(line);
        }
        return line;
    }

    private static void awaitClosed() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSED_WITHIN_MS);
        synchronized (OPEN) {
            try {
                for (long left = CLOSED_WITHIN_MS; !OPEN.isEmpty() && left > 0; ) {
                    OPEN.wait(left);
                    left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static SerialPort find(LineAddress.Serial address) throws IOException {
        try {
            return SerialPort.getCommPort(address.path());
        } catch (SerialPortInvalidPortException e) {
            throw new IOException(address.path() + " is not there", e);
        }
    }

    @Override
    public void send(Bytes bytes) throws IOException {
        byte[] all = bytes.toArray();
        int written = port.writeBytes(all, all.length);
        if (written != all.length) {
            throw new IOException(
                    "wrote "
                            + written
                            + " of "
                            + all.length
                            + " bytes (error "
                            + port.getLastErrorCode()
                            + ")");
        }
    }

    @Override
    public Bytes receive() throws IOException {
        int count = port.readBytes(buffer, buffer.length);
        if (count < 0 || closed) {
            throw new IOException("the line can't be read (error " + port.getLastErrorCode() + ")");
        }
        return Bytes.of(buffer, 0, count);
    }

    @Override
    public void close() {
        closed = true;
        port.closePort();
        synchronized (OPEN) {
            OPEN.remove(this);
            OPEN.notifyAll();
        }
    }
}
