package sekisho.edge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// What an agent is handed: a secret that makes the station believe the agent, and the fingerprint
/// by which the agent knows the station. As text `sk1.<secret>.<fingerprint>`.
///
/// Whoever has it can pretend to be an agent: report media that nobody plugged in, and keep the
/// real agent off its link by taking its place (which is journalled). It opens nothing else.
///
/// @param secret 32 random bytes as base64url without padding
/// @param fingerprint SHA-256 of the station's certificate, 64 lower-case hexadecimal digits
public record AgentToken(String secret, String fingerprint) {
    private static final Pattern FORM =
            Pattern.compile("sk1\\.([A-Za-z0-9_-]{43})\\.([0-9a-f]{64})");

    /// Reads the text, with blanks and line ends around it allowed.
    ///
    /// @throws IllegalArgumentException when it is not one; the message never repeats the text
    public static AgentToken parse(String text) {
        var parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "this is no agent token: it has the form sk1.<secret>.<fingerprint>, as the"
                            + " station wrote it into its token file");
        }
        return new AgentToken(parts.group(1), parts.group(2));
    }

    /// A new secret for a station with this fingerprint.
    static AgentToken create(String fingerprint) {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return new AgentToken(
                Base64.getUrlEncoder().withoutPadding().encodeToString(secret), fingerprint);
    }

    /// The fingerprint of a certificate, given as DER.
    static String fingerprint(byte[] certificate) {
        return HexFormat.of().formatHex(sha256(certificate));
    }

    /// The text to hand out.
    public String text() {
        return "sk1." + secret + '.' + fingerprint;
    }

    /// Whether this is the secret, found out in a time that does not depend on where they differ.
    boolean isSecret(String claimed) {
        return MessageDigest.isEqual(
                sha256(secret.getBytes(StandardCharsets.UTF_8)),
                sha256(claimed.getBytes(StandardCharsets.UTF_8)));
    }

    /// Without the secret, so that it can't slip into a log.
    @Override
    public String toString() {
        return "AgentToken[station " + fingerprint + ']';
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
