package sekisho.edge;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.site.json.Times;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// The agent's end of the line to the guard of its machine, where there is one: hands on what the
/// station allows, and brings back what the guard decided.
///
/// The guard keeps a decision until it is said to be durable here, and numbers its decisions
/// itself; so none is lost or doubled, whichever of the two is started anew.
final class GuardLink {
    private static final Logger LOG = LoggerFactory.getLogger(GuardLink.class);

    /// Whoever installs a guard need not start the agent anew.
    private static final Duration RETRY = Duration.ofSeconds(1);

    /// Keeps a decision.
    interface Decided {
        /// @param boot of the guard
        /// @param seq of the decision in that
        /// @throws IOException when it can't be kept; it is brought again
        void keep(GuardDecision decision, String boot, long seq) throws IOException;
    }

    private final Path socket;
    private final Decided decided;
    private final Duration silence;
    private final Thread thread;

    /// Owned by the link's thread.
    private String problem = "";

    // Guarded by this.
    private @Nullable LocalLine line;
    private @Nullable Allowance allowance;
    private Instant told = Instant.EPOCH;
    private long toldAt;
    private boolean handedOn;
    private long heardAt;
    private boolean stopping;

    /// @param silence a guard that was not heard for so long is not there
    GuardLink(Path socket, Decided decided, Duration silence) {
        this.socket = socket;
        this.decided = decided;
        this.silence = silence;
        this.thread = Thread.ofPlatform().name("guard-link").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void stop() {
        synchronized (this) {
            stopping = true;
            notifyAll();
            close();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What the machine may use from here on; handed on at once, and to a guard that comes later.
    ///
    /// @param now what the station's clock shows
    synchronized void allow(Allowance newest, Instant now) {
        allowance = newest;
        told = now;
        toldAt = System.nanoTime();
        handedOn = false;
        notifyAll();
    }

    /// Whether a guard was heard lately.
    synchronized boolean isGuarded() {
        return line != null && System.nanoTime() - heardAt < silence.toNanos();
    }

    private void run() {
        while (!isStopping()) {
            if (Files.exists(socket)) {
                try (var open = LocalLine.to(socket)) {
                    begin(open);
                    follow(open);
                } catch (IOException | Unreadable e) {
                    troubled(String.valueOf(e.getMessage()));
                } finally {
                    end();
                }
            }
            pause();
        }
    }

    private void troubled(String message) {
        if (!message.equals(problem) && !isStopping()) {
            problem = message;
            LOG.warn("no line to the guard at {}: {}", socket, message);
        }
    }

    private synchronized void begin(LocalLine open) {
        problem = "";
        line = open;
        heardAt = System.nanoTime();
        handedOn = false;
        LOG.info("this machine has a guard");
        Thread.ofPlatform().name("guard-told").daemon().start(() -> handOn(open));
    }

    private void follow(LocalLine open) throws IOException, Unreadable {
        for (var said = open.read(); said != null; said = open.read()) {
            synchronized (this) {
                heardAt = System.nanoTime();
            }
            if (said.get("decision") instanceof Map<?, ?> decision
                    && said.get("boot") instanceof String boot
                    && said.get("seq") instanceof Long seq) {
                decided.keep(GuardDecision.read(decision), boot, seq);
                open.write(Map.of("kept", seq, "boot", boot));
            }
        }
    }

    private synchronized void end() {
        if (line != null && !stopping) {
            LOG.warn("the guard of this machine is gone");
        }
        line = null;
        notifyAll();
    }

    /// A guard that does not read must not hold up the link with the station.
    private void handOn(LocalLine to) {
        try {
            for (var next = toHandOn(to); next != null; next = toHandOn(to)) {
                to.write(next);
            }
        } catch (IOException e) {
            LOG.debug("the guard can't be told what is allowed", e);
        }
    }

    private synchronized @Nullable Map<String, Object> toHandOn(LocalLine to) {
        while (line == to && !stopping && (allowance == null || handedOn)) {
            sleep(0);
        }
        if (line != to || stopping || allowance == null) {
            return null;
        }
        handedOn = true;
        Instant now = told.plusNanos(System.nanoTime() - toldAt);
        return Map.of("allowance", allowance.members(), "now", Times.write(now));
    }

    private synchronized void close() {
        try {
            if (line != null) {
                line.close();
            }
        } catch (IOException e) {
            LOG.debug("the line to the guard did not close properly", e);
        }
    }

    private synchronized void pause() {
        if (!stopping) {
            sleep(RETRY.toMillis());
        }
    }

    /// Until something happens, or so many milliseconds; 0: without end.
    private void sleep(long ms) {
        try {
            wait(ms);
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    private synchronized boolean isStopping() {
        return stopping;
    }
}
