package sekisho.edge;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.site.Observation;
import sekisho.site.Sighting;
import sekisho.site.SourceId;
import sekisho.site.json.CanonicalJson;
import sekisho.site.json.FactCodec;
import sekisho.site.json.Times;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;

/// Brings what is in the spool to the station, for ever: connects, sends, forgets what is
/// acknowledged, connects again.
///
/// What piled up goes first, in its order, unless it is so much that what is fresh would come late:
/// then what is fresh overtakes it, and some of the window is kept free for it. So the station gets
/// numbers of one run out of their order, and never loses or doubles one. One thread writes, and
/// one for each connection reads the answers.
final class AgentLink {
    private static final Logger LOG = LoggerFactory.getLogger(AgentLink.class);

    /// Facts on their way at a time: enough for a fast backlog, little enough to send again.
    private static final int WINDOW = 256;

    /// So many of them are for what is fresh alone: it need not wait until a backlog is
    /// acknowledged.
    private static final int FOR_FRESH = 64;

    /// The station shows itself as often as the agent; so many times missed, and the link is dead.
    private static final int SILENT_INTERVALS = 3;

    /// Whose link it is. Called by the link's thread.
    interface Owner {
        /// Who says hello, as of now.
        Hello hello();

        /// The station has let us in.
        void welcomed(Answer.Welcome welcome) throws IOException;

        /// A sign of life is about to be given.
        ///
        /// @return which part of the agent gives one as well
        @Nullable SourceId beat();

        /// The station says what the machine may use.
        ///
        /// @param now what its clock shows
        void allowed(Allowance allowance, Instant now);
    }

    /// The station's time, to be sent back with our own.
    private record Echo(Instant sent, Instant received) {}

    /// A fact that was sent, by the number of its line on this connection.
    private record Sent(Kept kept, long line) {}

    private final AgentConfig config;
    private final Owner owner;
    private final Spool spool;
    private final AsidePile aside;
    private final InstantSource clock;
    private final Thread thread;

    // Guarded by this.
    private final Deque<Kept> fresh = new ArrayDeque<>();
    private final Deque<Kept> backlog = new ArrayDeque<>();
    private final Deque<Sent> sent = new ArrayDeque<>();
    private @Nullable AgentConnection connection;
    private @Nullable IOException broken;
    private @Nullable Echo echo;
    private boolean renew;
    private @Nullable String nextCertificate;
    private boolean stopping;

    // Owned by the link's thread.
    private AgentIdentity identity;
    private @Nullable KeyPair nextKey;
    private long lines;
    private String problem = "";

    AgentLink(AgentConfig config, Owner owner, Spool spool, AsidePile aside, InstantSource clock) {
        this.config = config;
        this.identity = config.identity();
        this.owner = owner;
        this.spool = spool;
        this.aside = aside;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("agent-link").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Says goodbye if there is a link, and ends. What is not acknowledged stays in the spool.
    void stop() {
        synchronized (this) {
            stopping = true;
            notifyAll();
        }
        try {
            if (!thread.join(Duration.ofSeconds(2))) {
                closeConnection(); // it waits for a station that reads nothing
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Something new stands in the spool.
    synchronized void send(Kept kept) {
        fresh.add(kept);
        notifyAll();
    }

    private void run() {
        Duration wait = config.retryFirst();
        while (!isStopping()) {
            try (var open = connect()) {
                greet(open);
                wait = config.retryFirst();
                talk(open);
            } catch (IOException e) {
                troubled(String.valueOf(e.getMessage()));
            }
            pause(wait);
            wait = min(wait.multipliedBy(2), config.retryMax());
        }
    }

    private AgentConnection connect() throws IOException {
        try {
            var pin = new PinnedStation(identity.fingerprint(), identity.keyManagers());
            return new AgentConnection(identity.host(), identity.port(), pin, silence());
        } catch (GeneralSecurityException e) {
            throw new IOException("the agent's key can't be used: " + e.getMessage(), e);
        }
    }

    private void greet(AgentConnection open) throws IOException {
        open.write(spool.position(owner.hello().line(clock.instant())));
        open.flush();
        lines = 1;
        Answer answer = open.read();
        switch (answer) {
            case Answer.Welcome welcome -> {
                owner.welcomed(welcome);
                problem = "";
                LOG.info("linked with the station at {}:{}", identity.host(), identity.port());
            }
            case Answer.Refused refused ->
                    throw new IOException("the station refuses this agent: " + refused.reason());
            case Answer.Ack _,
                    Answer.Alive _,
                    Answer.Error _,
                    Answer.Enrolled _,
                    Answer.Renew _,
                    Answer.Renewed _,
                    Answer.Allowed _,
                    Answer.Unread _ ->
                    throw new IOException("the station answered a hello with " + answer.line());
        }
    }

    private void talk(AgentConnection open) throws IOException {
        begin(open);
        Thread.ofPlatform().name("agent-answers").start(() -> listen(open));
        try {
            long beatAt = System.nanoTime();
            while (!isStopping() && !takesNextCertificate()) {
                if (System.nanoTime() - beatAt >= 0) {
                    SourceId part = owner.beat();
                    beat(open, config.source());
                    if (part != null) {
                        beat(open, part);
                    }
                    beatAt = System.nanoTime() + config.heartbeat().toNanos();
                }
                echo(open);
                askForNextCertificate(open);
                for (Kept next = next(); next != null; next = next()) {
                    open.write(spool.read(next));
                }
                open.flush();
                await(beatAt);
            }
            if (isStopping()) {
                open.write("{\"bye\":{}}");
                open.flush();
            }
        } finally {
            end();
        }
    }

    private synchronized void begin(AgentConnection open) {
        connection = open;
        broken = null;
        echo = null;
        renew = false;
        nextCertificate = null;
        sent.clear();
        fresh.clear();
        backlog.clear();
        backlog.addAll(spool.unacknowledged());
    }

    private synchronized void end() {
        connection = null;
    }

    /// The next fact to send, entered as sent; null when there is none, or enough are on their way.
    private synchronized @Nullable Kept next() throws IOException {
        if (broken != null) {
            throw broken;
        }
        Deque<Kept> lane = lane();
        Kept next = lane == null ? null : lane.poll();
        if (next != null) {
            sent.add(new Sent(next, ++lines));
        }
        return next;
    }

    /// Whose turn it is; null when nobody's.
    private @Nullable Deque<Kept> lane() {
        int room = WINDOW - sent.size();
        if (!fresh.isEmpty() && (backlog.isEmpty() || backlog.size() > WINDOW)) {
            return room > 0 ? fresh : null;
        }
        return !backlog.isEmpty() && room > FOR_FRESH ? backlog : null;
    }

    private synchronized void await(long beatAt) throws IOException {
        boolean nothing = echo == null && !renew && nextCertificate == null && lane() == null;
        if (broken == null && !stopping && nothing) {
            long ms = (beatAt - System.nanoTime()) / 1_000_000;
            if (ms > 0) {
                sleep(ms);
            }
        }
        if (broken != null) {
            throw broken;
        }
    }

    private void beat(AgentConnection open, SourceId who) throws IOException {
        var alive =
                new Observation.SourceAlive(
                        clock.instant(), who, config.zone(), config.heartbeat());
        open.write(spool.position(FactCodec.members(Sighting.of(alive, who))));
        synchronized (this) {
            lines++;
        }
    }

    private void echo(AgentConnection open) throws IOException {
        Echo due;
        synchronized (this) {
            due = echo;
            if (due == null) {
                return;
            }
            echo = null;
            lines++;
        }
        open.write(
                CanonicalJson.of(
                        Map.of(
                                "echo",
                                Map.of(
                                        "sent", Times.write(due.sent()),
                                        "received", Times.write(due.received()),
                                        "now", Times.write(clock.instant())))));
    }

    private void askForNextCertificate(AgentConnection open) throws IOException {
        synchronized (this) {
            if (!renew) {
                return;
            }
            renew = false;
            lines++;
        }
        nextKey = Pem.newKey();
        var request = Map.of("csr", Enrolment.request(nextKey));
        open.write(CanonicalJson.of(Map.of("renewal", request)));
    }

    /// Keeps the next certificate if there is one; the connection is made anew with it.
    private boolean takesNextCertificate() throws IOException {
        String given;
        synchronized (this) {
            given = nextCertificate;
        }
        if (given == null || nextKey == null) {
            return false;
        }
        identity = identity.renewed(Pem.of(nextKey.getPrivate()), given);
        identity.save(config.folder());
        nextKey = null;
        LOG.info("the agent's certificate is renewed");
        return true;
    }

    private void listen(AgentConnection open) {
        try {
            while (true) {
                hear(open, open.read());
            }
        } catch (IOException e) {
            synchronized (this) {
                if (connection == open) {
                    broken = e;
                    notifyAll();
                }
            }
        }
    }

    private synchronized void hear(AgentConnection open, Answer answer) throws IOException {
        if (connection != open) {
            return; // what was sent on an earlier connection is counted anew on this one
        }
        switch (answer) {
            case Answer.Ack ack -> acknowledged(ack);
            case Answer.Error error -> refused(error);
            case Answer.Alive(var now) -> echo = new Echo(now, clock.instant());
            case Answer.Renew _ -> renew = true;
            case Answer.Renewed(var certificate) -> nextCertificate = certificate;
            case Answer.Allowed(var now, var allowance) -> owner.allowed(allowance, now);
            case Answer.Welcome _ -> {}
            case Answer.Refused _, Answer.Enrolled _, Answer.Unread _ ->
                    LOG.warn("the station says what is not understood: {}", answer.line());
        }
        notifyAll();
    }

    private void acknowledged(Answer.Ack ack) throws IOException {
        if (sent.stream().noneMatch(one -> one.kept().isOf(ack))) {
            return;
        }
        Kept kept;
        do {
            kept = sent.remove().kept();
            spool.acknowledge(kept);
        } while (!kept.isOf(ack));
    }

    /// The station will never take this line. It is put aside, so that the others get through.
    private void refused(Answer.Error error) throws IOException {
        LOG.warn("the station does not take line {}: {}", error.number(), error.reason());
        for (Iterator<Sent> all = sent.iterator(); all.hasNext(); ) {
            Sent one = all.next();
            if (one.line() == error.number()) {
                String line = new String(spool.read(one.kept()), StandardCharsets.UTF_8);
                aside.put(line, error.reason());
                spool.acknowledge(one.kept());
                all.remove();
                return;
            }
        }
    }

    private void troubled(String message) {
        if (!message.equals(problem) && !isStopping()) {
            problem = message;
            LOG.warn("{}; trying again until it works", message);
        }
    }

    private synchronized void pause(Duration wait) {
        if (!stopping) {
            sleep(wait.toMillis());
        }
    }

    /// Waits until something happens, or so long. The caller looks again at what it waits for.
    private void sleep(long ms) {
        try {
            wait(Math.max(1, ms));
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    private synchronized void closeConnection() {
        if (connection != null) {
            try {
                connection.close();
            } catch (IOException e) {
                LOG.debug("the link did not close properly", e);
            }
        }
    }

    private Duration silence() {
        return config.heartbeat().multipliedBy(SILENT_INTERVALS);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
