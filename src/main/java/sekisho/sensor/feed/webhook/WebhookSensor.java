package sekisho.sensor.feed.webhook;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.sensor.Sensor;
import sekisho.sensor.feed.Delivery;
import sekisho.sensor.feed.JsonBody;
import sekisho.sensor.feed.Message;
import sekisho.sensor.feed.Reception;
import sekisho.sensor.feed.TlsFiles;
import sekisho.site.Cardholders;
import sekisho.site.Intake;
import sekisho.site.SourceId;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Takes webhooks: each sender posts to `/hooks/<id>` and signs what it posts.
///
/// It is answered with 200 when everything in the request is durable; with 503 while nothing can be
/// recorded, so that it sends it again; with 4xx when that would be of no use, and why.
public final class WebhookSensor implements Sensor {
    /// No delivery of the systems that we know comes near it.
    static final int BODY_MAX = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(WebhookSensor.class);
    private static final SourceId ID = new SourceId("webhook");
    private static final String PATH = "/hooks/";
    private static final int IDLE_SECONDS = 60;

    private final WebhookConfig config;
    private final Map<String, WebhookConfig.From> senders = new HashMap<>();
    private final Reception reception;
    private final Vertx vertx;
    private final InstantSource clock;
    private @Nullable HttpServer server;

    /// @param people who holds which credential
    /// @param state the folder that remembers which messages came
    public WebhookSensor(
            WebhookConfig config,
            Cardholders people,
            Path state,
            Vertx vertx,
            InstantSource clock) {
        this.config = config;
        config.senders().forEach(one -> senders.put(PATH + one.sender().id().value(), one));
        this.reception =
                new Reception(
                        ID,
                        config.senders().stream().map(WebhookConfig.From::sender).toList(),
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

    /// @throws IllegalStateException when the address can't be had
    @Override
    public synchronized void start(Intake intake) {
        reception.start(intake, () -> {});
        HttpServer starting = vertx.createHttpServer(options()).requestHandler(this::received);
        server = starting;
        try {
            starting.listen(config.listen().port(), config.listen().host())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(1, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException e) {
            stop();
            throw new IllegalStateException(
                    "can't take webhooks at %s: %s".formatted(config.listen(), e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
            throw new IllegalStateException("interrupted while starting to listen", e);
        }
        LOG.info("webhooks are taken at {}", config.listen());
    }

    private HttpServerOptions options() {
        var options =
                new HttpServerOptions()
                        .setIdleTimeout(IDLE_SECONDS)
                        .setIdleTimeoutUnit(TimeUnit.SECONDS);
        TlsFiles tls = config.tls();
        if (tls != null) {
            options.setSsl(true).setKeyCertOptions(tls.identity());
            if (tls.trusted() != null) {
                options.setClientAuth(ClientAuth.REQUIRED).setTrustOptions(tls.trust());
            }
        }
        return options;
    }

    @Override
    public synchronized void stop() {
        HttpServer ending = server;
        server = null;
        reception.stop();
        if (ending != null) {
            ending.close();
        }
    }

    /// The port it listens at; only while it does.
    synchronized int port() {
        return server == null ? 0 : server.actualPort();
    }

    private void received(HttpServerRequest request) {
        WebhookConfig.From sender = senders.get(request.path());
        HttpServerResponse response = request.response();
        if (sender == null) {
            reception.odd(null, "path", "a request came for no sender of the site file", null);
            answer(
                    response,
                    WebhookAnswer.refused(
                            404,
                            "no-such-sender",
                            "post to /hooks/ and the sender's id in the site file"));
        } else if (!request.method().equals(HttpMethod.POST)) {
            answer(response, WebhookAnswer.refused(405, "method", "use POST"));
        } else if (reception.isFull()) {
            answer(response, WebhookAnswer.later("too much waits to be recorded"));
        } else {
            readBody(request, sender);
        }
    }

    private void readBody(HttpServerRequest request, WebhookConfig.From sender) {
        Buffer body = Buffer.buffer();
        request.handler(piece -> {
            if (body.length() <= BODY_MAX) {
                body.appendBuffer(piece);
            }
        });
        Context context = vertx.getOrCreateContext();
        request.endHandler(_ -> {
            if (body.length() > BODY_MAX) {
                reception.odd(sender.sender().id(), "size", "a body was too large", null);
                answer(
                        request.response(),
                        WebhookAnswer.refused(
                                413,
                                "too-large",
                                "send at most %d bytes at once".formatted(BODY_MAX)));
                return;
            }
            // Files are read here, which no event loop may wait for.
            Thread.ofVirtual()
                    .name("webhook")
                    .start(() -> judge(sender, request, body.getBytes(), context));
        });
    }

    private void judge(
            WebhookConfig.From sender, HttpServerRequest request, byte[] body, Context context) {
        SourceId id = sender.sender().id();
        Signature.Verdict verdict;
        try {
            verdict =
                    sender.signature()
                            .judge(
                                    request.headers()::get,
                                    body,
                                    sender.secrets().read(),
                                    clock.instant());
        } catch (IOException e) {
            LOG.error("requests of {} can't be judged: {}", id, e.getMessage());
            reception.odd(id, "secrets", "its secrets can't be read", null);
            answer(
                    context,
                    request,
                    WebhookAnswer.later("the station can't read the secrets of this sender"));
            return;
        }
        switch (verdict) {
            case Signature.Verdict.Refused(String reason) -> {
                LOG.warn("a request for {} was refused: {}", id, reason);
                reception.odd(id, "signature", "a request was refused: " + reason, null);
                answer(context, request, WebhookAnswer.refused(401, "not-genuine", reason));
            }
            case Signature.Verdict.Genuine(String delivery) ->
                    reception.take(
                            new Delivery(
                                    id,
                                    messages(sender, body, delivery),
                                    false,
                                    settled ->
                                            answer(context, request, WebhookAnswer.of(settled))));
        }
    }

    private static List<Message> messages(
            WebhookConfig.From sender, byte[] body, @Nullable String delivery) {
        List<Message> messages = new ArrayList<>();
        for (JsonBody.Piece piece : JsonBody.pieces(body, sender.each())) {
            String own = piece.fields() == null ? null : sender.identity().of(piece.fields());
            String byRequest = delivery == null ? null : delivery + '#' + messages.size();
            messages.add(piece.message(own == null ? byRequest : "own:" + own));
        }
        return messages;
    }

    private static void answer(Context context, HttpServerRequest request, WebhookAnswer answer) {
        context.runOnContext(_ -> answer(request.response(), answer));
    }

    private static void answer(HttpServerResponse response, WebhookAnswer answer) {
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(answer.status())
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .putHeader("Cache-Control", "no-store");
        if (answer.retryAfter() != null) {
            response.putHeader("Retry-After", answer.retryAfter().toString());
        }
        response.end(answer.body());
    }
}
