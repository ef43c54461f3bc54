package sekisho.edge;

import org.jspecify.annotations.Nullable;

import sekisho.site.MachineId;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/// Gives agents their certificates: the first one for a token, later ones for the one before. It
/// blocks; not for an event loop.
final class Registrar {
    private final StationKey key;
    private final Admission admission;
    private final Invitations invitations;
    private final Duration valid;

    /// What was given, or why nothing was.
    sealed interface Outcome {
        record Issued(MachineId machine, ZoneId zone, String by, X509Certificate certificate)
                implements Outcome {
            SourceId agent() {
                return AgentConfig.source(machine);
            }
        }

        record Refused(Answer.Refused answer) implements Outcome {}
    }

    Registrar(StationKey key, Admission admission, Invitations invitations, Duration valid) {
        this.key = key;
        this.admission = admission;
        this.invitations = invitations;
        this.valid = valid;
    }

    /// @param request PKCS #10 in base64
    Outcome enrol(String secret, String request, Instant now) throws IOException {
        Invitations.Invitation invitation = invitations.take(secret, now);
        if (invitation == null) {
            return refused(
                    Answer.Code.WRONG_TOKEN,
                    "the token is not this station's, was used, or is too old: let the station"
                            + " print another one (sekisho agent invite)");
        }
        ZoneId zone = admission.zone(invitation.machine());
        if (zone == null) {
            return refused(
                    Answer.Code.NOT_IN_PLAN,
                    "the plan of the site has no machine "
                            + invitation.machine()
                            + ": add it under machines");
        }
        return issued(invitation.machine(), zone, invitation.by(), request, now);
    }

    /// @param request PKCS #10 in base64
    Outcome renew(Hello agent, String request, Instant now) throws IOException {
        return issued(agent.machine(), agent.zone(), agent.agent().value(), request, now);
    }

    private Outcome issued(MachineId machine, ZoneId zone, String by, String request, Instant now)
            throws IOException {
        byte[] der = bytes(request);
        try {
            if (der == null) {
                throw new GeneralSecurityException("the request is not base64");
            }
            X509Certificate given = key.issue(der, AgentConfig.source(machine), now, valid);
            return new Outcome.Issued(machine, zone, by, given);
        } catch (GeneralSecurityException e) {
            return refused(Answer.Code.UNREADABLE, String.valueOf(e.getMessage()));
        }
    }

    private static byte @Nullable [] bytes(String request) {
        try {
            return Base64.getDecoder().decode(request);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Outcome refused(Answer.Code code, String reason) {
        return new Outcome.Refused(new Answer.Refused(code, reason));
    }
}
