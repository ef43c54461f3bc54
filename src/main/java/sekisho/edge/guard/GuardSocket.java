package sekisho.edge.guard;

import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.edge.Allowance;
import sekisho.edge.LocalLine;
import sekisho.site.json.Times;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// Where the agent of a machine talks with its guard. One agent at a time; a newer connection takes
/// the place of the one before it, which is one that was given up.
///
/// Lines of JSON. Agent: `{"allowance":{…},"now"}`, with the station's time, and
/// `{"kept":seq,"boot"}` when decisions up to that one are durable. Guard:
/// `{"decision":{…},"seq","boot"}`, again after each connection until it is kept, and
/// `{"alive":{}}` every few seconds.
public final class GuardSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GuardSocket.class);
    private static final Duration BEAT = Duration.ofSeconds(5);

    private final Path file;
    private final Set<String> users;
    private final Guard guard;
    private final ServerSocketChannel server;
    private final Thread thread;
    private volatile @Nullable LocalLine line;
    private volatile boolean closed;

    /// Listens in a file, which only the group of its folder's owner may reach.
    ///
    /// @param users whose connections are taken; others are closed at once
    public GuardSocket(Path file, Set<String> users, Guard guard) throws IOException {
        this.file = file;
        this.users = Set.copyOf(users);
        this.guard = guard;
        Files.deleteIfExists(file);
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(file));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        this.thread = Thread.ofPlatform().name("guard-socket").daemon().start(this::listen);
    }

    private void listen() {
        while (!closed) {
            try {
                SocketChannel channel = server.accept();
                UnixDomainPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
                if (!users.contains(peer.user().getName())) {
                    LOG.warn("{} is not the agent and gets no answer", peer.user());
                    channel.close();
                    continue;
                }
                serve(new LocalLine(channel));
            } catch (IOException e) {
                if (!closed) {
                    LOG.warn("the socket of the guard: {}", e.getMessage());
                }
            }
        }
    }

    private void serve(LocalLine newest) throws IOException {
        LocalLine before = line;
        line = newest;
        if (before != null) {
            before.close();
        }
        LOG.info("the agent is here");
        Thread.ofPlatform().name("guard-hears").daemon().start(() -> hear(newest));
        Thread.ofPlatform().name("guard-tells").daemon().start(() -> tell(newest));
    }

    private void hear(LocalLine from) {
        try (from) {
            for (var said = from.read(); said != null; said = from.read()) {
                hear(said);
            }
            LOG.info("the agent is gone");
        } catch (IOException | Unreadable e) {
            if (line == from && !closed) {
                LOG.warn("the agent is not understood: {}", e.getMessage());
            }
        }
    }

    private void hear(Map<String, @Nullable Object> said) throws Unreadable {
        if (said.get("allowance") instanceof Map<?, ?> allowance
                && said.get("now") instanceof String now) {
            guard.allow(Allowance.read(allowance), Times.read("now", now));
        } else if (said.get("kept") instanceof Long seq
                && said.get("boot") instanceof String boot) {
            guard.taken(boot, seq);
        }
    }

    private void tell(LocalLine to) {
        GuardMemory.Numbered told = null;
        try {
            while (line == to && !closed) {
                GuardMemory.Numbered next = guard.behind(told, BEAT);
                if (next == null) {
                    to.write(Map.of("alive", Map.of()));
                } else {
                    to.write(
                            Map.of(
                                    "decision", next.decision().members(),
                                    "seq", next.seq(),
                                    "boot", next.boot()));
                    told = next;
                }
            }
        } catch (IOException e) {
            LOG.debug("the agent hears no more", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
        LocalLine last = line;
        if (last != null) {
            last.close();
        }
        Files.deleteIfExists(file);
        thread.interrupt();
    }
}
