package sekisho.sensor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import sekisho.site.Observation;
import sekisho.site.SourceId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class SignsOfLifeTest {
    private static final SourceId PANEL = new SourceId("panel");

    private final List<String> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-21T00:00:00Z");

    @Test
    void aSenderThatSaysNothingIsLostOnceAndRestoredOnce() {
        var life = new SignsOfLife(PANEL, Duration.ofMinutes(1), false);
        life.begin(now);
        life.heard(now, now, this::tell);
        pass(life, 59);
        assertThat(told).doesNotContain("lost").contains("alive");
        pass(life, 120);
        assertThat(told).containsOnlyOnce("lost").endsWith("lost");
        life.heard(now, now, this::tell);
        pass(life, 30);
        assertThat(told).containsOnlyOnce("lost", "restored").endsWith("alive");
    }

    @Test
    void aSenderThatNeverSaidAnythingIsLostAndNeverAlive() {
        var life = new SignsOfLife(PANEL, Duration.ofMinutes(1), false);
        life.begin(now);
        pass(life, 61);
        assertThat(told).containsExactly("lost");
    }

    @Test
    void nothingIsClaimedOfASenderThatNeedNotSayAnything() {
        var life = new SignsOfLife(PANEL, null, false);
        life.begin(now);
        life.heard(now, now, this::tell);
        pass(life, 10_000);
        assertThat(told).isEmpty();
    }

    @Test
    void aConnectionThatComesBackSoonWasNeverLost() {
        var life = connected(null);
        life.disconnected("reset", now);
        pass(life, 9);
        life.connected(now, now, this::tell);
        pass(life, 30);
        assertThat(told).doesNotContain("lost").contains("alive");
    }

    @Test
    void aConnectionThatIsGoneIsLostOnceHoweverOftenItIsTried() {
        var life = connected(null);
        told.clear();
        for (int i = 0; i < 10; i++) {
            life.disconnected("refused", now);
            pass(life, 5);
        }
        assertThat(told).containsExactly("lost");
        life.connected(now, now, this::tell);
        assertThat(told).containsExactly("lost", "restored", "alive");
    }

    @Test
    void aConnectionOverWhichNothingComesIsNoSignOfLife() {
        var life = connected(Duration.ofMinutes(1));
        pass(life, 61);
        assertThat(told).endsWith("lost");
        life.disconnected("reset", now);
        life.connected(now, now, this::tell);
        pass(life, 61);
        assertThat(told).endsWith("lost").containsOnlyOnce("lost");
        life.heard(now, now, this::tell);
        assertThat(told).endsWith("lost", "restored", "alive");
    }

    private SignsOfLife connected(@org.jspecify.annotations.Nullable Duration silentAfter) {
        var life = new SignsOfLife(PANEL, silentAfter, true);
        life.begin(now);
        life.connected(now, now, this::tell);
        return life;
    }

    private void pass(SignsOfLife life, int seconds) {
        for (int i = 0; i < seconds; i++) {
            now = now.plusSeconds(1);
            life.elapse(now, now, this::tell);
        }
    }

    private void tell(Observation fact) {
        told.add(
                switch (fact) {
                    case Observation.SourceAlive _ -> "alive";
                    case Observation.SourceLost _ -> "lost";
                    case Observation.SourceRestored _ -> "restored";
                    default -> fact.toString();
                });
    }
}
