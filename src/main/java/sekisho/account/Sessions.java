package sekisho.account;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Who is signed in. Any thread may use it.
///
/// A board that is left open must catch up by itself when the station was started anew, so sessions
/// are kept in a file: by the hashes of their ids, with which nobody can sign in.
public final class Sessions {
    /// A session that nobody uses ends after a working day.
    public static final Duration IDLE = Duration.ofHours(8);

    /// How much of its idle time a session may get back by a restart of the station.
    private static final Duration WRITTEN_EVERY = Duration.ofMinutes(10);

    /// More people than will ever sign in at one station; the longest unused goes first.
    private static final int MAX = 10_000;

    private static final int ID_BYTES = 32;
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    record Session(String user, Instant usedAt) {}

    private final Path file;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final SequencedMap<String, Session> byHash = new LinkedHashMap<>();
    private Instant written;

    private Sessions(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        this.written = clock.instant();
    }

    /// Opens the sessions kept in a file. One that can't be read counts as empty: people sign in
    /// again.
    static Sessions open(Path file, InstantSource clock) {
        var sessions = new Sessions(file, clock);
        try {
            if (Files.exists(file)) {
                sessions.byHash.putAll(SessionFile.read(file));
            }
        } catch (IOException e) {
            LOG.warn("the sessions in {} can't be read: everybody must sign in again", file, e);
        }
        return sessions;
    }

    /// Begins a session.
    ///
    /// @return its id, 256 random bits, which must be told to nobody but the browser
    public synchronized String open(String user) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        forgetIdle();
        byHash.putLast(hash(id), new Session(user, clock.instant()));
        if (byHash.size() > MAX) {
            byHash.pollFirstEntry();
        }
        write();
        return id;
    }

    /// Whose session it is, and uses it; null when there is none, or none any more.
    public synchronized @Nullable String use(@Nullable String id) {
        forgetIdle();
        String hash = id == null ? "" : hash(id);
        Session session = byHash.get(hash);
        if (session == null) {
            return null;
        }
        Instant now = clock.instant();
        byHash.putLast(hash, new Session(session.user(), now));
        if (written.plus(WRITTEN_EVERY).isBefore(now)) {
            write();
        }
        return session.user();
    }

    /// Ends a session.
    ///
    /// @return whose it was; null when there was none
    public synchronized @Nullable String close(@Nullable String id) {
        Session session = id == null ? null : byHash.remove(hash(id));
        if (session == null) {
            return null;
        }
        write();
        return session.user();
    }

    private void forgetIdle() {
        Instant idleSince = clock.instant().minus(IDLE);
        Iterator<Session> longestUnused = byHash.values().iterator();
        while (longestUnused.hasNext() && longestUnused.next().usedAt().isBefore(idleSince)) {
            longestUnused.remove();
        }
    }

    /// What can't be written is only lost at the next start.
    private void write() {
        written = clock.instant();
        try {
            SessionFile.write(file, byHash);
        } catch (IOException e) {
            LOG.warn("the sessions can't be written to {}: {}", file, e.toString());
        }
    }

    private static String hash(String id) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(id.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
