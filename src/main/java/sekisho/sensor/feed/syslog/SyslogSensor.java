package sekisho.sensor.feed.syslog;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.sensor.Sensor;
import sekisho.sensor.feed.Delivery;
import sekisho.sensor.feed.Message;
import sekisho.sensor.feed.Reception;
import sekisho.sensor.feed.TlsFiles;
import sekisho.sensor.feed.syslog.SyslogSenders.Origin;
import sekisho.site.Bytes;
import sekisho.site.Cardholders;
import sekisho.site.Intake;
import sekisho.site.SourceId;

import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Listens for syslog.
///
/// Syslog acknowledges nothing. While the station can't record, connections are not read, so that
/// their senders keep what they have; datagrams are kept as far as there is room, and beyond that
/// counted and told as a gap.
public final class SyslogSensor implements Sensor {
    private static final Logger LOG = LoggerFactory.getLogger(SyslogSensor.class);
    private static final SourceId ID = new SourceId("syslog");

    private static final int PATIENCE_SECONDS = 10;

    private final SyslogConfig config;
    private final SyslogSenders senders;
    private final Reception reception;
    private final Vertx vertx;
    private final InstantSource clock;
    private final List<NetServer> servers = new ArrayList<>();
    private final List<UdpReceiver> receivers = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final Set<NetSocket> connections = ConcurrentHashMap.newKeySet();

    /// @param people who holds which credential
    /// @param state the folder that remembers which messages came
    public SyslogSensor(
            SyslogConfig config, Cardholders people, Path state, Vertx vertx, InstantSource clock) {
        this.config = config;
        this.senders = new SyslogSenders(config.senders());
        this.reception =
                new Reception(
                        ID,
                        config.senders().stream().map(SyslogConfig.From::sender).toList(),
                        people,
                        state,
                        clock);
        this.vertx = vertx;
        this.clock = clock;
    }

    @Override
    public SourceId id() {
        return ID;
    }

    /// @throws IllegalStateException when an address can't be had
    @Override
    public synchronized void start(Intake intake) {
        reception.start(intake, () -> connections.forEach(NetSocket::resume));
        try {
            for (SyslogConfig.Listen one : config.listen()) {
                ports.add(one.transport() == SyslogConfig.Transport.UDP ? udp(one) : stream(one));
                LOG.info("syslog is listened for at {} {}", one.transport(), one.at());
            }
        } catch (IllegalStateException e) {
            stop();
            throw e;
        }
    }

    @Override
    public synchronized void stop() {
        servers.forEach(server -> end(server.close()));
        servers.clear();
        receivers.forEach(UdpReceiver::stop);
        receivers.clear();
        connections.clear();
        reception.stop();
    }

    /// The ports it listens at, in the order of the site file.
    public synchronized List<Integer> ports() {
        return List.copyOf(ports);
    }

    private int udp(SyslogConfig.Listen at) {
        var receiver =
                new UdpReceiver(
                        at.at(),
                        (bytes, from) -> received(bytes, new Origin(from, null)),
                        count ->
                                reception.missed(
                                        ID, count, "datagrams came faster than they were read"));
        receivers.add(receiver);
        return receiver.port();
    }

    private int stream(SyslogConfig.Listen at) {
        var options = new NetServerOptions().setTcpKeepAlive(true);
        TlsFiles tls = at.tls();
        if (tls != null) {
            options.setSsl(true).setKeyCertOptions(tls.identity());
            if (tls.trusted() != null) {
                options.setClientAuth(ClientAuth.REQUIRED).setTrustOptions(tls.trust());
            }
        }
        NetServer server = vertx.createNetServer(options).connectHandler(this::connected);
        servers.add(server);
        await(at, server.listen(at.at().port(), at.at().host()));
        return server.actualPort();
    }

    private static void await(SyslogConfig.Listen at, Future<?> listening) {
        try {
            listening.toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "can't listen for syslog at %s %s: %s"
                            .formatted(at.transport(), at.at(), e.getMessage()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting to listen", e);
        }
    }

    private static void end(Future<Void> closing) {
        try {
            closing.toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("syslog did not close properly: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void received(Bytes bytes, Origin origin) {
        SyslogSenders.Heard heard = senders.read(bytes, origin, clock.instant());
        if (heard == null) {
            refuse(origin, bytes);
        } else if (reception.isFull()) {
            reception.missed(heard.sender(), 1, "datagrams came while nothing could be recorded");
        } else {
            reception.take(new Delivery(heard.sender(), List.of(heard.message()), true, _ -> {}));
        }
    }

    private void connected(NetSocket socket) {
        Origin origin = new Origin(address(socket.remoteAddress()), certificate(socket));
        if (!senders.knows(origin)) {
            refuse(origin, Bytes.NONE);
            socket.close();
            return;
        }
        connections.add(socket);
        var framer = new SyslogFramer();
        socket.handler(bytes -> received(bytes, framer, origin, socket));
        socket.closeHandler(_ -> {
            connections.remove(socket);
            List<SyslogFramer.Framed> rest = new ArrayList<>();
            framer.end(rest::add);
            take(rest, origin);
        });
        socket.exceptionHandler(e -> LOG.info("{}: {}", origin.address(), e.toString()));
    }

    private void received(Buffer bytes, SyslogFramer framer, Origin origin, NetSocket socket) {
        List<SyslogFramer.Framed> framed = new ArrayList<>();
        framer.accept(bytes.getBytes(), framed::add);
        take(framed, origin);
        if (reception.isFull()) {
            socket.pause();
        }
    }

    private void take(List<SyslogFramer.Framed> framed, Origin origin) {
        Map<SourceId, List<Message>> bySender = new LinkedHashMap<>();
        for (SyslogFramer.Framed one : framed) {
            SyslogSenders.Heard heard =
                    switch (one) {
                        case SyslogFramer.Framed.Message(Bytes bytes) ->
                                senders.read(bytes, origin, clock.instant());
                        case SyslogFramer.Framed.Noise(Bytes bytes, String reason) ->
                                senders.unread(bytes, origin, reason);
                    };
            if (heard == null) {
                refuse(origin, bytes(one));
            } else {
                bySender.computeIfAbsent(heard.sender(), _ -> new ArrayList<>())
                        .add(heard.message());
            }
        }
        bySender.forEach((sender, messages) ->
                reception.take(new Delivery(sender, messages, true, _ -> {})));
    }

    private static Bytes bytes(SyslogFramer.Framed one) {
        return switch (one) {
            case SyslogFramer.Framed.Message(Bytes bytes) -> bytes;
            case SyslogFramer.Framed.Noise(Bytes bytes, _) -> bytes;
        };
    }

    private void refuse(Origin origin, Bytes bytes) {
        String reason =
                "a message came from %s, and no sender of the site file sends from there"
                        .formatted(origin.address().getHostAddress());
        LOG.debug("{}: {}", reason, bytes);
        reception.odd(null, "stranger", reason, null);
    }

    private static InetAddress address(SocketAddress address) {
        return InetAddress.ofLiteral(address.hostAddress());
    }

    private static @Nullable String certificate(NetSocket socket) {
        try {
            List<Certificate> shown = socket.isSsl() ? socket.peerCertificates() : List.of();
            if (shown == null || shown.isEmpty()) {
                return null;
            }
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(shown.getFirst().getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException | javax.net.ssl.SSLPeerUnverifiedException _) {
            return null;
        }
    }
}
