package sekisho.edge;

import org.jspecify.annotations.Nullable;

import sekisho.site.MachineId;
import sekisho.site.Site;
import sekisho.site.ZoneId;

import java.security.cert.X509Certificate;
import java.time.Instant;

/// Whether an agent may hand in facts: its certificate is the one that the station has given it and
/// not taken back, the plan of the site has its machine where it says it stands, and its name is
/// that machine's, so that it can't speak for others.
record Admission(StationKey key, AgentBook book, Site site) {
    private static final String AGAIN =
            "; enrol the machine again (sekisho agent invite, then sekisho agent enroll)";

    /// Null when it may; otherwise the answer that says why not.
    Answer.@Nullable Refused refusal(
            Hello hello, @Nullable X509Certificate certificate, Instant now) {
        if (certificate == null || !key.hasSigned(certificate)) {
            return new Answer.Refused(
                    Answer.Code.NOT_ENROLLED,
                    certificate == null
                            ? "the agent shows no certificate" + AGAIN
                            : "the agent's certificate is not this station's" + AGAIN);
        }
        Answer.Refused byCertificate = refusal(hello, AgentBook.serial(certificate));
        if (byCertificate != null) {
            return byCertificate;
        }
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            return new Answer.Refused(
                    Answer.Code.EXPIRED,
                    "the agent's certificate ended at "
                            + certificate.getNotAfter().toInstant()
                            + AGAIN);
        }
        return byPlan(hello);
    }

    private Answer.@Nullable Refused refusal(Hello hello, String serial) {
        AgentBook.Known known = book.get(hello.agent());
        if (known == null) {
            return new Answer.Refused(
                    Answer.Code.NOT_ENROLLED,
                    "the station does not know the agent " + hello.agent() + AGAIN);
        }
        if (known.revoked()) {
            return new Answer.Refused(
                    Answer.Code.REVOKED, "the agent's certificate was revoked" + AGAIN);
        }
        return serial.equals(known.serial()) || serial.equals(known.next())
                ? null
                : new Answer.Refused(
                        Answer.Code.SUPERSEDED,
                        "another certificate has taken the place of the agent's" + AGAIN);
    }

    private Answer.@Nullable Refused byPlan(Hello hello) {
        if (!hello.agent().equals(AgentConfig.source(hello.machine()))) {
            return notInPlan(
                    "the agent of machine "
                            + hello.machine()
                            + " is called "
                            + AgentConfig.source(hello.machine())
                            + ", not "
                            + hello.agent());
        }
        ZoneId zone = zone(hello.machine());
        if (zone == null) {
            return notInPlan(
                    "the plan of the site has no machine "
                            + hello.machine()
                            + ": add it under machines");
        }
        return zone.equals(hello.zone())
                ? null
                : notInPlan(
                        "machine "
                                + hello.machine()
                                + " stands in zone "
                                + zone
                                + " and not in "
                                + hello.zone()
                                + AGAIN);
    }

    /// Where a machine stands; null when the plan does not have it.
    @Nullable ZoneId zone(MachineId machine) {
        for (Site.Machine one : site.machines()) {
            if (one.id().equals(machine)) {
                return one.zone();
            }
        }
        return null;
    }

    private static Answer.Refused notInPlan(String reason) {
        return new Answer.Refused(Answer.Code.NOT_IN_PLAN, reason);
    }
}
