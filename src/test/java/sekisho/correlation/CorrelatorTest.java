package sekisho.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.correlation.Said.closed;
import static sekisho.correlation.Said.in;
import static sekisho.correlation.Said.inserted;
import static sekisho.correlation.Said.motion;
import static sekisho.correlation.Said.opened;
import static sekisho.correlation.Said.out;
import static sekisho.correlation.Said.permitted;
import static sekisho.correlation.Said.visit;

import org.junit.jupiter.api.Test;

import sekisho.site.Finding;
import sekisho.site.Paperwork.PlanAdopted;
import sekisho.site.Policy;
import sekisho.site.Policy.Undeclared;
import sekisho.site.Site;
import sekisho.site.ZoneId;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

class CorrelatorTest {
    private static final Instant MONDAY = Instant.parse("2026-11-16T09:00:00Z");

    private final Correlator correlator = Correlator.of(Story.PLAIN, Policy.DEFAULT);
    private final List<Finding> findings = new ArrayList<>();
    private final List<Long> unjudged = new ArrayList<>();
    private long sequence;

    @Test
    void aDeadlineAtTheTimeOfAnEntryFiresOnlyAfterEveryEntryOfThatTime() {
        var story = new Story();
        story.at("09:00", opened("room", "front"))
                .at("09:00:10", motion("room"))
                .at("09:00:10", in("aoki", "room", "front"))
                .until("09:00:29");
        assertThat(story.findings("unlogged-entry")).isEmpty();
    }

    @Test
    void deadlinesOfOneMomentFireInOrderOfTheirTriggers() {
        var story = new Story();
        story.at("09:00", opened("room", "back"))
                .at("09:00", motion("room"))
                .at("09:00", opened("room", "front"))
                .until("09:00:10");
        assertThat(story.findings("unlogged-entry"))
                .containsExactly(
                        "09:00:10 unlogged-entry room {door=back}[1]",
                        "09:00:10 unlogged-entry room {zone=room}[2]",
                        "09:00:10 unlogged-entry room {door=front}[3]");
    }

    @Test
    void itSaysWhenItWillHaveSomethingToDecide() {
        assertThat(correlator.dueAt()).isNull();
        tell(MONDAY, MONDAY, opened("room", "front"));
        assertThat(correlator.dueAt()).isEqualTo(MONDAY.plusMillis(10_001));
        correlator.elapse(MONDAY.plusMillis(10_000), findings::add);
        assertThat(findings).hasSize(1);
        correlator.elapse(MONDAY.plusMillis(10_001), findings::add);
        assertThat(findings).hasSize(2);
        assertThat(correlator.dueAt()).isEqualTo(MONDAY.plusMillis(30_001));
    }

    @Test
    void aClockThatIsAheadHurriesNobody() {
        tell(MONDAY, MONDAY, opened("room", "front"));
        tell(MONDAY.plusSeconds(1), MONDAY.plusSeconds(7200), opened("store", "side"));
        tell(MONDAY.plusSeconds(5), MONDAY.plusSeconds(5), in("aoki", "room", "front"));
        correlator.elapse(MONDAY.plusSeconds(11), findings::add);
        assertThat(findings).extracting(Finding::rule).doesNotContain("unlogged-entry");
    }

    @Test
    void anEntryExactlyAtTheHorizonIsJudgedAndOneAMillisecondOlderIsToldAndKeptOut() {
        correlator.onUnjudged(unjudged::add);
        Instant horizon = MONDAY.minus(Policy.DEFAULT.rejudged());
        tell(MONDAY, MONDAY, motion("hall"));
        tell(MONDAY, horizon, opened("room", "front"));
        tell(MONDAY, horizon.minusMillis(1), opened("room", "back"));
        assertThat(findings).hasSize(1);
        assertThat(unjudged).containsExactly(3L);
        assertThat(correlator.unjudged()).isOne();
    }

    @Test
    void whatHoldsSinceLongAgoIsNotForgotten() {
        tell(MONDAY, MONDAY, in("aoki", "room", "front"));
        tell(MONDAY, MONDAY, visit("v1", "store", "guest", "kato"));
        tell(
                MONDAY,
                MONDAY,
                permitted("p", "v:p:s", "room", MONDAY, MONDAY.plusSeconds(9_000_000)));
        for (int day = 1; day < 60; day++) {
            Instant noon = MONDAY.plus(Duration.ofDays(day));
            tell(noon, noon, closed("hall", "gate"));
        }
        findings.clear();
        Instant later = MONDAY.plus(Duration.ofDays(60));
        tell(later, later, motion("room"));
        tell(later, later, motion("store"));
        tell(later, later, inserted("room", "m1", "v:p:s"));
        tell(later, later, out("aoki", "room", "front"));
        correlator.elapse(later.plusSeconds(60), findings::add);
        assertThat(findings).isEmpty();
    }

    @Test
    void whatIsLateWithinTheHorizonIsJudgedAfterMuchWasForgotten() {
        for (int hour = 0; hour < 24 * 30; hour++) {
            Instant at = MONDAY.plus(Duration.ofHours(hour));
            tell(at, at, opened("room", "front"));
            tell(at.plusSeconds(1), at.plusSeconds(1), closed("room", "front"));
        }
        findings.clear();
        Instant end = MONDAY.plus(Duration.ofHours(24 * 30));
        tell(end, end.minus(Duration.ofHours(119)).minusSeconds(1), in("aoki", "room", "front"));
        assertThat(findings)
                .filteredOn(Finding.FindingWithdrawn.class::isInstance)
                .extracting(Finding::rule)
                .containsExactly("unlogged-entry", "door-forced");
    }

    @Test
    void aPlanIsInForceFromItsAdoptionOn() {
        var room = new Site.Zone(new ZoneId("room"), "Room", null, null);
        var site = new Site("site", ZoneOffset.UTC, List.of(room), List.of(), List.of(), List.of());
        tell(MONDAY, MONDAY, closed("room", "front"));
        correlator.accept(
                ++sequence,
                MONDAY.plusSeconds(1),
                new PlanAdopted(MONDAY.plusSeconds(1), site, Policies.with(Undeclared.FINDING)),
                findings::add);
        tell(MONDAY.plusSeconds(2), MONDAY.plusMillis(999), closed("room", "back"));
        assertThat(findings).isEmpty();
        tell(MONDAY.plusSeconds(2), MONDAY.plusSeconds(1), closed("room", "back"));
        assertThat(findings).extracting(Finding::rule).containsExactly("undeclared-door");
    }

    private void tell(Instant recordedAt, Instant at, Said said) {
        correlator.accept(++sequence, recordedAt, said.apply(at), findings::add);
    }
}
