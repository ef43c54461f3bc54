package sekisho.simulation.reader;

import sekisho.sensor.line.Line;
import sekisho.sensor.osdp.Framed;
import sekisho.sensor.osdp.OsdpFrame;
import sekisho.sensor.osdp.OsdpFramer;
import sekisho.site.Bytes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Virtual readers on one line.
public final class VirtualBus {
    private final ServerSocket server;
    private final Map<Integer, VirtualReader> readers = new ConcurrentHashMap<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Thread acceptor;

    private VirtualBus(ServerSocket server) {
        this.server = server;
        this.acceptor = Thread.ofPlatform().daemon().name("virtual readers").start(this::accept);
    }

    /// Waits for a control panel at a port of the loopback address.
    ///
    /// @param port 0 for any that is free
    public static VirtualBus listen(int port) {
        try {
            return new VirtualBus(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException("virtual readers can't listen at port " + port, e);
        }
    }

    /// Plays readers on a pair of streams until the incoming one ends.
    public static void serve(InputStream in, OutputStream out, List<VirtualReader> readers)
            throws IOException {
        converse(in, out, () -> readers);
    }

    /// Plays readers on a line until it is gone.
    ///
    /// @throws IOException when it is
    public static void serve(Line line, List<VirtualReader> readers) throws IOException {
        var answers = new Answers(() -> readers);
        while (true) {
            for (Bytes answer : answers.to(line.receive())) {
                line.send(answer);
            }
        }
    }

    /// The port it listens at.
    public int port() {
        return server.getLocalPort();
    }

    /// The reader at an address; it is there from the first call on.
    public VirtualReader reader(int address) {
        return readers.computeIfAbsent(address, VirtualReader::new);
    }

    /// Cuts the line; a control panel may connect again.
    public void hangUp() {
        connections.forEach(VirtualBus::close);
    }

    /// Cuts the line for good.
    public void stop() {
        try {
            server.close();
            hangUp();
            acceptor.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = server.accept();
                connection.setTcpNoDelay(true);
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException _) {
            // The server was closed: that is how it ends.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            converse(connection.getInputStream(), connection.getOutputStream(), readers::values);
        } catch (IOException _) {
            // The control panel went away; it may come again.
        } finally {
            connections.remove(connection);
        }
    }

    private static void converse(
            InputStream in, OutputStream out, Supplier<Collection<VirtualReader>> readers)
            throws IOException {
        var answers = new Answers(readers);
        byte[] buffer = new byte[OsdpFrame.LENGTH_MAX];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            for (Bytes answer : answers.to(Bytes.of(buffer, 0, count))) {
                out.write(answer.toArray());
            }
            out.flush();
        }
    }

    /// What readers on one line answer to what is heard on it.
    private static final class Answers {
        private final OsdpFramer framer = new OsdpFramer();
        private final Supplier<Collection<VirtualReader>> readers;

        Answers(Supplier<Collection<VirtualReader>> readers) {
            this.readers = readers;
        }

        List<Bytes> to(Bytes heard) {
            var commands = new ArrayList<OsdpFrame>();
            framer.accept(heard, piece -> collect(piece, commands));
            var answers = new ArrayList<Bytes>();
            for (OsdpFrame command : commands) {
                for (VirtualReader reader : readers.get()) {
                    Bytes answer =
                            command.address() == reader.address() ? reader.answer(command) : null;
                    if (answer != null) {
                        answers.add(answer);
                    }
                }
            }
            return answers;
        }
    }

    private static void collect(Framed piece, List<OsdpFrame> commands) {
        if (piece instanceof Framed.Whole(OsdpFrame frame, _) && !frame.reply()) {
            commands.add(frame);
        }
    }

    private static void close(Socket connection) {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
