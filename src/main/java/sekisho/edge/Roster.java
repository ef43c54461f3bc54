package sekisho.edge;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.edge.seal.Seal;
import sekisho.site.Observation;
import sekisho.site.SourceId;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Which agents are linked, and what is odd about one that says it is such an agent. Belongs to the
/// loop of its [LinkLoop].
final class Roster {
    private static final Logger LOG = LoggerFactory.getLogger(Roster.class);

    /// A certificate that counts no more is told of once in so long, however often it is shown.
    private static final Duration AGAIN = Duration.ofHours(1);

    private record Reached(String boot, long seq) {}

    private final Vertx vertx;
    private final AgentBook book;
    private final Admission admission;
    private final Consumer<Observation> tell;
    private final InstantSource clock;
    private final Presence presence;
    private final Seals seals;

    private final Map<SourceId, LinkSession> linked = new HashMap<>();
    private final Map<SourceId, Instant> shown = new HashMap<>();
    private final Map<SourceId, Reached> reached = new HashMap<>();
    private final Map<SourceId, ClockWatch> clocks = new HashMap<>();

    /// The last write of the book; those before it are done by then.
    private Future<?> kept = Future.succeededFuture();

    /// @param tell records what the station notices about an agent
    Roster(
            Vertx vertx,
            AgentBook book,
            Seals seals,
            Admission admission,
            Consumer<Observation> tell,
            InstantSource clock) {
        this.vertx = vertx;
        this.book = book;
        this.seals = seals;
        this.admission = admission;
        this.tell = tell;
        this.clock = clock;
        this.presence = new Presence(tell);
        book.lost().forEach(presence::wasLost);
    }

    /// The connections of agents that have said who they are.
    List<LinkSession> linked() {
        return List.copyOf(linked.values());
    }

    /// The connection of an agent; null when it is not linked.
    @Nullable LinkSession linked(SourceId agent) {
        return linked.get(agent);
    }

    /// What is known of an agent; null when it has never been here.
    AgentBook.@Nullable Known known(SourceId agent) {
        return book.get(agent);
    }

    /// Complete when all that was remembered is on disk.
    Future<?> kept() {
        return Future.join(kept, seals.kept());
    }

    /// Null when an agent may hand in facts; otherwise the answer that says why not. A certificate
    /// of ours that counts no more should be nowhere: that it is shown is told.
    Answer.@Nullable Refused refusal(
            Hello hello, @Nullable X509Certificate certificate, String from) {
        Answer.Refused refusal = admission.refusal(hello, certificate, now());
        if (refusal != null
                && (refusal.code() == Answer.Code.REVOKED
                        || refusal.code() == Answer.Code.SUPERSEDED)) {
            Instant before = shown.get(hello.agent());
            if (before == null || now().isAfter(before.plus(AGAIN))) {
                shown.put(hello.agent(), now());
                suspect(
                        hello,
                        "a certificate that counts no more is shown from "
                                + from
                                + " ("
                                + refusal.code().word()
                                + ")");
            }
        }
        return refusal;
    }

    /// An agent has said who it is. A connection that it still had is one it has given up: the
    /// newer one takes its place. If it can't have given it up, there are two of it, and that is
    /// told; but nobody is turned away for it, because the true one might be.
    ///
    /// @param seals whether it is an agent that seals what it keeps
    /// @param seal of its hello; null where it has no chain
    /// @return what it is answered, once what it is given is on disk
    Future<Answer.Welcome> admitted(
            LinkSession session, Hello hello, boolean seals, @Nullable Seal seal) {
        LinkSession before = linked.put(hello.agent(), session);
        AgentBook.Known known = book.get(hello.agent());
        String doubt =
                Doubles.doubt(
                        known,
                        hello,
                        reached(hello),
                        session.address(),
                        before == null || !before.isAlive() ? null : before.address());
        if (before != null) {
            before.end("another connection took its place");
        }
        presence.here(hello.agent(), hello.zone(), now());
        long run = hello.run();
        boolean begins = false;
        if (known != null && doubt != null) {
            suspect(hello, doubt);
            begins = known.boot().equals(hello.boot());
            run = begins ? known.run() : Math.max(hello.run(), known.run() + 1);
        }
        if (known != null) {
            remember(
                    hello.agent(),
                    known.linked(session.serial(), run, hello.boot(), session.address()));
        }
        LOG.info("{} is linked, version {}", hello, hello.version());
        boolean explained = doubt != null || known != null && known.boot().isEmpty();
        boolean begin = begins;
        Long another = run == hello.run() ? null : run;
        return this.seals
                .greeted(hello, seals, seal, explained, begins)
                .map(sealer -> new Answer.Welcome(now(), another, begin, sealer));
    }

    private void suspect(Hello hello, String reason) {
        LOG.warn("{}: {}", hello, reason);
        tell.accept(new Observation.SourceTampered(now(), hello.agent(), hello.zone(), reason));
    }

    /// Takes note of an agent; complete when that is on disk.
    Future<?> remember(SourceId agent, AgentBook.Known known) {
        if (known.equals(book.get(agent))) {
            return kept;
        }
        book.put(agent, known);
        String text = book.text();
        kept =
                vertx.executeBlocking(
                                () -> {
                                    book.write(text);
                                    return text;
                                })
                        .onFailure(e -> LOG.error("the book of agents can't be kept", e));
        return kept;
    }

    /// The highest number of this run that was acknowledged while this station runs.
    private long reached(Hello hello) {
        Reached before = reached.get(hello.agent());
        return before == null || !before.boot().equals(hello.boot()) ? 0 : before.seq();
    }

    /// A number of a run was acknowledged.
    void acknowledged(SourceId agent, String boot, long seq) {
        reached.merge(
                agent,
                new Reached(boot, seq),
                (old, one) -> old.boot().equals(one.boot()) && old.seq() > one.seq() ? old : one);
    }

    /// An agent has sent our time back.
    void echoed(Hello hello, Instant sent, Instant received, Instant replied) {
        Duration ahead =
                clocks.computeIfAbsent(hello.agent(), _ -> new ClockWatch())
                        .echoed(sent, received, replied, now());
        if (ahead != null) {
            LOG.warn("the clock of {} is {} ahead of ours", hello, ahead);
            tell.accept(new Observation.SourceClock(now(), hello.agent(), hello.zone(), ahead));
        }
    }

    /// A connection has ended.
    void closed(LinkSession session, Hello hello, String reason) {
        if (linked.remove(hello.agent(), session) && !session.comesBack()) {
            LOG.warn("the link with {} is lost: {}", hello, reason);
            presence.gone(hello.agent(), hello.zone(), reason, now());
            AgentBook.Known known = book.get(hello.agent());
            if (known != null) {
                remember(hello.agent(), known.asLost());
            }
        }
    }

    private Instant now() {
        return clock.instant();
    }
}
