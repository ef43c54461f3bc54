package sekisho.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import sekisho.site.SourceId;

class DoublesTest {
    private static final AgentBook.Known KNOWN =
            new AgentBook.Known("1f", null, false, 6, "a", "10.0.0.5", false);

    private static @Nullable String doubt(
            String boot, long run, long seq, long reached, String from, @Nullable String alive) {
        var hello =
                new Hello(
                        new SourceId("agent-db1"),
                        LinkSite.DB1,
                        LinkSite.CAGE,
                        boot,
                        run,
                        seq,
                        "1");
        return Doubles.doubt(KNOWN, hello, reached, from, alive);
    }

    @Test
    void anAgentThatComesBackIsNotDoubted() {
        assertThat(doubt("a", 6, 40, 40, "10.0.0.5", "10.0.0.5")).isNull();
    }

    @Test
    void norIsItsNextRun() {
        assertThat(doubt("b", 7, 0, 0, "10.0.0.5", null)).isNull();
        assertThat(doubt("b", 9, 0, 0, "10.0.0.5", null)).isNull();
    }

    @Test
    void anOlderRunIs() {
        assertThat(doubt("b", 6, 0, 0, "10.0.0.5", null)).contains("run 6", "put back");
        assertThat(doubt("b", 2, 0, 0, "10.0.0.5", null)).contains("run 2 comes after its run 6");
    }

    @Test
    void soAreNumbersThatGoBack() {
        assertThat(doubt("a", 6, 39, 40, "10.0.0.5", null)).contains("from 40 to 39");
    }

    @Test
    void soIsASecondOneWhileTheFirstIsAlive() {
        assertThat(doubt("b", 7, 0, 0, "10.0.0.9", "10.0.0.5"))
                .contains("10.0.0.9", "10.0.0.5", "alive");
    }

    @Test
    void soIsOneFromElsewhere() {
        assertThat(doubt("b", 7, 0, 0, "10.0.0.9", null))
                .isEqualTo("the agent comes from 10.0.0.9, before from 10.0.0.5");
    }
}
