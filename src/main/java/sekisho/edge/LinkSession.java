package sekisho.edge;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

import org.jspecify.annotations.Nullable;

import sekisho.edge.seal.Seal;
import sekisho.site.json.JsonText;
import sekisho.site.json.Times;
import sekisho.site.json.Unreadable;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import javax.net.ssl.SSLPeerUnverifiedException;

/// One connection of an agent, at the station's end. Belongs to the loop of its [LinkLoop].
final class LinkSession {
    private static final Duration HELLO_WITHIN = Duration.ofSeconds(10);

    /// A refused stranger is kept waiting: guessing becomes slow, and a timer is all it costs us.
    private static final long REFUSED_FOR_MS = 1000;

    /// Facts that wait for the intake; no more is read while there are so many.
    private static final int WAITING_MAX = 512;

    /// An agent is lost after so many of its own intervals, and can't promise longer ones than
    /// this.
    private static final int SILENT_INTERVALS = 3;

    private static final Duration INTERVAL_MAX = Duration.ofMinutes(5);

    private final LinkLoop loop;
    private final Roster roster;
    private final Certification certification;
    private final Seals seals;
    private final NetSocket socket;
    private final LineCutter cutter = new LineCutter();

    private @Nullable Hello hello;
    private @Nullable FactLane facts;
    private @Nullable Allowing allowing;
    private Duration interval = Duration.ofSeconds(10);
    private long heardAt = System.nanoTime();
    private long beatAt = heardAt;
    private long lines;
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
        // The first that an agent hears is its welcome, which waits for the disk.
        if (allowing != null && !ended && !socket.writeQueueFull()) {
            if (nanos - beatAt >= interval.toNanos()) {
                beat(nanos);
            }
            allowing.check(nanos);
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
        flush();
        if (!paused && (waiting() >= WAITING_MAX || socket.writeQueueFull())) {
            paused = true;
            socket.pause();
        }
    }

    private void flush() {
        if (facts != null) {
            facts.flush();
        }
    }

    private int waiting() {
        return facts == null ? 0 : facts.waiting();
    }

    /// Reads on where there is room again.
    void resume() {
        if (paused && waiting() < WAITING_MAX && !socket.writeQueueFull()) {
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
                if (hello == null || facts == null) {
                    greet(utf8);
                } else {
                    hear(utf8, hello, facts);
                }
            }
            case LineCutter.Piece.Refused refused -> {
                if (facts == null) {
                    refuse(new Answer.Refused(Answer.Code.UNREADABLE, refused.reason()));
                } else {
                    facts.complain(refused.reason(), refused.sample(), lines);
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
            facts = new FactLane(loop, roster, seals, this, said);
            loop.known(this);
            boolean sealing = object.containsKey(Seal.MEMBER);
            roster.admitted(this, said, sealing, Seal.takenFrom(object))
                    .onSuccess(welcome -> {
                        write(welcome);
                        allowing = new Allowing(loop, this, said);
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

    private void hear(byte[] line, Hello agent, FactLane lane) {
        try {
            Map<String, @Nullable Object> object = JsonText.object(line, 0, line.length);
            if (object.containsKey("bye")) {
                end("the agent was stopped");
            } else if (object.get("echo") instanceof Map<?, ?> echo) {
                echoed(echo, agent);
            } else if (object.get("renewal") instanceof Map<?, ?> renewal) {
                certification.renew(this, agent, text(renewal, "csr"));
            } else {
                lane.take(object, line, lines);
            }
        } catch (Unreadable e) {
            lane.complain(String.valueOf(e.getMessage()), FactLane.sample(line), lines);
        }
    }

    /// The agent shows that it is there, and says how often it will.
    void isAliveEvery(Duration promised) {
        interval = bounded(promised);
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

    private void closed() {
        boolean byUs = ended;
        ended = true;
        cutter.end(piece -> {
            if (!byUs && piece instanceof LineCutter.Piece.Refused refused) {
                brokenOff(refused);
            }
        });
        flush();
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

    private static Duration bounded(Duration interval) {
        if (!interval.isPositive()) {
            return Duration.ofSeconds(1);
        }
        return interval.compareTo(INTERVAL_MAX) > 0 ? INTERVAL_MAX : interval;
    }
}
