package sekisho.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.correlation.Correlator;
import sekisho.journal.Entry;
import sekisho.journal.Journal;
import sekisho.journal.tree.SigningKey;
import sekisho.journal.tree.VerifierKey;
import sekisho.rig.Until;
import sekisho.site.DoorId;
import sekisho.site.Finding.FindingRaised;
import sekisho.site.Observation.DoorOpened;
import sekisho.site.Policy;
import sekisho.site.Recording;
import sekisho.site.Sighting;
import sekisho.site.Site;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;
import sekisho.snapshot.SnapshotWriter.Pace;
import sekisho.snapshot.Snapshots;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A stop and a start, with what the one leaves behind for the other.
class RestartTest {
    private static final ZoneId ZONE = new ZoneId("server-room");
    private static final Instant NINE = Instant.parse("2026-11-20T00:00:00Z");
    private static final Pace AT_STOP = new Pace(Long.MAX_VALUE, Duration.ofDays(1), 1);

    /// Small enough that a few entries fill several segments.
    private static final long SEGMENT = 1_000;

    @TempDir Path folder;

    private volatile Instant now = NINE;
    private final InstantSource clock = () -> now;

    @Test
    void aStartGoesOnFromWhatTheStopLeft() throws Exception {
        long last;
        try (Core core = open()) {
            core.intake().submit(List.of(opened("front")));
            last = core.journal().durable();
        }
        try (Core core = open()) {
            assertThat(core.startedFrom()).isEqualTo(last);
            assertThat(core.journal().durable()).isEqualTo(last);
        }
    }

    @Test
    void whatWasDueLaterIsFoundByWhoeverGoesOn() throws Exception {
        try (Core core = open()) {
            core.intake().submit(List.of(opened("front")));
        }
        now = NINE.plus(Duration.ofMinutes(1));
        try (Core core = open()) {
            core.intake().submit(List.of(opened("back")));
            assertThat(core.startedFrom()).isPositive();
            assertThat(rules(core, "front"))
                    .containsExactly("door-forced", "unlogged-entry", "door-held");
        }
    }

    @Test
    void findingsThatACrashKeptFromTheDiskBehindASnapshotAreEnteredOnce() throws Exception {
        try (Core core = open()) {
            core.intake().submit(List.of(opened("front")));
        }
        crashAfter(opened("back"));
        for (int start = 0; start < 2; start++) {
            try (Core core = open()) {
                assertThat(core.startedFrom()).isPositive();
                assertThat(rules(core, "back")).containsExactly("door-forced");
                assertThat(rules(core, "front")).containsExactly("door-forced");
            }
        }
    }

    @Test
    void aSnapshotOfAnotherJournalIsThrownAway() throws Exception {
        try (Core core = open()) {
            core.intake().submit(List.of(opened("front")));
        }
        Path other = folder.resolve("other");
        try (Core core = open(other)) {
            core.intake().submit(List.of(opened("back")));
            assertThat(core.startedFrom()).isZero();
        }
        replace(data().resolve("snapshots"), other.resolve("snapshots"));
        try (Core core = open(other)) {
            assertThat(core.startedFrom()).isZero();
            assertThat(rules(core, "back")).containsExactly("door-forced");
        }
    }

    @Test
    void aSnapshotIsTakenOnTheWayAndLeftByWhoeverIsKilled() throws Exception {
        var often = new Pace(2, Duration.ofDays(1), Long.MAX_VALUE);
        try (Core core = Core.open(data(), site(), Policy.DEFAULT, clock, often)) {
            core.intake().submit(List.of(opened("front")));
        }
        try (Core core = open()) {
            assertThat(core.startedFrom()).isPositive();
        }
    }

    @Test
    void whatASnapshotKeptFromBeingFoundIsFoundBehindTheStart() throws Exception {
        try (Core core = open()) {
            core.intake().submit(List.of(opened("front")));
        }
        lie();
        now = NINE.plus(Duration.ofMinutes(1));
        try (Core core = open()) {
            assertThat(core.startedFrom()).isPositive();
            core.rejudged().get(30, TimeUnit.SECONDS);
            assertThat(rules(core, "front"))
                    .containsExactly("door-forced", "unlogged-entry", "door-held");
        }
    }

    @Test
    void onceEverythingHasBeenJudgedAgainNothingRestsOnTheSnapshot() throws Exception {
        try (Core core = open()) {
            core.intake().submit(List.of(opened("front")));
        }
        lie();
        try (Core core = open()) {
            core.rejudged().get(30, TimeUnit.SECONDS);
            now = NINE.plus(Duration.ofMinutes(1));
            core.intake().submit(List.of(opened("back")));
            assertThat(rules(core, "front"))
                    .containsExactly("door-forced", "unlogged-entry", "door-held");
        }
    }

    @Test
    void damageThatAStartDidNotReadIsFoundBehindIt() throws Exception {
        for (int batch = 0; batch < 10; batch++) {
            var many = new ArrayList<Sighting>();
            for (int i = 0; i < 50; i++) {
                many.add(opened("door-" + batch + '-' + i));
            }
            crashAfter(many.toArray(Sighting[]::new));
        }
        open().close();
        Path first = data().resolve("journal/0000000000000000001.log");
        byte[] bytes = Files.readAllBytes(first);
        bytes[20] ^= 1;
        Files.write(first, bytes, StandardOpenOption.TRUNCATE_EXISTING);
        try (Core core = open()) {
            assertThat(core.startedFrom()).isPositive();
            Until.holds(
                    "nothing is taken in any more",
                    Duration.ofSeconds(30),
                    () -> core.recording().state() == Recording.State.DAMAGED);
            assertThat(core.recording().reason()).contains("damaged in segment");
        }
        assertThat(Files.list(data().resolve("snapshots"))).isEmpty();
    }

    /// Puts a whole and fitting snapshot into the folder that knows nothing.
    private void lie() throws IOException, InterruptedException {
        var key = Path.of(data() + "-keys").resolve(SigningKey.PUBLIC);
        var snapshots =
                new Snapshots(
                        data().resolve("snapshots"),
                        data().resolve("log"),
                        VerifierKey.parse(Files.readString(key).strip()));
        try (Journal journal = Journal.open(data().resolve("journal"), SEGMENT)) {
            var ignorant = Correlator.of(site(), Policy.DEFAULT);
            var recollection = Recollection.of(journal);
            var taken = Snapshots.take(journal.durable(), NINE, recollection.plan(), ignorant);
            assertThat(snapshots.keep(taken)).isTrue();
        }
    }

    /// What is entered and judged by nobody.
    private void crashAfter(Sighting... sightings) {
        try (Journal journal = Journal.open(data().resolve("journal"), SEGMENT)) {
            journal.append(List.of(sightings), now);
            journal.force();
        }
    }

    private static void replace(Path by, Path folder) throws IOException {
        for (Path one : list(folder)) {
            Files.delete(one);
        }
        for (Path one : list(by)) {
            Files.copy(one, folder.resolve(one.getFileName()));
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Core open() throws Exception {
        return open(data());
    }

    private Core open(Path data) throws Exception {
        return Core.open(data, site(), Policy.DEFAULT, clock, AT_STOP);
    }

    private static Site site() {
        return new Site(
                "test",
                java.time.ZoneOffset.UTC,
                List.of(new Site.Zone(ZONE, "server room", null, null)),
                List.of(),
                List.of(),
                List.of());
    }

    private static Sighting opened(String door) {
        var fact = new DoorOpened(NINE, ZONE, new DoorId(door));
        return Sighting.of(fact, new SourceId("controller"), door, 1);
    }

    private static List<String> rules(Core core, String door) {
        var rules = new ArrayList<String>();
        for (Entry entry : core.journal().read(1, 10_000)) {
            if (entry.fact() instanceof FindingRaised raised
                    && door.equals(raised.subject().get("door"))) {
                rules.add(raised.rule());
            }
        }
        return rules;
    }
}
