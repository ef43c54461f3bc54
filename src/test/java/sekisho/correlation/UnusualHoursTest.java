package sekisho.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.correlation.Said.in;
import static sekisho.correlation.Said.out;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.Hours;
import sekisho.site.Observation.AccessGranted;
import sekisho.site.Policy;
import sekisho.site.Site;
import sekisho.site.ZoneId;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;

class UnusualHoursTest {
    private static final String RULE = "unusual-hours";

    @ParameterizedTest
    @CsvSource({
        "06:00, 0",
        "05:59:59.999, 1",
        "22:00, 0",
        "22:00:00.001, 1",
    })
    void bothEndsOfTheDayAreUsual(String time, int found) {
        var story = new Story();
        story.at(time, in("aoki", "room", "front"));
        assertThat(story.findings(RULE)).hasSize(found);
    }

    @Test
    void toLeaveIsNeverUnusual() {
        var story = new Story();
        story.at("23:00", out("aoki", "room", "front"));
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aWeekendIsUnusual() {
        assertThat(found(Story.PLAIN, Policy.DEFAULT.hours(), "2026-11-21T03:00:00Z")).isOne();
        assertThat(found(Story.PLAIN, Policy.DEFAULT.hours(), "2026-11-20T07:00:00Z")).isZero();
    }

    @Test
    void aHolidayIsUnusual() {
        Hours usual = Policy.DEFAULT.hours();
        var withHoliday =
                new Hours(
                        usual.days(),
                        usual.from(),
                        usual.until(),
                        List.of(LocalDate.parse("2026-11-23")));
        assertThat(found(Story.PLAIN, withHoliday, "2026-11-23T09:00:00Z")).isOne();
        assertThat(found(Story.PLAIN, withHoliday, "2026-11-24T09:00:00Z")).isZero();
    }

    @Test
    void theClockIsThatOfTheSite() {
        assertThat(found(site("Asia/Tokyo", null), Policy.DEFAULT.hours(), "2026-11-16T13:00:00Z"))
                .isZero();
        assertThat(
                        found(
                                site("Asia/Tokyo", null),
                                Policy.DEFAULT.hours(),
                                "2026-11-16T13:00:00.001Z"))
                .isOne();
    }

    @Test
    void summerTimeMovesTheHours() {
        Site berlin = site("Europe/Berlin", null);
        assertThat(found(berlin, Policy.DEFAULT.hours(), "2026-03-27T05:00:00Z")).isZero();
        assertThat(found(berlin, Policy.DEFAULT.hours(), "2026-03-27T04:59:59.999Z")).isOne();
        assertThat(found(berlin, Policy.DEFAULT.hours(), "2026-03-30T04:00:00Z")).isZero();
        assertThat(found(berlin, Policy.DEFAULT.hours(), "2026-03-30T03:59:59.999Z")).isOne();
    }

    @Test
    void aZoneMayBeOpenRoundTheClock() {
        assertThat(found(site("UTC", Hours.ALWAYS), Policy.DEFAULT.hours(), "2026-11-21T03:00:00Z"))
                .isZero();
    }

    @Test
    void anEntryAtNightIsFoundAtOnce() {
        var story = new Story();
        story.at("23:00", in("aoki", "room", "front"));
        assertThat(story.findings())
                .containsExactly("23:00:00 unusual-hours room {person=aoki}[1]");
    }

    @Test
    void aReadThatNamesNobodyIsToldByItsDoor() {
        var story = new Story();
        Instant night = Story.time("23:00");
        story.tell(
                night,
                new AccessGranted(
                        night,
                        new ZoneId("room"),
                        new DoorId("front"),
                        null,
                        Direction.IN,
                        null,
                        null));
        assertThat(story.findings()).containsExactly("23:00:00 unusual-hours room {door=front}[1]");
    }

    @Test
    void theHourChangesInTheVeryMillisecondThatTheClockDoes() {
        var early =
                new Hours(
                        List.of(DayOfWeek.values()),
                        LocalTime.of(3, 0),
                        LocalTime.of(22, 0),
                        List.of());
        var story = new Story(site("Europe/Berlin", null), Policies.with(early));
        Instant change = Instant.parse("2026-03-29T01:00:00Z");
        for (long millis : new long[] {-1, 0, 1, -2}) {
            Instant at = change.plusMillis(millis);
            story.tell(change.plusSeconds(60), in("p" + millis, "room", "front").apply(at));
        }
        assertThat(story.findings(RULE)).hasSize(2).allMatch(found -> found.contains("{person=p-"));
    }

    @Test
    void aDayBeginsAtMidnight() {
        var workdays =
                new Hours(
                        Policy.DEFAULT.hours().days(),
                        LocalTime.MIDNIGHT,
                        LocalTime.MIDNIGHT,
                        List.of());
        assertThat(found(Story.PLAIN, workdays, "2026-11-20T23:59:59.999Z")).isZero();
        assertThat(found(Story.PLAIN, workdays, "2026-11-21T00:00:00Z")).isOne();
        assertThat(found(Story.PLAIN, workdays, "2026-11-22T23:59:59.999Z")).isOne();
        assertThat(found(Story.PLAIN, workdays, "2026-11-23T00:00:00Z")).isZero();
    }

    private static int found(Site site, Hours hours, String time) {
        var story = new Story(site, Policies.with(hours));
        Instant at = Instant.parse(time);
        story.tell(at, in("aoki", "room", "front").apply(at));
        return story.findings(RULE).size();
    }

    private static Site site(String clock, @Nullable Hours hours) {
        return new Site(
                "site",
                java.time.ZoneId.of(clock),
                List.of(new Site.Zone(new ZoneId("room"), "Room", null, hours)),
                List.of(),
                List.of(),
                List.of());
    }
}
