package sekisho.sensor.feed.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.sensor.feed.FakeJournal;
import sekisho.sensor.feed.Written;
import sekisho.site.Cardholders;
import sekisho.site.Observation;
import sekisho.site.SourceId;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

class WebhookSensorTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Instant NOW = Instant.parse("2026-11-21T01:00:00Z");

    @TempDir private Path folder;

    private final FakeJournal journal = new FakeJournal();
    private final List<WebhookSensor> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(WebhookSensor::stop);
    }

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void entersOnceWhatIsPostedTwiceOverARestart() throws Exception {
        var sensor = start("standard");
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer = post(sensor, "msg_1", opened());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"facts\":1,\"ignored\":0,\"unread\":0}");
        }
        sensor.stop();
        assertThat(post(start("standard"), "msg_1", opened()).statusCode()).isEqualTo(200);
        assertThat(journal.facts(Observation.DoorOpened.class)).hasSize(1);
        assertThat(post(started.getLast(), "msg_2", opened()).statusCode()).isEqualTo(200);
        assertThat(journal.facts(Observation.DoorOpened.class)).hasSize(2);
    }

    @Test
    void saysThatItIsToBeSentAgainWhileNothingIsRecorded() throws Exception {
        var sensor = start("standard");
        journal.full(true);
        HttpResponse<String> refused = post(sensor, "msg_1", opened());
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(refused.body()).contains("the disk is full").contains("send it again");
        journal.full(false);
        while (post(sensor, "msg_1", opened()).statusCode() == 503) {
            Thread.onSpinWait();
        }
        assertThat(journal.facts(Observation.DoorOpened.class)).hasSize(1);
    }

    @Test
    void refusesWhatIsNotGenuineAndTellsOfIt() throws Exception {
        var sensor = start("standard");
        Files.writeString(folder.resolve("secrets"), "whsec_b3RoZXI=\n");
        HttpResponse<String> refused = post(sensor, "msg_1", opened());
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("not-genuine").contains("sign the bytes");
        var noise = journal.await(Observation.SourceNoise.class, _ -> true);
        assertThat(noise.source()).isEqualTo(new SourceId("desk-system"));
        assertThat(noise.sample()).isNull();
        assertThat(journal.facts(Observation.DoorOpened.class)).isEmpty();
    }

    @Test
    void takesANewSecretWithoutARestart() throws Exception {
        var sensor = start("standard");
        Files.writeString(folder.resolve("secrets"), "whsec_bmV3\nwhsec_c2VjcmV0\n");
        assertThat(post(sensor, "msg_1", opened()).statusCode()).isEqualTo(200);
    }

    @Test
    void entersEveryPieceOfABodyAndCountsThem() throws Exception {
        var sensor = start("standard");
        String body = opened() + "\nhello\n" + opened().replace("main", "rear");
        HttpResponse<String> answer = post(sensor, "msg_1", body);
        assertThat(answer.body()).isEqualTo("{\"facts\":2,\"ignored\":0,\"unread\":1}");
        post(sensor, "msg_1", body);
        assertThat(journal.entries()).hasSize(3);
    }

    @Test
    void knowsAMessageByItsOwnFieldsWhereTheyAreNamed() throws Exception {
        var sensor = start("token\n      identity: [/id]");
        for (int i = 0; i < 2; i++) {
            String body = "{\"id\":7," + opened().substring(1);
            assertThat(send(sensor, "desk-system", body, "Authorization", "Bearer whsec_c2VjcmV0"))
                    .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        }
        assertThat(journal.facts(Observation.DoorOpened.class)).hasSize(1);
    }

    @Test
    void saysWhatToDoInsteadOfWhatWasDoneWrongly() throws Exception {
        var sensor = start("standard");
        assertThat(send(sensor, "nobody", "{}").statusCode()).isEqualTo(404);
        assertThat(send(sensor, "desk-system", "{}").body()).contains("webhook-id");
        String large = "x".repeat(WebhookSensor.BODY_MAX + 1);
        assertThat(send(sensor, "desk-system", large).statusCode()).isEqualTo(413);
        HttpRequest get = HttpRequest.newBuilder(uri(sensor, "desk-system")).build();
        assertThat(CLIENT.send(get, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
        assertThat(journal.facts(Observation.DoorOpened.class)).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithItsPartOfTheSiteFile() throws Exception {
        secrets();
        Files.setPosixFilePermissions(
                folder.resolve("secrets"), PosixFilePermissions.fromString("rw-r--r--"));
        String yaml =
                """
                webhook:
                  listen: 0.0.0.0:8444
                  senders:
                    - id: a
                      signed: token
                      secrets: nowhere
                    - id: b
                      signed: somehow
                      secrets: secrets
                      each: events
                """;
        assertThat(Written.faults(folder.resolve("site.yaml"), yaml, WebhookPart::read))
                .anyMatch(one -> one.contains(":5:") && one.contains("clear text"))
                .anyMatch(one -> one.contains(":6:") && one.contains("there is no file"))
                .anyMatch(one -> one.contains(":8:") && one.contains("standard"))
                .anyMatch(one -> one.contains(":9:") && one.contains("chmod 600"))
                .anyMatch(one -> one.contains(":10:") && one.contains("JSON pointer"));
    }

    private WebhookSensor start(String signed) throws Exception {
        secrets();
        String yaml =
                """
                webhook:
                  listen: 127.0.0.1:0
                  senders:
                    - id: desk-system
                      secrets: secrets
                      signed: %s
                """
                        .formatted(signed);
        WebhookConfig config =
                Written.read(
                        folder.resolve("site.yaml"), yaml, WebhookPart::read, WebhookConfig.class);
        var sensor =
                new WebhookSensor(config, new Cardholders(List.of()), folder, VERTX, () -> NOW);
        sensor.start(journal);
        started.add(sensor);
        return sensor;
    }

    private void secrets() throws Exception {
        Path file = folder.resolve("secrets");
        Files.writeString(file, "# of the desk\nwhsec_c2VjcmV0\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static HttpResponse<String> post(WebhookSensor sensor, String id, String body)
            throws Exception {
        String stamp = Long.toString(NOW.getEpochSecond());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signature =
                mac.doFinal((id + "." + stamp + "." + body).getBytes(StandardCharsets.UTF_8));
        return send(
                sensor,
                "desk-system",
                body,
                "webhook-id",
                id,
                "webhook-timestamp",
                stamp,
                "webhook-signature",
                "v1," + Base64.getEncoder().encodeToString(signature));
    }

    private static HttpResponse<String> send(
            WebhookSensor sensor, String sender, String body, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(sensor, sender))
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(WebhookSensor sensor, String sender) {
        return URI.create("http://127.0.0.1:" + sensor.port() + "/hooks/" + sender);
    }

    private static String opened() {
        return "{\"type\":\"door.opened\",\"at\":\"2026-11-21T10:00:00+09:00\","
                + "\"zone\":\"room\",\"door\":\"main\"}";
    }
}
