package sekisho.sensor.feed.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sekisho.sensor.feed.webhook.Signature.Form;
import sekisho.sensor.feed.webhook.Signature.Verdict;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class SignatureTest {
    /// The example that the libraries of Standard Webhooks are tested with.
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final Instant SENT = Instant.ofEpochSecond(1614265330);
    private static final byte[] BODY = bytes("{\"test\": 2432232314}");
    private static final Map<String, String> HEADERS =
            Map.of(
                    "webhook-id",
                    "msg_p5jXN8AQM9LWM0D4loKWxJek",
                    "webhook-timestamp",
                    "1614265330",
                    "webhook-signature",
                    "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

    private static final Signature STANDARD = signature(Form.STANDARD, "");

    @Test
    void knowsAStandardWebhook() {
        assertThat(judge(STANDARD, HEADERS, BODY, SECRET))
                .isEqualTo(new Verdict.Genuine("msg_p5jXN8AQM9LWM0D4loKWxJek"));
    }

    @Test
    void knowsItBySecretsOldAndNewAndBySignaturesOldAndNew() {
        assertThat(judge(STANDARD, HEADERS, BODY, "whsec_bmV3", SECRET))
                .isInstanceOf(Verdict.Genuine.class);
        assertThat(
                        judge(
                                STANDARD,
                                with(
                                        "webhook-signature",
                                        "v1a,xx v1,%% v1,AAAA v1,g0hM9SsE+OTPJT"
                                                + "Gt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
                                BODY,
                                SECRET))
                .isInstanceOf(Verdict.Genuine.class);
    }

    @Test
    void refusesWhateverWasChanged() {
        for (int i = 0; i < BODY.length; i++) {
            byte[] changed = BODY.clone();
            changed[i] ^= 1;
            assertThat(judge(STANDARD, HEADERS, changed, SECRET))
                    .isInstanceOf(Verdict.Refused.class);
        }
        assertThat(judge(STANDARD, with("webhook-id", "msg_other"), BODY, SECRET))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(judge(STANDARD, with("webhook-timestamp", "1614265331"), BODY, SECRET))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(judge(STANDARD, HEADERS, BODY, "whsec_bmV3"))
                .isInstanceOf(Verdict.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-id", "webhook-timestamp", "webhook-signature"})
    void saysWhichHeadersItNeeds(String missing) {
        Map<String, String> headers = new HashMap<>(HEADERS);
        headers.remove(missing);
        assertThat(judge(STANDARD, headers, BODY, SECRET))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).contains(missing));
    }

    @Test
    void refusesARequestThatIsReplayedTooLate() {
        for (int seconds : new int[] {-301, -300, 0, 300, 301}) {
            Verdict verdict =
                    STANDARD.judge(HEADERS::get, BODY, List.of(SECRET), SENT.plusSeconds(seconds));
            assertThat(verdict instanceof Verdict.Genuine)
                    .as("%d s", seconds)
                    .isEqualTo(Math.abs(seconds) <= 300);
        }
    }

    /// The example of GitHub's documentation.
    @Test
    void knowsASignatureOverTheBodyAlone() {
        Signature overBody = signature(Form.BODY, "X-Hub-Signature-256");
        String hex = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
        byte[] hello = bytes("Hello, World!");
        for (String value : List.of("sha256=" + hex, hex)) {
            assertThat(
                            judge(
                                    overBody,
                                    Map.of("x-hub-signature-256", value),
                                    hello,
                                    "It's a Secret to Everybody"))
                    .isInstanceOf(Verdict.Genuine.class);
        }
        for (String value : List.of("sha256=" + hex.replace('7', '8'), "sha256=", "sha1=x", "")) {
            assertThat(
                            judge(
                                    overBody,
                                    Map.of("x-hub-signature-256", value),
                                    hello,
                                    "It's a Secret to Everybody"))
                    .isInstanceOf(Verdict.Refused.class);
        }
    }

    @Test
    void knowsAStampedSignature() {
        Signature stamped = signature(Form.STAMPED, "Signature");
        // printf '1614265330.{"test": 2432232314}' | openssl dgst -sha256 -hmac secret
        String hex = "d0c5e92cbfd6a4ad865333d1e79ed52ba82849d84281eff5e3c3233e92439630";
        assertThat(
                        judge(
                                stamped,
                                Map.of("signature", "t=1614265330,v1=00,v1=" + hex),
                                BODY,
                                "secret"))
                .isInstanceOf(Verdict.Genuine.class);
        assertThat(judge(stamped, Map.of("signature", "t=1614265331,v1=" + hex), BODY, "secret"))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void knowsABearerByItsToken() {
        Signature token = signature(Form.TOKEN, "");
        assertThat(judge(token, Map.of("authorization", "bearer abc"), BODY, "old", "abc"))
                .isEqualTo(new Verdict.Genuine(null));
        for (String value : List.of("Bearer abcd", "Bearer ", "Basic abc", "abc")) {
            assertThat(judge(token, Map.of("authorization", value), BODY, "abc"))
                    .isInstanceOf(Verdict.Refused.class);
        }
    }

    private static Verdict judge(
            Signature signature, Map<String, String> headers, byte[] body, String... secrets) {
        return signature.judge(headers::get, body, List.of(secrets), SENT);
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> headers = new HashMap<>(HEADERS);
        headers.put(name, value);
        return headers;
    }

    private static Signature signature(Form form, String header) {
        return new Signature(form, header, Duration.ofMinutes(5));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
