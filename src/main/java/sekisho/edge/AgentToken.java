package sekisho.edge;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// What a machine is enrolled by, once: a secret that makes the station believe it, and the
/// fingerprint by which it knows the station. As text `sk1.<secret>.<fingerprint>`.
///
/// Whoever has it before it is used, and within its time, can be the agent of the machine for which
/// it was made. It opens nothing else.
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
                    "this is no token: it has the form sk1.<secret>.<fingerprint>, as sekisho agent"
                            + " invite prints it");
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

    /// SHA-256 in hexadecimal; of a certificate in DER, its fingerprint.
    static String fingerprint(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// The text to hand out.
    public String text() {
        return "sk1." + secret + '.' + fingerprint;
    }

    /// Without the secret, so that it can't slip into a log.
    @Override
    public String toString() {
        return "AgentToken[station " + fingerprint + ']';
    }
}
