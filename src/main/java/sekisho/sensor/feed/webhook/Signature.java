package sekisho.sensor.feed.webhook;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Whether a request comes from whoever has the secret. Pure; a signature is compared in the same
/// time whether it is nearly right or not.
///
/// @param form which of the usual forms
/// @param header that carries it; not for [Form#STANDARD] and [Form#TOKEN]
/// @param tolerance how old a signed request may be, and how far ahead
record Signature(Form form, String header, Duration tolerance) {

    /// How a request is signed.
    enum Form {
        /// Standard Webhooks: `webhook-id`, `webhook-timestamp` and `webhook-signature`, over all
        /// three and the body.
        STANDARD,
        /// `t=<seconds>,v1=<hexadecimal>` in one header, over `<seconds>.<body>`.
        STAMPED,
        /// `sha256=<hexadecimal>` in one header, over the body alone.
        BODY,
        /// Not signed: `Authorization: Bearer <secret>`.
        TOKEN
    }

    /// What is to be thought of a request.
    sealed interface Verdict {
        /// It is genuine.
        ///
        /// @param delivery the same when the request is made again; null: nothing tells it
        record Genuine(@Nullable String delivery) implements Verdict {}

        /// It is not, or nobody can tell.
        ///
        /// @param reason what is wrong, and what would be right
        record Refused(String reason) implements Verdict {}
    }

    /// Judges a request.
    ///
    /// @param headers their values by their lower-case names
    Verdict judge(
            Function<String, @Nullable String> headers,
            byte[] body,
            List<String> secrets,
            Instant now) {
        return switch (form) {
            case STANDARD -> standard(headers, body, secrets, now);
            case STAMPED -> stamped(headers, body, secrets, now);
            case BODY -> overBody(headers, body, secrets);
            case TOKEN -> token(headers, secrets);
        };
    }

    private Verdict standard(
            Function<String, @Nullable String> headers,
            byte[] body,
            List<String> secrets,
            Instant now) {
        String id = headers.apply("webhook-id");
        String stamp = headers.apply("webhook-timestamp");
        String signatures = headers.apply("webhook-signature");
        if (id == null || stamp == null || signatures == null) {
            return new Verdict.Refused(
                    "send the headers webhook-id, webhook-timestamp and webhook-signature");
        }
        byte[] signed = then(id + '.' + stamp + '.', body);
        for (String one : signatures.split(" ", -1)) {
            if (one.startsWith("v1,")
                    && matches(base64(one.substring(3)), signed, secrets, Signature::key)) {
                return inTime(stamp, now, id);
            }
        }
        return wrong();
    }

    private Verdict stamped(
            Function<String, @Nullable String> headers,
            byte[] body,
            List<String> secrets,
            Instant now) {
        String value = headers.apply(header.toLowerCase(Locale.ROOT));
        if (value == null) {
            return new Verdict.Refused("send the header " + header + ": t=…,v1=…");
        }
        String stamp = "";
        for (String one : value.split(",", -1)) {
            stamp = one.strip().startsWith("t=") ? one.strip().substring(2) : stamp;
        }
        byte[] signed = then(stamp + '.', body);
        for (String one : value.split(",", -1)) {
            if (one.strip().startsWith("v1=")
                    && matches(hex(one.strip().substring(3)), signed, secrets, Signature::bytes)) {
                return inTime(stamp, now, stamp + '.' + digest(body));
            }
        }
        return wrong();
    }

    private Verdict overBody(
            Function<String, @Nullable String> headers, byte[] body, List<String> secrets) {
        String value = headers.apply(header.toLowerCase(Locale.ROOT));
        if (value == null) {
            return new Verdict.Refused("send the header " + header + ": sha256=…");
        }
        String hex = value.startsWith("sha256=") ? value.substring(7) : value;
        return matches(hex(hex), body, secrets, Signature::bytes)
                ? new Verdict.Genuine(digest(body))
                : wrong();
    }

    private static Verdict token(Function<String, @Nullable String> headers, List<String> secrets) {
        String value = headers.apply("authorization");
        if (value == null || !value.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return new Verdict.Refused("send the header Authorization: Bearer …");
        }
        boolean known = false;
        for (String secret : secrets) {
            known |= MessageDigest.isEqual(bytes(secret), bytes(value.substring(7).strip()));
        }
        return known
                ? new Verdict.Genuine(null)
                : new Verdict.Refused("the token is not that of this sender");
    }

    private Verdict inTime(String stamp, Instant now, String delivery) {
        try {
            Instant sent = Instant.ofEpochSecond(Long.parseLong(stamp));
            if (Duration.between(sent, now).abs().compareTo(tolerance) <= 0) {
                return new Verdict.Genuine(delivery);
            }
        } catch (NumberFormatException | DateTimeException | ArithmeticException _) {
            // It was signed, and says no time all the same.
        }
        return new Verdict.Refused(
                ("its timestamp is not within %s of the station's clock: sign it anew, and set"
                                + " both clocks")
                        .formatted(tolerance));
    }

    private static Verdict wrong() {
        return new Verdict.Refused(
                "the signature fits none of the secrets: sign the bytes of the body as they are"
                        + " sent");
    }

    private static boolean matches(
            byte[] given, byte[] signed, List<String> secrets, Function<String, byte[]> key) {
        boolean matches = false;
        for (String secret : secrets) {
            matches |= MessageDigest.isEqual(hmac(key.apply(secret), signed), given);
        }
        return matches;
    }

    private static byte[] hmac(byte[] key, byte[] signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC with SHA-256", e);
        }
    }

    /// Standard Webhooks writes keys in base64 behind `whsec_`; without that, it is the text.
    private static byte[] key(String secret) {
        return secret.startsWith("whsec_") ? base64(secret.substring(6)) : bytes(secret);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] then(String head, byte[] body) {
        byte[] first = bytes(head);
        byte[] both = java.util.Arrays.copyOf(first, first.length + body.length);
        System.arraycopy(body, 0, both, first.length, body.length);
        return both;
    }

    /// Nothing, where it is no base64: that is no signature of anything.
    private static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return new byte[] {0};
        }
    }

    private static byte[] hex(String text) {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException _) {
            return new byte[] {0};
        }
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
