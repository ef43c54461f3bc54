package sekisho.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Slows down whoever guesses passwords: by account, wherever the guesses come from, and by
/// address, whatever account they are for. Any thread may use it.
public final class SignInThrottle {
    /// So many failures on one account are a person's; the next ones must wait.
    static final int FREE_FOR_USER = 5;

    /// A proxy may stand for a whole office.
    static final int FREE_FOR_ADDRESS = 20;

    /// The wait after the first failure too many; it doubles with each one.
    static final Duration FIRST_WAIT = Duration.ofSeconds(15);

    /// Long enough to make guessing hopeless, short enough not to lock out a person for good.
    static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    /// Failures older than this are forgiven.
    static final Duration FORGIVEN = Duration.ofHours(1);

    /// Accounts and addresses remembered; the longest untouched goes first.
    private static final int KEPT = 10_000;

    private record Failures(int count, Instant last) {}

    private final InstantSource clock;
    private final SequencedMap<String, Failures> byKey = new LinkedHashMap<>();

    public SignInThrottle(InstantSource clock) {
        this.clock = clock;
    }

    /// Asks for a try, which counts as failed until [#succeeded] says otherwise: so tries at the
    /// same moment don't all pass.
    ///
    /// @return how long to wait first; zero when it may be now
    public synchronized Duration attempt(String user, String address) {
        Duration forUser = left("user " + user, FREE_FOR_USER);
        Duration forAddress = left("address " + address, FREE_FOR_ADDRESS);
        Duration wait = forUser.compareTo(forAddress) > 0 ? forUser : forAddress;
        if (wait.isZero()) {
            count("user " + user);
            count("address " + address);
        }
        return wait;
    }

    /// The try was good, so what failed on that account before was the same person. The address
    /// keeps its count: others may sit behind it.
    public synchronized void succeeded(String user, String address) {
        byKey.remove("user " + user);
        Failures failures = byKey.get("address " + address);
        if (failures != null) {
            byKey.put("address " + address, new Failures(failures.count() - 1, failures.last()));
        }
    }

    private void count(String key) {
        Instant now = clock.instant();
        Failures before = byKey.get(key);
        int counted =
                before == null || before.last().plus(FORGIVEN).isBefore(now) ? 0 : before.count();
        byKey.putLast(key, new Failures(counted + 1, now));
        if (byKey.size() > KEPT) {
            byKey.pollFirstEntry();
        }
    }

    private Duration left(String key, int free) {
        Failures failures = byKey.get(key);
        if (failures == null || failures.count() < free) {
            return Duration.ZERO;
        }
        int doublings = Math.min(failures.count() - free, 10);
        Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
        Duration capped = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        Duration left = Duration.between(clock.instant(), failures.last().plus(capped));
        return left.isNegative() ? Duration.ZERO : left;
    }
}
