package sekisho.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sekisho.account.ManualClock;
import sekisho.journal.tree.Checkpoint;
import sekisho.journal.tree.Cosignatures;
import sekisho.journal.tree.Hash;
import sekisho.journal.tree.Tiles;
import sekisho.site.Intake;
import sekisho.site.Observation;
import sekisho.site.Observation.SourceLost;
import sekisho.site.Observation.SourceRestored;
import sekisho.site.Observation.SourceTampered;
import sekisho.site.Recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The way to a witness that answers over real HTTP.
class WitnessTest {
    private static final Instant MORNING = Instant.parse("2026-11-21T00:00:00Z");

    @TempDir Path temp;

    private final ManualClock clock = new ManualClock(MORNING);
    private final List<Observation> told = new ArrayList<>();
    private boolean recording = true;
    private GrowingLog log;
    private FakeWitness there;
    private Courier courier;

    @BeforeEach
    void begin() throws Exception {
        log = new GrowingLog(temp.resolve("log"), temp.resolve("keys"));
        there = new FakeWitness(log.verifier(), clock);
        courier = courier();
    }

    @AfterEach
    void end() {
        there.close();
    }

    private Courier courier() throws IOException {
        return new Courier(
                new Witness(new WitnessConfig(there.url(), there.key()), log.folder),
                log::newest,
                this::tell,
                clock);
    }

    private void tell(Observation fact) {
        if (!recording) {
            throw new Intake.NotRecording(
                    new Recording(Recording.State.DISK_FULL, clock.instant(), "full"));
        }
        told.add(fact);
    }

    private @Nullable String cosigned() throws IOException {
        return Cosignatures.in(log.folder).newest();
    }

    private void turnAfter(Duration span) throws InterruptedException {
        clock.pass(span);
        courier.turn();
    }

    @ParameterizedTest(name = "by ML-DSA-44: {0}")
    @ValueSource(booleans = {false, true})
    void aCheckpointIsCosignedAndKept(boolean quantum) throws Exception {
        try (var other = new FakeWitness(log.verifier(), clock, quantum)) {
            var witness = new Witness(new WitnessConfig(other.url(), other.key()), log.folder);
            log.grow(300, "entry");
            witness.give(log.tree(), clock.instant());
            assertThat(other.size()).isEqualTo(300);
            String note = Objects.requireNonNull(cosigned());
            assertThat(note).startsWith(log.tree().note());
            assertThat(other.key().cosigned(note)).isEqualTo(MORNING);
        }
    }

    @Test
    void eachCheckpointGoesOnFromTheOneBefore() throws Exception {
        for (int i = 0; i < 20; i++) {
            log.grow(37, "entry");
            turnAfter(Duration.ofMinutes(1));
            assertThat(there.size()).isEqualTo(37L * (i + 1));
        }
        assertThat(there.asked.getFirst()).isEqualTo("old 0");
        assertThat(there.asked.getLast()).isEqualTo("old " + 37 * 19);
        assertThat(told).isEmpty();
    }

    @Test
    void itIsAskedAtMostOnceAMinuteAndNotForTheSameAgain() throws Exception {
        log.grow(1, "entry");
        courier.turn();
        log.grow(1, "entry");
        turnAfter(Duration.ofSeconds(59));
        assertThat(there.asked).hasSize(1);
        turnAfter(Duration.ofSeconds(1));
        turnAfter(Duration.ofHours(1));
        assertThat(there.asked).hasSize(2);
    }

    @Test
    void theFirstOfEachDayIsKeptForGood() throws Exception {
        for (int i = 0; i < 6; i++) {
            log.grow(10, "entry");
            courier.turn();
            clock.pass(Duration.ofHours(12));
        }
        assertThat(Cosignatures.of(Tiles.in(log.folder)))
                .extracting(note -> note.lines().toList().get(1))
                .containsExactly("10", "30", "50", "60");
    }

    @Test
    void whatItKnowsIsRememberedOverAStartOfTheStation() throws Exception {
        log.grow(100, "entry");
        courier.turn();
        log.grow(100, "entry");
        courier = courier();
        turnAfter(Duration.ofMinutes(1));
        assertThat(there.asked).containsExactly("old 0", "old 100");
    }

    @Test
    void aWitnessThatKnowsAnotherSizeSaysSoAndIsGivenTheProofFromThere() throws Exception {
        log.grow(100, "entry");
        courier.turn();
        Files.delete(log.folder.resolve("cosigned"));
        log.grow(1, "entry");
        courier = courier();
        courier.turn();
        assertThat(there.asked).containsExactly("old 0", "old 0", "old 100");
        assertThat(there.size()).isEqualTo(101);
        assertThat(told).isEmpty();
    }

    @Test
    void aWitnessThatHasSeenAnotherTreeRaisesAnAlarmOnce() throws Exception {
        log.grow(100, "entry");
        courier.turn();
        var forged = new GrowingLog(temp.resolve("forged"), temp.resolve("stolen"));
        copyKey(log.keys, forged.keys);
        forged.grow(100, "another").grow(50, "entry");
        log = forged;
        courier = courier();
        turnAfter(Duration.ofMinutes(1));
        turnAfter(Duration.ofMinutes(1));
        assertThat(told).hasSize(1);
        assertThat(told.getFirst())
                .isInstanceOfSatisfying(
                        SourceTampered.class,
                        fact -> {
                            assertThat(fact.source()).isEqualTo(Courier.THE_LOG);
                            assertThat(fact.reason()).contains("has seen another log");
                        });
        assertThat(there.size()).isEqualTo(100);
        assertThat(cosigned()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {422, 409})
    void anotherRootOfTheSameSizeRaisesAnAlarm(int status) throws Exception {
        log.grow(100, "entry");
        there.remember(new Checkpoint("sekisho/test", 100, Hash.EMPTY));
        there.answerToAnotherRoot(status);
        courier.turn();
        assertThat(told).singleElement().isInstanceOf(SourceTampered.class);
    }

    @Test
    void aWitnessThatHasSeenMoreThanThereIsTellsOfAnOlderCopy() throws Exception {
        log.grow(100, "entry");
        there.remember(new Checkpoint("sekisho/test", 150, log.tree().checkpoint().root()));
        courier.turn();
        assertThat(told).singleElement().isInstanceOf(SourceTampered.class);
        assertThat(((SourceTampered) told.getFirst()).reason())
                .contains("150 entries of this log, and it has 100: it is an older copy");
    }

    @Test
    void aWitnessThatIsAwayIsToldOnceAndMissedByNobody() throws Exception {
        log.grow(100, "entry");
        there.fail(Integer.MAX_VALUE);
        var pauses = new ArrayList<Duration>();
        for (int i = 0; i < 10; i++) {
            pauses.add(courier.turn());
        }
        assertThat(pauses).isSorted();
        assertThat(pauses.getFirst()).isEqualTo(Duration.ofSeconds(10));
        assertThat(pauses.getLast()).isEqualTo(Duration.ofMinutes(10));
        assertThat(told)
                .singleElement()
                .isInstanceOfSatisfying(
                        SourceLost.class, lost -> assertThat(lost.reason()).contains("status 503"));
        there.fail(0);
        courier.turn();
        assertThat(there.size()).isEqualTo(100);
        assertThat(told).hasSize(2).last().isInstanceOf(SourceRestored.class);
    }

    @Test
    void aShortAbsenceIsNobodysBusiness() throws Exception {
        log.grow(100, "entry");
        there.fail(3);
        for (int i = 0; i < 4; i++) {
            courier.turn();
        }
        assertThat(there.size()).isEqualTo(100);
        assertThat(told).isEmpty();
    }

    @Test
    void whatCantBeEnteredWhileTheDiskIsFullIsEnteredAfterwards() throws Exception {
        log.grow(100, "entry");
        there.remember(new Checkpoint("sekisho/test", 150, log.tree().checkpoint().root()));
        recording = false;
        courier.turn();
        assertThat(told).isEmpty();
        recording = true;
        courier.turn();
        assertThat(told).singleElement().isInstanceOf(SourceTampered.class);
    }

    @Test
    void nobodyAnswersAtAll() throws Exception {
        log.grow(1, "entry");
        there.close();
        var witness = new Witness(new WitnessConfig(there.url(), there.key()), log.folder);
        assertThatThrownBy(() -> witness.give(log.tree(), MORNING))
                .isInstanceOf(IOException.class)
                .hasMessage("no connection to 127.0.0.1");
    }

    @Test
    void aWitnessThatDoesNotKnowTheLogIsNoObjection() throws Exception {
        log.grow(1, "entry");
        there.follow(new GrowingLog(temp.resolve("x"), temp.resolve("other")).verifier());
        var witness = new Witness(new WitnessConfig(there.url(), there.key()), log.folder);
        assertThatThrownBy(() -> witness.give(log.tree(), MORNING))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not know this log or its key");
    }

    @Test
    void aCosignatureByAnotherKeyIsNotKept() throws Exception {
        log.grow(1, "entry");
        try (var another = new FakeWitness(log.verifier(), clock)) {
            var witness = new Witness(new WitnessConfig(there.url(), another.key()), log.folder);
            assertThatThrownBy(() -> witness.give(log.tree(), MORNING))
                    .hasMessageContaining("another key than the configured one");
            assertThat(cosigned()).isNull();
        }
    }

    private static void copyKey(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (String file : List.of("log.key", "log.pub")) {
            Files.copy(from.resolve(file), to.resolve(file));
        }
    }
}
