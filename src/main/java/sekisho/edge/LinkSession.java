package sekisho.edge;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.edge.seal.Seal;
import sekisho.site.Observation;
import sekisho.site.Sighting;
import sekisho.site.SourceId;
import sekisho.site.json.FactCodec;
import sekisho.site.json.JsonText;
import sekisho.site.json.Times;
import sekisho.site.json.Unreadable;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.net.ssl.SSLPeerUnverifiedException;

/// One connection of an agent, at the station's end. Belongs to the loop of its [LinkLoop].
final class LinkSession implements IntakeFeed.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(LinkSession.class);

    private static final Duration HELLO_WITHIN = Duration.ofSeconds(10);

    /// A refused stranger is kept waiting: guessing becomes slow, and a timer is all it costs us.
    private static final long REFUSED_FOR_MS = 1000;

    /// Facts that wait for the intake; no more is read while there are so many.
    private static final int WAITING_MAX = 512;

    /// An agent is lost after so many of its own intervals, and can't promise longer ones than
    /// this.
    private static final int SILENT_INTERVALS = 3;

    private static final Duration INTERVAL_MAX = Duration.ofMinutes(5);

    /// What a machine may use is said again so often, so that it does not end while we are here.
    private static final Duration ALLOW_AGAIN = Duration.ofMinutes(5);

    /// Some room of a line is for what stands around it.
    private static final int ALLOWED_MAX = LineCutter.LENGTH_MAX - 256;

    private static final int SAMPLE = 200;

    private final LinkLoop loop;
    private final Roster roster;
    private final Certification certification;
    private final Seals seals;
    private final NetSocket socket;
    private final IntakeFeed feed;
    private final LineCutter cutter = new LineCutter();

    /// The seals of the facts that are on their way to the intake, in order.
    private final Deque<Optional<Seal>> sealed = new ArrayDeque<>();

    private @Nullable Hello hello;
    private Duration interval = Duration.ofSeconds(10);
    private long heardAt = System.nanoTime();
    private long beatAt = heardAt;
    private long lines;
    private @Nullable Allowance allowed;
    private long allowedAs;
    private long allowedAt;
    private @Nullable Instant beatSent;
    private @Nullable X509Certificate certificate;
    private boolean askedToRenew;
    private boolean comesBack;
    private boolean paused;
    private boolean ended;
    private String reason = "the link broke";

    LinkSession(
            LinkLoop loop,
            Roster roster,
            Certification certification,
            Seals seals,
            NetSocket socket) {
        this.loop = loop;
        this.roster = roster;
        this.certification = certification;
        this.seals = seals;
        this.socket = socket;
        this.feed = loop.feed(this);
    }

    void open() {
        certificate = shown();
        socket.handler(this::received);
        socket.drainHandler(_ -> resume());
        socket.exceptionHandler(e -> reason = "the link broke: " + e.getMessage());
        socket.closeHandler(_ -> closed());
    }

    private @Nullable X509Certificate shown() {
        try {
            return (X509Certificate) socket.sslSession().getPeerCertificates()[0];
        } catch (SSLPeerUnverifiedException e) {
            return null; // a machine that is not enrolled yet
        }
    }

    /// The serial of the certificate that was shown.
    String serial() {
        return certificate == null ? "" : AgentBook.serial(certificate);
    }

    /// Hands out the agent's next certificate; it will come back with that.
    void renewed(String pem) {
        comesBack = true;
        write(new Answer.Renewed(pem));
    }

    /// Whether the agent closes this connection to open another one, and is not lost by that.
    boolean comesBack() {
        return comesBack;
    }

    /// Ends the connection from our side.
    void end(String reason) {
        if (!ended) {
            this.reason = reason;
            ended = true;
            socket.close();
        }
    }

    /// Shows the agent that we are here, also while nothing is read from it; and looks whether it
    /// has been silent for too long. While nothing is read from it, it is not silent but unheard.
    void check(long nanos) {
        if (hello != null && nanos - beatAt >= interval.toNanos() && !socket.writeQueueFull()) {
            beat(nanos);
        }
        if (hello != null && !ended) {
            allow(hello, nanos);
        }
        var silence = Duration.ofNanos(nanos - heardAt);
        Duration allowed = hello == null ? HELLO_WITHIN : interval.multipliedBy(SILENT_INTERVALS);
        if (!paused && silence.compareTo(allowed) > 0) {
            if (hello == null && !ended) {
                loop.odd("hello", "no hello within " + HELLO_WITHIN.toSeconds() + " s", remote());
            }
            end("nothing was heard for " + silence.toSeconds() + " s");
        }
    }

    /// Tells the agent what its machine may use, when that has changed or will end.
    private void allow(Hello agent, long nanos) {
        long revision = loop.allowances().revision();
        boolean isDue = nanos - allowedAt >= ALLOW_AGAIN.toNanos();
        if ((allowed != null && revision == allowedAs && !isDue) || socket.writeQueueFull()) {
            return;
        }
        Allowance all = loop.allowances().of(agent.machine(), agent.zone());
        Allowance newest = all == null ? null : all.fitting(ALLOWED_MAX);
        allowedAs = revision;
        if (all != null && newest == null) {
            LOG.error("what {} may use fits into no line: its baseline is too long", agent);
        }
        if (newest != null && (isDue || allowed == null || !allowed.saysTheSame(newest))) {
            allowed = newest;
            allowedAt = nanos;
            write(new Answer.Allowed(loop.now().truncatedTo(ChronoUnit.MILLIS), newest));
        }
    }

    private void beat(long nanos) {
        beatAt = nanos;
        if (!askedToRenew
                && certificate != null
                && loop.now().isAfter(certification.renewAt(certificate))) {
            askedToRenew = true;
            write(new Answer.Renew());
        }
        beatSent = loop.now().truncatedTo(ChronoUnit.MILLIS);
        write(new Answer.Alive(beatSent));
    }

    /// Whether it was heard within its last interval.
    boolean isAlive() {
        return !ended && System.nanoTime() - heardAt < interval.toNanos();
    }

    /// From where it comes, without the port.
    String address() {
        return socket.remoteAddress().hostAddress();
    }

    private void received(Buffer delivered) {
        heardAt = System.nanoTime();
        byte[] bytes = delivered.getBytes();
        cutter.accept(bytes, bytes.length, this::take);
        feed.flush();
        if (!paused && (feed.waiting() >= WAITING_MAX || socket.writeQueueFull())) {
            paused = true;
            socket.pause();
        }
    }

    private void resume() {
        if (paused && feed.waiting() < WAITING_MAX && !socket.writeQueueFull()) {
            paused = false;
            heardAt = System.nanoTime();
            socket.resume();
        }
    }

    private void take(LineCutter.Piece piece) {
        if (ended) {
            return;
        }
        lines++;
        switch (piece) {
            case LineCutter.Piece.Line(var utf8) -> {
                if (hello == null) {
                    greet(utf8);
                } else {
                    fact(utf8, hello);
                }
            }
            case LineCutter.Piece.Refused refused -> {
                if (hello == null) {
                    refuse(new Answer.Refused(Answer.Code.UNREADABLE, refused.reason()));
                } else {
                    complain(hello, refused.reason(), refused.sample());
                }
            }
        }
    }

    private void greet(byte[] line) {
        try {
            Map<String, @Nullable Object> object = JsonText.object(line, 0, line.length);
            if (object.get("enroll") instanceof Map<?, ?> enrolment) {
                certification.enrol(this, text(enrolment, "token"), text(enrolment, "csr"));
                return;
            }
            var said = Hello.read(object);
            Answer.Refused refusal = roster.refusal(said, certificate, address());
            if (refusal != null) {
                refuse(refusal);
                return;
            }
            hello = said;
            loop.known(this);
            boolean sealing = object.containsKey(Seal.MEMBER);
            roster.admitted(this, said, sealing, Seal.takenFrom(object))
                    .onSuccess(welcome -> {
                        write(welcome);
                        beat(System.nanoTime());
                    })
                    .onFailure(_ -> end("the station can't keep what it gives"));
        } catch (Unreadable e) {
            refuse(new Answer.Refused(Answer.Code.UNREADABLE, String.valueOf(e.getMessage())));
        }
    }

    /// The line is never shown: it may hold a secret.
    void refuse(Answer.Refused refusal) {
        loop.odd("refused " + refusal.code(), refusal.reason(), remote());
        write(refusal);
        ended = true;
        socket.pause();
        loop.later(REFUSED_FOR_MS, socket::close);
    }

    private void fact(byte[] line, Hello agent) {
        Seal seal = null;
        try {
            Map<String, @Nullable Object> object = JsonText.object(line, 0, line.length);
            if (object.containsKey("bye")) {
                end("the agent was stopped");
                return;
            }
            if (object.get("echo") instanceof Map<?, ?> echo) {
                echoed(echo, agent);
                return;
            }
            if (object.get("renewal") instanceof Map<?, ?> renewal) {
                certification.renew(this, agent, text(renewal, "csr"));
                return;
            }
            seal = Seal.takenFrom(object);
            Sighting sighting = FactCodec.read(object);
            String refusal = AgentFacts.refusal(sighting, agent);
            if (refusal != null) {
                refused(agent, seal, refusal, line);
                return;
            }
            FactCodec.bytes(sighting); // what can't be written down must not spoil a whole batch
            if (sighting.fact() instanceof Observation.SourceAlive alive) {
                interval = bounded(alive.interval());
                seals.beat(agent, seal);
            }
            feed.add(sighting.isNumbered() ? sealed(sighting, seal, agent, line) : sighting);
        } catch (Unreadable | IllegalArgumentException e) {
            refused(agent, seal, String.valueOf(e.getMessage()), line);
        }
    }

    /// Such a line never comes again; so its place in the chain is not waited for.
    private void refused(Hello agent, @Nullable Seal seal, String reason, byte[] line) {
        if (seal != null && seals.holds(agent, seal, "a line that is refused")) {
            seals.came(agent.agent(), List.of(seal));
        }
        complain(agent, reason, sample(line));
    }

    /// A numbered fact that goes to the intake, marked when its seal does not hold.
    private Sighting sealed(Sighting sighting, @Nullable Seal seal, Hello agent, byte[] line) {
        String which = "fact " + sighting.seq() + " of the run " + sighting.boot();
        boolean holds = seals.holds(agent, seal, which);
        sealed.add(Optional.ofNullable(seal));
        if (holds) {
            return sighting;
        }
        loop.odd(agent.agent(), agent.zone(), "seal", which + " has a broken seal", sample(line));
        var marked = new HashMap<>(sighting.unknown());
        marked.put(Seal.MEMBER, "broken");
        return new Sighting(
                sighting.fact(),
                sighting.source(),
                sighting.boot(),
                sighting.seq(),
                sighting.recordedAt(),
                marked);
    }

    private void echoed(Map<?, ?> echo, Hello agent) throws Unreadable {
        Instant sent = time(echo, "sent");
        Instant received = time(echo, "received");
        Instant replied = time(echo, "now");
        if (sent.equals(beatSent)) {
            beatSent = null;
            roster.echoed(agent, sent, received, replied);
        }
    }

    private static Instant time(Map<?, ?> members, String name) throws Unreadable {
        return Times.read(name, text(members, name));
    }

    private static String text(Map<?, ?> members, String name) throws Unreadable {
        if (!(members.get(name) instanceof String text)) {
            throw new Unreadable("the line has no \"" + name + "\", or it is no text");
        }
        return text;
    }

    private void complain(Hello agent, String reason, String sample) {
        loop.odd(agent.agent(), agent.zone(), "line", reason, sample);
        write(new Answer.Error(reason, lines));
    }

    @Override
    public void durable(List<Sighting> batch) {
        Sighting last = null;
        var came = new ArrayList<Seal>();
        for (Sighting sighting : batch) {
            if (sighting.isNumbered()) {
                last = sighting;
                sealed.remove().ifPresent(came::add);
            }
        }
        if (last != null && hello != null) {
            Sighting newest = last;
            Hello agent = hello;
            seals.came(agent.agent(), came)
                    .onSuccess(_ -> acknowledge(agent, newest, batch))
                    .onFailure(_ -> end("the station can't keep what has come"));
        }
        resume();
    }

    private void acknowledge(Hello agent, Sighting last, List<Sighting> batch) {
        if (last.source() != null && last.boot() != null && last.seq() != null) {
            write(new Answer.Ack(last.source().value(), last.boot(), last.seq()));
        }
        reached(batch, agent.agent());
    }

    /// Takes note of how far an agent's own numbers have come; its guard counts for itself.
    private void reached(List<Sighting> batch, SourceId agent) {
        for (Sighting one : batch) {
            if (agent.equals(one.source()) && one.boot() != null && one.seq() != null) {
                roster.acknowledged(agent, one.boot(), one.seq());
            }
        }
    }

    @Override
    public void failed(Throwable cause) {
        LOG.error("what {} says can't be recorded", hello, cause);
        end("the station can't record");
    }

    private void closed() {
        boolean byUs = ended;
        ended = true;
        cutter.end(piece -> {
            if (!byUs && piece instanceof LineCutter.Piece.Refused refused) {
                brokenOff(refused);
            }
        });
        feed.flush();
        loop.closed(this, roster, hello, reason);
    }

    private void brokenOff(LineCutter.Piece.Refused refused) {
        if (hello == null) {
            loop.odd("refused UNREADABLE", refused.reason(), remote());
        } else {
            loop.odd(hello.agent(), hello.zone(), "line", refused.reason(), refused.sample());
        }
    }

    void write(Answer answer) {
        if (!ended) {
            socket.write(answer.line() + '\n');
        }
    }

    private String remote() {
        return String.valueOf(socket.remoteAddress());
    }

    private static String sample(byte[] line) {
        return new String(line, 0, Math.min(line.length, SAMPLE), StandardCharsets.UTF_8);
    }

    private static Duration bounded(Duration interval) {
        if (!interval.isPositive()) {
            return Duration.ofSeconds(1);
        }
        return interval.compareTo(INTERVAL_MAX) > 0 ? INTERVAL_MAX : interval;
    }
}
