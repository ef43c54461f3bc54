package sekisho.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.correlation.Said.alive;
import static sekisho.correlation.Said.carriedIn;
import static sekisho.correlation.Said.carriedOut;
import static sekisho.correlation.Said.closed;
import static sekisho.correlation.Said.denied;
import static sekisho.correlation.Said.exit;
import static sekisho.correlation.Said.in;
import static sekisho.correlation.Said.inserted;
import static sekisho.correlation.Said.left;
import static sekisho.correlation.Said.motion;
import static sekisho.correlation.Said.opened;
import static sekisho.correlation.Said.out;
import static sekisho.correlation.Said.permitted;
import static sekisho.correlation.Said.removed;
import static sekisho.correlation.Said.visit;

import org.junit.jupiter.api.Test;

import sekisho.site.Fact;
import sekisho.site.Finding;
import sekisho.site.Policy;
import sekisho.snapshot.Restarted;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/// State grows with what is alive, not with history. Its size is that of what is saved.
class ForgettingTest {
    private static final Instant MONDAY = Instant.parse("2026-11-16T00:00:00Z");
    private static final String STICK = "0781:5567:A1";

    private final Correlator correlator = Correlator.of(Story.PLAIN, Policy.DEFAULT);
    private final List<Long> unjudged = new ArrayList<>();
    private Instant day = MONDAY;
    private long sequence;

    @Test
    void halfAYearLeavesNoMoreBehindThanFourWeeks() {
        live(28);
        int fourWeeks = Restarted.bytes(correlator);
        live(154);
        assertThat(Restarted.bytes(correlator)).isLessThan(fourWeeks + fourWeeks / 20);
    }

    @Test
    void peopleWhoAreStillInsideAndVisitsThatAreStillOpenAreAllThatStays() {
        live(7);
        tell("12:00", in("kato", "store", "side"));
        tell("12:00", visit("long", "store", "guest", "kato"));
        int before = Restarted.bytes(correlator);
        for (int i = 0; i < 30; i++) {
            day = day.plus(Duration.ofDays(1));
            tell("12:00", closed("hall", "gate"));
        }
        assertThat(Restarted.bytes(correlator)).isLessThan(before / 4);
        tell("12:01", motion("store"));
        tell("12:02", out("kato", "store", "side"));
        tell("12:03", left("long"));
        assertThat(correlator.unjudged()).isZero();
    }

    @Test
    void whatReachesBehindWhatIsRememberedIsKeptOutAndSaid() {
        correlator.onUnjudged(unjudged::add);
        live(14);
        long last = sequence;
        Instant now = day;
        day = now.minus(Policy.DEFAULT.rejudged()).minusMillis(1);
        accept(now, closed("hall", "gate").apply(now));
        int before = Restarted.bytes(correlator);
        accept(now, opened("room", "front").apply(day));
        accept(now, in("aoki", "room", "front").apply(day));
        assertThat(unjudged).containsExactly(last + 2, last + 3);
        assertThat(correlator.unjudged()).isEqualTo(2);
        assertThat(Restarted.bytes(correlator)).isEqualTo(before);
    }

    /// Days on which much happens, with new visits and permits each day.
    @Test
    void aVisitIsNotJudgedAgainWhereItsBeginningIsForgotten() {
        List<Finding> findings = new ArrayList<>();
        tell("09:00", in("aoki", "room", "front"));
        tell("09:05", visit("long", "room", "vendor", "aoki"));
        tell("12:00", out("aoki", "room", "front"));
        tell("12:01", in("aoki", "room", "front"));
        for (int i = 0; i < 10; i++) {
            day = day.plus(Duration.ofDays(1));
            tell("12:00", closed("hall", "gate"));
        }
        Instant now = day.plus(Duration.ofHours(13));
        Instant before = now.minusSeconds(600);
        Fact late = out("aoki", "room", "front").apply(before);
        correlator.accept(++sequence, now, late, findings::add);
        correlator.elapse(now.plusSeconds(600), findings::add);
        assertThat(findings)
                .filteredOn(finding -> finding.rule().equals("unescorted-visitor"))
                .extracting(Finding::at)
                .containsExactly(before.plusSeconds(60));
    }

    @Test
    void whatAFindingNamesFollowsFromTheEntriesWhateverTheTicks() {
        Correlator ticking = Correlator.of(Story.PLAIN, Policy.DEFAULT);
        List<Finding> without = new ArrayList<>();
        List<Finding> with = new ArrayList<>();
        for (int hour : List.of(0, 122)) {
            Instant at = MONDAY.plus(Duration.ofHours(hour));
            Fact fact = out("aoki", "room", "front").apply(at);
            correlator.accept(hour + 1, at, fact, without::add);
            ticking.accept(hour + 1, at, fact, with::add);
            for (int tick = 1; tick < 122; tick++) {
                ticking.elapse(at.plus(Duration.ofHours(tick)), with::add);
            }
        }
        assertThat(with).isEqualTo(without);
    }

    @Test
    void limitsOfHoursAreKeptWhereNothingIsJudgedAgain() {
        Policy usual = Policy.DEFAULT;
        var patient =
                new Policy(
                        usual.explainedWithin(),
                        usual.escortAway(),
                        usual.overstay(),
                        usual.releasedWithin(),
                        Duration.ofHours(3),
                        usual.silentIntervals(),
                        usual.denials(),
                        usual.denialsWithin(),
                        usual.hours(),
                        Duration.ZERO,
                        usual.undeclared());
        var story = new Story(Story.PLAIN, patient);
        story.at("09:00", opened("room", "front"))
                .at("10:59", closed("hall", "gate"))
                .until("12:00");
        assertThat(story.findings("door-held")).hasSize(1);
    }

    private void live(int days) {
        for (int i = 0; i < days; i++) {
            String visit = "v" + sequence;
            tell("08:00", alive("reader", 3600));
            tell("09:00", in("aoki", "room", "front"));
            tell("09:00", opened("room", "front"));
            tell("09:00", closed("room", "front"));
            tell("09:05", visit(visit, "room", "vendor", "aoki"));
            tell("09:10", motion("room"));
            tell("09:20", carriedIn("aoki", "room", STICK));
            tell("09:20", permitted("p" + sequence, STICK, "room", day, day.plusSeconds(86_399)));
            tell("09:30", inserted("room", "m1", STICK));
            tell("09:40", removed("room", "m1", STICK));
            tell("09:50", carriedOut("aoki", "room", STICK));
            tell("10:00", left(visit));
            tell("11:00", exit("room", "front"));
            tell("11:00", out("aoki", "room", "front"));
            tell("12:00", denied("room", "front"));
            tell("13:00", opened("room", "front"));
            tell("13:10", motion("room"));
            day = day.plus(Duration.ofDays(1));
        }
    }

    private void tell(String time, Said said) {
        Instant at = day.plus(Duration.between(LocalTime.MIN, LocalTime.parse(time)));
        accept(at, said.apply(at));
    }

    private void accept(Instant recordedAt, Fact fact) {
        correlator.accept(++sequence, recordedAt, fact, finding -> {});
    }
}
