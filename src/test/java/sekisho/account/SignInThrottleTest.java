package sekisho.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class SignInThrottleTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T00:00:00Z"));
    private final SignInThrottle throttle = new SignInThrottle(clock);

    @Test
    void aPersonMayMistypeAFewTimes() {
        for (int i = 0; i < SignInThrottle.FREE_FOR_USER; i++) {
            assertThat(throttle.attempt("gate", "10.0.0.1")).isZero();
        }
        assertThat(throttle.attempt("gate", "10.0.0.1")).isEqualTo(SignInThrottle.FIRST_WAIT);
    }

    @Test
    void theWaitDoublesUpToItsLimit() {
        fail("gate", SignInThrottle.FREE_FOR_USER);
        Duration expected = SignInThrottle.FIRST_WAIT;
        for (int i = 0; i < 10; i++) {
            Duration wait = throttle.attempt("gate", "10.0.0." + i);
            assertThat(wait).isEqualTo(expected);
            clock.pass(wait);
            assertThat(throttle.attempt("gate", "10.0.1." + i)).isZero();
            expected = expected.multipliedBy(2);
            if (expected.compareTo(SignInThrottle.LONGEST_WAIT) > 0) {
                expected = SignInThrottle.LONGEST_WAIT;
            }
        }
        assertThat(expected).isEqualTo(SignInThrottle.LONGEST_WAIT);
    }

    @Test
    void guessesFromManyAddressesAreOneAccounts() {
        for (int i = 0; i < SignInThrottle.FREE_FOR_USER; i++) {
            assertThat(throttle.attempt("gate", "10.0.0." + i)).isZero();
        }
        assertThat(throttle.attempt("gate", "10.0.9.9")).isPositive();
        assertThat(throttle.attempt("audit", "10.0.9.9")).isZero();
    }

    @Test
    void guessesAtManyAccountsAreOneAddresses() {
        for (int i = 0; i < SignInThrottle.FREE_FOR_ADDRESS; i++) {
            assertThat(throttle.attempt("user" + i, "10.0.0.1")).isZero();
        }
        assertThat(throttle.attempt("audit", "10.0.0.1")).isPositive();
        assertThat(throttle.attempt("audit", "10.0.0.2")).isZero();
    }

    @Test
    void successForgivesTheAccountButNotTheAddress() {
        fail("gate", SignInThrottle.FREE_FOR_USER - 1);
        assertThat(throttle.attempt("gate", "10.0.0.1")).isZero();
        throttle.succeeded("gate", "10.0.0.1");
        fail("gate", SignInThrottle.FREE_FOR_USER);
        assertThat(throttle.attempt("gate", "10.0.0.1")).isPositive();
        fail("other", SignInThrottle.FREE_FOR_USER);
        fail("third", SignInThrottle.FREE_FOR_USER);
        fail("last", 1);
        assertThat(throttle.attempt("last", "10.0.0.1")).isPositive();
    }

    @Test
    void oldFailuresAreForgiven() {
        fail("gate", SignInThrottle.FREE_FOR_USER);
        clock.pass(SignInThrottle.FORGIVEN.plusMillis(1));
        fail("gate", 1);
        assertThat(throttle.attempt("gate", "10.0.0.1")).isZero();
    }

    private void fail(String user, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(throttle.attempt(user, "10.0.0.1")).isZero();
        }
    }
}
