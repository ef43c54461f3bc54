package sekisho.edge;

import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.site.Deed;
import sekisho.site.Sighting;
import sekisho.site.SourceId;
import sekisho.site.json.Times;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Enrolments, renewals and revocations, each of them a deed. Belongs to the loop of its
/// [LinkLoop].
final class Certification {
    private static final Logger LOG = LoggerFactory.getLogger(Certification.class);

    private final Vertx vertx;
    private final LinkLoop loop;
    private final Roster roster;
    private final Registrar registrar;
    private final Revocations revocations;
    private final Duration valid;
    private final Set<SourceId> revoking = new HashSet<>();

    /// @param valid how long a certificate is
    Certification(
            Vertx vertx,
            LinkLoop loop,
            Roster roster,
            Registrar registrar,
            Revocations revocations,
            Duration valid) {
        this.vertx = vertx;
        this.loop = loop;
        this.roster = roster;
        this.registrar = registrar;
        this.revocations = revocations;
        this.valid = valid;
    }

    /// When an agent is to ask for its next certificate.
    Instant renewAt(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant().minus(valid.dividedBy(3));
    }

    /// A machine asks to be enrolled.
    void enrol(LinkSession session, String secret, String request) {
        vertx.executeBlocking(() -> registrar.enrol(secret, request, loop.now()))
                .onSuccess(outcome -> {
                    switch (outcome) {
                        case Registrar.Outcome.Refused(var answer) -> session.refuse(answer);
                        case Registrar.Outcome.Issued issued ->
                                enter(
                                        deed("agent.enrolled", issued),
                                        session,
                                        () -> enrolled(session, issued));
                    }
                })
                .onFailure(e -> {
                    LOG.error("an enrolment failed", e);
                    session.end("the station can't enrol");
                });
    }

    private void enrolled(LinkSession session, Registrar.Outcome.Issued issued) {
        SourceId agent = issued.agent();
        LinkSession before = roster.linked(agent);
        if (before != null) {
            before.end("the machine was enrolled again");
        }
        AgentBook.Known known = roster.known(agent);
        roster.remember(
                        agent,
                        AgentBook.Known.enrolled(
                                AgentBook.serial(issued.certificate()),
                                session.address(),
                                known != null && known.lost()))
                .onSuccess(_ ->
                        session.write(
                                new Answer.Enrolled(
                                        issued.machine(),
                                        issued.zone(),
                                        pem(issued.certificate()))))
                .onFailure(_ -> session.end("the station can't keep whom it enrols"));
    }

    /// An agent asks for its next certificate.
    void renew(LinkSession session, Hello hello, String request) {
        vertx.executeBlocking(() -> registrar.renew(hello, request, loop.now()))
                .onSuccess(outcome -> {
                    switch (outcome) {
                        case Registrar.Outcome.Refused(var answer) -> session.refuse(answer);
                        case Registrar.Outcome.Issued issued ->
                                enter(
                                        deed("agent.renewed", issued),
                                        session,
                                        () -> renewed(session, issued));
                    }
                })
                .onFailure(e -> LOG.error("a renewal failed", e));
    }

    private void renewed(LinkSession session, Registrar.Outcome.Issued issued) {
        AgentBook.Known known = roster.known(issued.agent());
        if (known != null && !known.revoked()) {
            roster.remember(issued.agent(), known.given(AgentBook.serial(issued.certificate())))
                    .onSuccess(_ -> session.renewed(pem(issued.certificate())));
        }
    }

    /// Carries out what `agent revoke` has left. Call it every second.
    void lookForRevocations() {
        vertx.executeBlocking(revocations::all)
                .onSuccess(all -> all.forEach(this::revoke))
                .onFailure(e -> loop.odd("revocation", String.valueOf(e.getMessage()), null));
    }

    private void revoke(Revocations.Revocation revocation) {
        SourceId agent = AgentConfig.source(revocation.machine());
        AgentBook.Known known = roster.known(agent);
        if (!revoking.add(agent)) {
            return;
        }
        if (known == null || known.revoked()) {
            forget(revocation, agent);
            return;
        }
        roster.remember(agent, known.asRevoked());
        LinkSession session = roster.linked(agent);
        if (session != null) {
            session.end("its certificate was revoked");
        }
        var deed =
                new Deed.DeedDone(
                        loop.now(),
                        "agent.revoked",
                        revocation.by(),
                        Map.of(
                                "agent", agent.value(),
                                "machine", revocation.machine().value(),
                                "serial", known.serial()));
        enter(deed, session, () -> roster.kept().onSuccess(_ -> forget(revocation, agent)));
    }

    private void forget(Revocations.Revocation revocation, SourceId agent) {
        vertx.executeBlocking(
                        () -> {
                            revocations.done(revocation);
                            return agent;
                        })
                .onComplete(_ -> revoking.remove(agent));
    }

    private Deed deed(String type, Registrar.Outcome.Issued issued) {
        return new Deed.DeedDone(
                loop.now(),
                type,
                issued.by(),
                Map.of(
                        "agent", issued.agent().value(),
                        "machine", issued.machine().value(),
                        "zone", issued.zone().value(),
                        "serial", AgentBook.serial(issued.certificate()),
                        "until", Times.write(issued.certificate().getNotAfter().toInstant())));
    }

    /// Enters a deed; what follows from it comes when it is durable.
    ///
    /// @param asking whose connection ends when it can't be recorded; null: nobody's
    private void enter(Deed deed, @Nullable LinkSession asking, Runnable then) {
        LOG.info("{}", deed);
        var once =
                loop.feed(
                        new IntakeFeed.Listener() {
                            @Override
                            public void durable(List<Sighting> batch) {
                                then.run();
                            }

                            @Override
                            public void failed(Throwable cause) {
                                LOG.error("{} can't be recorded", deed, cause);
                                if (asking != null) {
                                    asking.end("the station can't record");
                                }
                            }
                        });
        once.add(Sighting.of(deed));
        once.flush();
    }

    private static String pem(X509Certificate certificate) {
        try {
            return Pem.of(certificate);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate of our own can't be written", e);
        }
    }
}
