package sekisho.sensor.feed.mqtt;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import io.vertx.mqtt.messages.MqttConnAckMessage;
import io.vertx.mqtt.messages.MqttPublishMessage;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.sensor.Sensor;
import sekisho.sensor.feed.Delivery;
import sekisho.sensor.feed.Message;
import sekisho.sensor.feed.Reception;
import sekisho.site.Cardholders;
import sekisho.site.Intake;
import sekisho.site.SourceId;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Listens to one broker, in a session that the broker keeps: what is published while the station
/// is away waits there, and what was not acknowledged comes again.
///
/// A message is acknowledged when it is durable, in the order in which it came. While there is no
/// room the connection is given up: the broker holds everything until there is.
public final class MqttSensor implements Sensor {
    private static final Logger LOG = LoggerFactory.getLogger(MqttSensor.class);
    private static final int MESSAGE_MAX = 256 * 1024;
    private static final int AT_LEAST_ONCE = 1;
    private static final int REFUSED = 0x80;
    private static final int KEEP_ALIVE_SECONDS = 15;
    private static final int CONNECT_MS = 10_000;
    private static final long RETRY_FIRST_MS = 500;
    private static final long RETRY_MOST_MS = 30_000;

    private final MqttConfig config;
    private final MqttMessages messages;
    private final Reception reception;
    private final Vertx vertx;
    private final Context context;

    /// What follows belongs to the context.
    private @Nullable MqttClient client;

    private boolean stopping;
    private boolean subscribed;
    private boolean waitsForRoom;
    private long retryMs = RETRY_FIRST_MS;

    /// @param people who holds which credential
    /// @param state the folder that remembers which messages came
    public MqttSensor(
            MqttConfig config, Cardholders people, Path state, Vertx vertx, InstantSource clock) {
        this.config = config;
        this.messages = new MqttMessages(config.topics(), config.identity());
        this.reception = new Reception(id(), List.of(config.sender()), people, state, clock);
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
    }

    @Override
    public SourceId id() {
        return config.sender().id();
    }

    @Override
    public void start(Intake intake) {
        reception.start(intake, () -> context.runOnContext(_ -> roomAgain()));
        context.runOnContext(_ -> connect());
    }

    /// What was entered is acknowledged before the connection is closed.
    @Override
    public void stop() {
        reception.stop();
        var done = new java.util.concurrent.CompletableFuture<Void>();
        context.runOnContext(_ -> {
            stopping = true;
            MqttClient ending = client;
            client = null;
            if (ending == null || !ending.isConnected()) {
                done.complete(null);
            } else {
                ending.disconnect().onComplete(_ -> done.complete(null));
            }
        });
        try {
            done.get(5, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("{} did not hang up properly: {}", id(), e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void connect() {
        if (stopping || client != null) {
            return;
        }
        MqttClient connecting;
        try {
            connecting = MqttClient.create(vertx, options());
        } catch (IOException e) {
            failed("its password can't be read: " + e.getMessage());
            return;
        }
        client = connecting;
        connecting.publishHandler(message -> received(message, connecting));
        connecting.closeHandler(_ -> closed(connecting, "the broker hung up"));
        connecting.exceptionHandler(e -> LOG.info("{}: {}", id(), e.toString()));
        connecting
                .connect(config.broker().port(), config.broker().host())
                .onSuccess(answer -> connected(connecting, answer))
                .onFailure(e -> closed(connecting, String.valueOf(e.getMessage())));
    }

    private MqttClientOptions options() throws IOException {
        var options = new MqttClientOptions();
        options.setAutoAck(false);
        options.setClientId(config.client())
                .setCleanSession(false)
                .setKeepAliveInterval(KEEP_ALIVE_SECONDS)
                .setMaxMessageSize(MESSAGE_MAX);
        options.setConnectTimeout(CONNECT_MS);
        MqttConfig.Login login = config.login();
        if (login != null) {
            options.setUsername(login.user()).setPassword(login.password().read().getFirst());
        }
        MqttConfig.Tls tls = config.tls();
        if (tls != null) {
            options.setSsl(true).setHostnameVerificationAlgorithm("HTTPS");
            if (tls.trusted() != null) {
                options.setTrustOptions(
                        new PemTrustOptions().addCertPath(tls.trusted().toString()));
            }
            if (tls.certificate() != null && tls.key() != null) {
                options.setKeyCertOptions(
                        new PemKeyCertOptions()
                                .addCertPath(tls.certificate().toString())
                                .addKeyPath(tls.key().toString()));
            }
        }
        return options;
    }

    /// Whoever subscribes gets what is retained once more: in a session that the broker has kept,
    /// it is done once, because the site file may have changed.
    private void connected(MqttClient connected, MqttConnAckMessage answer) {
        retryMs = RETRY_FIRST_MS;
        if (answer.isSessionPresent() && subscribed) {
            up();
            return;
        }
        Map<String, Integer> wanted = new HashMap<>();
        config.topics().forEach(one -> wanted.put(one.subscription(), AT_LEAST_ONCE));
        connected.subscribeCompletionHandler(granted -> {
            if (granted.grantedQoSLevels().contains(REFUSED)) {
                LOG.error("{}: the broker refuses one of the topics {}", id(), wanted.keySet());
                reception.odd(
                        id(), "topic", "the broker lets us not listen to one of the topics", null);
            }
            subscribed = true;
            up();
        });
        connected
                .subscribe(wanted)
                .onFailure(e -> LOG.warn("{} can't subscribe: {}", id(), e.toString()));
    }

    private void up() {
        LOG.info("{} listens to {}", id(), config.broker());
        reception.connected(id());
    }

    private void closed(MqttClient gone, String reason) {
        if (client == gone) {
            client = null;
            failed(reason);
        }
    }

    private void failed(String reason) {
        if (stopping) {
            return;
        }
        LOG.warn("{} has no connection to {}: {}", id(), config.broker(), reason);
        reception.disconnected(id(), reason);
        if (!waitsForRoom) {
            vertx.setTimer(retryMs, _ -> context.runOnContext(_ -> connect()));
            retryMs = Math.min(2 * retryMs, RETRY_MOST_MS);
        }
    }

    private void roomAgain() {
        if (waitsForRoom) {
            waitsForRoom = false;
            connect();
        }
    }

    private void received(MqttPublishMessage message, MqttClient from) {
        context.runOnContext(_ -> {
            if (client != from || waitsForRoom) {
                return;
            }
            if (reception.isFull()) {
                waitsForRoom = true;
                from.disconnect();
                return;
            }
            Message read =
                    messages.read(
                            message.topicName(),
                            message.payload().getBytes(),
                            message.isRetain(),
                            message.isDup());
            reception.take(
                    new Delivery(id(), List.of(read), true, settled -> settled(settled, message)));
        });
    }

    private void settled(Delivery.Settled settled, MqttPublishMessage message) {
        if (settled instanceof Delivery.Settled.Durable) {
            context.runOnContext(_ -> acknowledge(message));
        }
    }

    /// On a connection that is gone it does nothing, and the broker sends the message again.
    private void acknowledge(MqttPublishMessage message) {
        try {
            message.ack();
        } catch (IllegalStateException e) {
            LOG.debug("{} could not acknowledge: {}", id(), e.toString());
        }
    }
}
