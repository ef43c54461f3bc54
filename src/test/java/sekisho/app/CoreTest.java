package sekisho.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.journal.Entry;
import sekisho.journal.Journal;
import sekisho.site.DoorId;
import sekisho.site.Finding.FindingRaised;
import sekisho.site.Intake;
import sekisho.site.Intake.Receipt;
import sekisho.site.Observation.DoorClosed;
import sekisho.site.Observation.DoorOpened;
import sekisho.site.Paperwork.PlanAdopted;
import sekisho.site.Policy;
import sekisho.site.Recording;
import sekisho.site.Sighting;
import sekisho.site.Site;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// The box in the middle of the picture, on a real disk and with a clock that is set by hand.
class CoreTest {
    private static final ZoneId ZONE = new ZoneId("server-room");
    private static final DoorId FRONT = new DoorId("front");
    private static final SourceId READER = new SourceId("front-in");
    private static final Instant NINE = Instant.parse("2026-11-20T00:00:00Z");
    private static final Site SITE =
            new Site(
                    "test",
                    ZoneOffset.UTC,
                    List.of(new Site.Zone(ZONE, "server room", null, null)),
                    List.of(new Site.Door(FRONT, "front", ZONE, Site.Exit.BUTTON)),
                    List.of(),
                    List.of());

    /// Its `data` is the data folder; the keys are made beside that.
    @TempDir Path folder;

    private volatile Instant now = NINE;
    private final InstantSource clock = () -> now;

    @Test
    void aForcedDoorIsFoundAndEnteredBeforeItIsAcknowledged() throws Exception {
        try (Core core = open()) {
            Receipt receipt = core.intake().submit(List.of(opened(1)));

            assertThat(core.journal().durable()).isGreaterThan(receipt.sequence());
            assertThat(raised(core)).extracting(FindingRaised::rule).contains("door-forced");
        }
    }

    @Test
    void aSecondDeliveryIsAcknowledgedAndNotEnteredAgain() throws Exception {
        try (Core core = open()) {
            core.intake().submit(List.of(opened(1)));
            long before = core.journal().durable();

            Receipt again = core.intake().submit(List.of(opened(1)));

            assertThat(again.duplicates()).isEqualTo(1);
            assertThat(core.journal().durable()).isEqualTo(before);
        }
    }

    @Test
    void whatCanNotBeAnEntryIsRefusedByItselfAndTheOthersGoOn() throws Exception {
        try (Core core = open()) {
            var loneSurrogate = new DoorOpened(NINE, ZONE, new DoorId("\ud800"));
            CompletableFuture<Receipt> bad =
                    core.intake().offer(List.of(Sighting.of(loneSurrogate)));
            CompletableFuture<Receipt> good = core.intake().offer(List.of(opened(1)));

            assertThatThrownBy(bad::get).isInstanceOf(ExecutionException.class);
            assertThat(good.get().duplicates()).isZero();
        }
    }

    @Test
    void thePlanIsEnteredOnceAndAgainOnlyWhenItChanges() throws Exception {
        open().close();
        open().close();
        Site changed =
                new Site("renamed", SITE.clock(), SITE.zones(), SITE.doors(), List.of(), List.of());
        try (Core core = Core.open(data(), changed, Policy.DEFAULT, clock)) {
            assertThat(facts(core, PlanAdopted.class))
                    .extracting(plan -> plan.site().name())
                    .containsExactly("test", "renamed");
        }
    }

    @Test
    void aFindingThatACrashKeptFromTheDiskIsEnteredAtTheNextStart() throws Exception {
        try (Core core = open()) {
            assertThat(raised(core)).isEmpty();
        }
        try (Journal journal = Journal.open(data().resolve("journal"))) {
            journal.append(List.of(opened(1)), NINE);
            journal.force();
        }
        try (Core core = open()) {
            assertThat(raised(core)).extracting(FindingRaised::rule).contains("door-forced");
        }
        List<FindingRaised> once;
        try (Core core = open()) {
            once = raised(core);
        }
        try (Core core = open()) {
            assertThat(raised(core)).isEqualTo(once);
        }
    }

    @Test
    void aDeadlineFiresByItselfWhenItsTimeHasCome() throws Exception {
        try (Core core = open()) {
            var heard = new CompletableFuture<Long>();
            core.intake().submit(List.of(opened(1)));
            long before = core.journal().durable();
            var subscription = core.journal().onDurable(heard::complete);
            now = NINE.plus(Duration.ofSeconds(31));

            assertThat(heard.get()).isGreaterThan(before);
            subscription.close();
            assertThat(raised(core))
                    .extracting(FindingRaised::rule)
                    .contains("unlogged-entry", "door-held");
        }
    }

    @Test
    void aClockThatJumpsBackBringsNothingIntoDisorder() throws Exception {
        try (Core core = open()) {
            core.intake().submit(List.of(opened(1)));
            now = NINE.minus(Duration.ofHours(1));
            core.intake().submit(List.of(closed(2)));

            List<Entry> entries = core.journal().read(1, 100);
            for (int i = 1; i < entries.size(); i++) {
                assertThat(entries.get(i).recordedAt())
                        .isAfterOrEqualTo(entries.get(i - 1).recordedAt());
            }
        }
    }

    @Test
    void whatWasSignedAtTheStopIsWhatIsThereAtTheNextStart() throws Exception {
        try (Core core = open()) {
            core.intake().submit(List.of(opened(1)));
        }
        String checkpoint = Files.readString(data().resolve("log/checkpoint"));
        assertThat(checkpoint.lines().skip(1).findFirst()).isPresent();
        open().close();
        assertThat(Files.readString(data().resolve("log/checkpoint")))
                .startsWith(checkpoint.lines().findFirst().orElseThrow());
    }

    @Test
    void aJournalThatWasRolledBackBehindItsCheckpointIsNotSignedAgain() throws Exception {
        try (Core core = open()) {
            core.intake().submit(List.of(opened(1)));
        }
        Path segment = data().resolve("journal/0000000000000000001.log");
        byte[] whole = Files.readAllBytes(segment);
        Files.write(segment, java.util.Arrays.copyOf(whole, whole.length - 1));

        assertThatThrownBy(this::open)
                .isInstanceOf(Refused.class)
                .hasMessageContaining("was durable and is not there");
    }

    @Test
    void twoStationsCanNotShareAFolder() throws Exception {
        try (Core first = open()) {
            assertThat(first.journal().durable()).isPositive();
            assertThatThrownBy(this::open)
                    .hasMessageContaining("another")
                    .isInstanceOf(sekisho.journal.JournalFailed.class);
        }
    }

    @Test
    void aJournalDamagedBeforeItsEndIsNotAppendedTo() throws Exception {
        try (Core core = open()) {
            core.intake().submit(List.of(opened(1)));
            core.intake().submit(List.of(opened(2)));
        }
        Path segment;
        try (var files = Files.list(data().resolve("journal"))) {
            segment = files.filter(f -> f.toString().endsWith(".log")).findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(segment);
        bytes[20] ^= 1;
        Files.write(segment, bytes, StandardOpenOption.TRUNCATE_EXISTING);

        assertThatThrownBy(this::open)
                .isInstanceOf(Refused.class)
                .hasMessageContaining("damaged")
                .hasMessageContaining("sekisho verify");
    }

    @Test
    void aDamagedJournalIsReadUpToItsLastGoodEntryAndTakesNothingIn() throws Exception {
        long good;
        try (Core core = open()) {
            core.intake().submit(List.of(opened(1)));
            good = core.journal().durable();
            core.intake().submit(List.of(opened(2), opened(3)));
        }
        byte[] bytes = spoil(good);

        try (Core core = Core.openOrRead(new Folders(data()), SITE, Policy.DEFAULT, clock)) {
            assertThat(core.recording().state()).isEqualTo(Recording.State.DAMAGED);
            assertThat(core.recording().reason()).contains("entries up to " + good + " are good");
            assertThat(core.journal().read(1, 100)).hasSize((int) good);
            assertThatThrownBy(() -> core.intake().submit(List.of(opened(4))))
                    .isInstanceOf(Intake.NotRecording.class);
            assertThat(core.verifierKey()).startsWith("sekisho/");
        }
        assertThat(Files.readAllBytes(segment())).as("nothing was touched").isEqualTo(bytes);
    }

    /// Changes a letter in the entry behind so many.
    private byte[] spoil(long good) throws IOException {
        byte[] bytes = Files.readAllBytes(segment());
        int at = 0;
        for (long entry = 1; entry <= good; entry++) {
            at += 8 + ByteBuffer.wrap(bytes).getInt(at);
        }
        bytes[at + 20] ^= 1;
        Files.write(segment(), bytes, StandardOpenOption.TRUNCATE_EXISTING);
        return bytes;
    }

    private Path segment() {
        return data().resolve("journal/0000000000000000001.log");
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Core open() throws Exception {
        return Core.open(data(), SITE, Policy.DEFAULT, clock);
    }

    private static Sighting opened(long seq) {
        return Sighting.of(new DoorOpened(NINE, ZONE, FRONT), READER, "b", seq);
    }

    private static Sighting closed(long seq) {
        return Sighting.of(new DoorClosed(NINE, ZONE, FRONT), READER, "b", seq);
    }

    private static List<FindingRaised> raised(Core core) {
        return facts(core, FindingRaised.class);
    }

    private static <F> List<F> facts(Core core, Class<F> type) {
        var facts = new ArrayList<F>();
        for (Entry entry : core.journal().read(1, 10_000)) {
            if (type.isInstance(entry.fact())) {
                facts.add(type.cast(entry.fact()));
            }
        }
        return facts;
    }
}
