package sekisho.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import sekisho.app.config.Config;
import sekisho.app.config.SiteFile;
import sekisho.simulation.DemoScript.ExpectedAlarm;
import sekisho.site.Finding;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;

class DemoScriptTest {
    /// A Saturday night: the demo may be started at any time.
    private static final Instant BEGIN = Instant.parse("2026-11-21T14:58:30.250Z");

    private static Config config;

    @BeforeAll
    static void readTheSite() throws Exception {
        try (var in = DemoScript.class.getResourceAsStream("/sekisho/demo/site.yaml")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String filled =
                    text.replace("{port of east-wing}", "4001").replaceAll("\\{port.*}", "1");
            config = SiteFile.read(Path.of("/demo/site.yaml"), filled);
        }
    }

    @Test
    void theStoryRaisesExactlyItsAlarmsWithinTwoMinutes() {
        var site = new ToldSite(config, BEGIN);
        var script = script(0, BEGIN);

        play(script, site, BEGIN.plusSeconds(122));

        assertThat(alarms(site.findings)).isEqualTo(DemoScript.expectedAlarms());
        assertThat(script.isStoryOver()).isTrue();
    }

    @Test
    void aWeekOfQuietTrafficRaisesNothingMore() {
        for (int start = 0; start < 5; start++) {
            Instant begin = BEGIN.plus(Duration.ofDays(31L * start));
            var site = new ToldSite(config, begin);

            play(script(0, begin), site, begin.plus(Duration.ofDays(7)));

            assertThat(alarms(site.findings))
                    .as("begun on %s", begin)
                    .isEqualTo(DemoScript.expectedAlarms());
        }
    }

    @Test
    void stoppedAtAnyMomentAndStartedAgainItGoesOnWithoutAnotherAlarm() {
        for (int halfSecond = 0; halfSecond < 260; halfSecond++) {
            for (Duration away : List.of(Duration.ofSeconds(5), Duration.ofHours(20))) {
                Instant stop = BEGIN.plusMillis(500L * halfSecond);
                var site = new ToldSite(config, BEGIN);
                var first = script(0, BEGIN);
                play(first, site, stop);
                end(first, site);

                site.restart(stop.plus(away));
                var second = script(first.position(), site.now());
                play(second, site, site.now().plusSeconds(300));

                assertThat(alarms(site.findings))
                        .as("stopped at %s, away for %s", stop, away)
                        .isEqualTo(DemoScript.expectedAlarms());
            }
        }
    }

    @Test
    void stoppedAgainAndAgainItStillGetsThroughTheStory() {
        for (long seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var site = new ToldSite(config, BEGIN);
            int position = 0;
            for (int run = 0; run < 12; run++) {
                var script = script(position, site.now());
                play(script, site, site.now().plusMillis(random.nextInt(60_000)));
                end(script, site);
                position = script.position();
                site.restart(site.now().plusSeconds(random.nextInt(3, 40_000)));
            }
            play(script(position, site.now()), site, site.now().plusSeconds(300));

            assertThat(alarms(site.findings))
                    .as("seed %d", seed)
                    .isEqualTo(DemoScript.expectedAlarms());
        }
    }

    @Test
    void killedAtAnyMomentItTellsNoTroubleTwice() {
        Set<String> ofTheKill = Set.of("door-held", "unescorted-visitor", "overstay");
        for (int halfSecond = 0; halfSecond < 260; halfSecond++) {
            Instant kill = BEGIN.plusMillis(500L * halfSecond);
            var site = new ToldSite(config, BEGIN);
            var first = script(0, BEGIN);
            play(first, site, kill);

            site.restart(kill.plusSeconds(60));
            var second = script(first.position(), site.now());
            play(second, site, site.now().plusSeconds(300));

            assertThat(
                            alarms(site.findings).stream()
                                    .filter(alarm -> !ofTheKill.contains(alarm.rule())))
                    .as("killed at %s", kill)
                    .isSubsetOf(DemoScript.expectedAlarms())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void noTwoScenesOfTheStoryOverlap() {
        for (int i = 1; i < OpeningDay.STORY.size(); i++) {
            var before = OpeningDay.STORY.get(i - 1);
            Duration ends = before.scene().steps().getLast().after().plusSeconds(before.second());
            assertThat(Duration.ofSeconds(OpeningDay.STORY.get(i).second()))
                    .as(OpeningDay.STORY.get(i).scene().title())
                    .isGreaterThan(ends);
        }
    }

    @Test
    void theSiteFileKnowsEveryPlaceAndEveryMember() {
        assertThat(config.site().doors())
                .extracting(door -> new Place.Door(door.id(), door.zone()))
                .containsExactlyElementsOf(
                        List.of(
                                Place.SERVER_ROOM_MAIN,
                                Place.LOADING_BAY,
                                Place.MEDIA_VAULT_MAIN,
                                Place.MEDIA_VAULT_REAR));
        assertThat(config.site().machines())
                .extracting(machine -> new Place.Machine(machine.id(), machine.zone()))
                .containsExactly(Place.RESIDENT_REGISTER, Place.BACKUP, Place.ARCHIVE);
        assertThat(config.people().all())
                .extracting(one -> new Cast.Member(one.person(), one.credentials().getFirst()))
                .containsExactlyElementsOf(Cast.ALL);
        for (Place.Door exit : Place.EXITS) {
            assertThat(config.site().readers()).anyMatch(one -> one.id().equals(exit.out()));
        }
        for (Place.Door entrance : Place.ENTRANCES) {
            assertThat(config.site().readers()).anyMatch(one -> one.id().equals(entrance.in()));
        }
    }

    private static DemoScript script(int position, Instant now) {
        return new DemoScript(position, now, config.site().clock());
    }

    private static void play(DemoScript script, ToldSite site, Instant until) {
        while (!script.dueAt().isAfter(until)) {
            site.advance(script.dueAt());
            script.due(site.now(), site.world).forEach(site::make);
        }
        site.advance(until);
    }

    /// Nobody is faster than a reader tells: a door that just opened shuts a moment later.
    private static void end(DemoScript script, ToldSite site) {
        site.advance(site.now().plusMillis(50));
        script.ending(site.world).forEach(site::make);
    }

    private static List<ExpectedAlarm> alarms(List<Finding> findings) {
        return findings.stream()
                .map(one -> new ExpectedAlarm(one.rule(), one.zone(), one.subject()))
                .toList();
    }
}
