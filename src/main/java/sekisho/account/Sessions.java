package sekisho.account;

import org.jspecify.annotations.Nullable;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Who is signed in. In memory only; any thread may use it.
public final class Sessions {
    /// A session that nobody uses ends after a working day.
    public static final Duration IDLE = Duration.ofHours(8);

    /// More people than will ever sign in at one station; the longest unused goes first.
    private static final int MAX = 10_000;

    private static final int ID_BYTES = 32;

    private record Session(String user, Instant usedAt) {}

    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;
    private final SequencedMap<String, Session> byUse = new LinkedHashMap<>();

    public Sessions(InstantSource clock) {
        this.clock = clock;
    }

    /// Begins a session.
    ///
    /// @return its id, 256 random bits, which must be told to nobody but the browser
    public synchronized String open(String user) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        forgetIdle();
        byUse.putLast(id, new Session(user, clock.instant()));
        if (byUse.size() > MAX) {
            byUse.pollFirstEntry();
        }
        return id;
    }

    /// Whose session it is, and uses it; null when there is none, or none any more.
    public synchronized @Nullable String use(@Nullable String id) {
        forgetIdle();
        Session session = id == null ? null : byUse.get(id);
        if (id == null || session == null) {
            return null;
        }
        byUse.putLast(id, new Session(session.user(), clock.instant()));
        return session.user();
    }

    /// Ends a session.
    ///
    /// @return whose it was; null when there was none
    public synchronized @Nullable String close(@Nullable String id) {
        Session session = id == null ? null : byUse.remove(id);
        return session == null ? null : session.user();
    }

    private void forgetIdle() {
        Instant idleSince = clock.instant().minus(IDLE);
        Iterator<Session> longestUnused = byUse.values().iterator();
        while (longestUnused.hasNext() && longestUnused.next().usedAt().isBefore(idleSince)) {
            longestUnused.remove();
        }
    }
}
