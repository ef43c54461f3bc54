package sekisho.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sekisho.app.DecisionLoop.Judged;
import sekisho.journal.Entry;
import sekisho.journal.FakeDisk;
import sekisho.journal.FakeDisk.Call;
import sekisho.journal.FakeDisk.Fault;
import sekisho.journal.Journal;
import sekisho.journal.Vault;
import sekisho.journal.tree.SigningKey;
import sekisho.rig.Until;
import sekisho.site.Deed;
import sekisho.site.Deed.DeedDone;
import sekisho.site.DoorId;
import sekisho.site.Finding;
import sekisho.site.Intake.NotRecording;
import sekisho.site.Intake.Receipt;
import sekisho.site.Observation.DoorOpened;
import sekisho.site.Recording;
import sekisho.site.Sighting;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;
import sekisho.snapshot.SnapshotWriter;
import sekisho.snapshot.Snapshots;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;

/// The loop over a disk that fails: at any call, once or for a while, having done its work or not.
class DecisionLoopFaultTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Instant NINE = Instant.parse("2026-11-20T00:00:00Z");
    private static final SourceId READER = new SourceId("front-in");
    private static final long SEGMENT_BYTES = 1_000;
    private static final int FACTS = 12;

    private final CompletableFuture<Throwable> broken = new CompletableFuture<>();
    private volatile boolean full;
    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Call.class,
            names = {"CREATE", "WRITE", "FORCE", "FORCE_NAMES"})
    void whatIsSentUntilItIsAcknowledgedIsThereOnceAndJudgedOnce(Call call) throws Exception {
        int failures = 0;
        for (int nth = 1; nth <= 14; nth++) {
            for (boolean persisted : new boolean[] {false, true}) {
                var disk = new FakeDisk(new Random(nth));
                try (Journal journal = disk.journal(SEGMENT_BYTES);
                        DecisionLoop loop = started(journal)) {
                    disk.fail(new Fault(call, nth, persisted, nth % 3));
                    for (long seq = 1; seq <= FACTS; seq++) {
                        sendUntilAcknowledged(loop, seq);
                    }
                    assertThat(broken).as("%s %d %s", call, nth, persisted).isNotDone();
                }
                failures += disk.hasFailed() ? 1 : 0;
                isWhole(disk.afterPowerCut());
            }
        }
        assertThat(failures).as("the faults happened").isGreaterThan(10);
    }

    private static void sendUntilAcknowledged(DecisionLoop loop, long seq) throws Exception {
        Until.holds("fact " + seq + " is taken", PATIENCE, () -> isTaken(loop, seq));
    }

    private static boolean isTaken(DecisionLoop loop, long seq) throws Exception {
        try {
            loop.offer(List.of(opened(seq))).get();
            return true;
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(NotRecording.class);
            return false;
        }
    }

    /// Each fact once, each finding once, and none that the rules would not make of it.
    private static void isWhole(FakeDisk disk) {
        try (Journal journal = disk.journal(SEGMENT_BYTES)) {
            List<Entry> entries = journal.read(1, 10_000);
            assertThat(
                            entries.stream()
                                    .map(entry -> entry.sighting().seq())
                                    .filter(seq -> seq != null))
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, FACTS).boxed().toList());
            List<Finding> found = new ArrayList<>();
            entries.forEach(entry -> {
                if (entry.fact() instanceof Finding finding) {
                    found.add(finding);
                }
            });
            assertThat(found).isNotEmpty().doesNotHaveDuplicates();
            Recollection again = Recollection.of(journal);
            assertThat(again.unexplained()).isEmpty();
            assertThat(again.unrecorded()).isEmpty();
        }
    }

    @Test
    void whileTheDiskFailsNothingIsShownOrAcknowledgedAndEverybodyIsToldWhy() throws Exception {
        var disk = new FakeDisk(new Random(1));
        try (Journal journal = disk.journal(1 << 20);
                DecisionLoop loop = started(journal)) {
            sendUntilAcknowledged(loop, 1);
            long shown = journal.durable();
            disk.fail(new Fault(Call.FORCE, 1, false, Integer.MAX_VALUE));

            assertThatThrownBy(() -> loop.submit(List.of(opened(2))))
                    .isInstanceOf(NotRecording.class)
                    .hasMessageContaining("the disk failed");
            assertThat(loop.recording().state()).isEqualTo(Recording.State.DISK_FAILED);
            assertThatThrownBy(() -> loop.submit(List.of(opened(3))))
                    .isInstanceOf(NotRecording.class);
            assertThat(journal.durable()).isEqualTo(shown);

            disk.fail(null);
            Until.holds("it goes on", PATIENCE, () -> loop.recording().takesFacts());
            sendUntilAcknowledged(loop, 4);

            List<Entry> entries = journal.read(1, 1_000);
            assertThat(entries).extracting(entry -> entry.sighting().seq()).doesNotContain(2L, 3L);
            assertThat(entries)
                    .extracting(Entry::fact)
                    .filteredOn(DeedDone.class::isInstance)
                    .extracting(deed -> ((DeedDone) deed).type())
                    .containsExactly(Deed.STATION_RESUMED);
        }
    }

    @Test
    void theLastSpaceOfADiskIsLeftToWhoReads() throws Exception {
        var disk = new FakeDisk(new Random(1));
        try (Journal journal = disk.journal(1 << 20);
                DecisionLoop loop = started(journal)) {
            sendUntilAcknowledged(loop, 1);
            long shown = journal.durable();
            full = true;

            assertThatThrownBy(() -> loop.submit(List.of(opened(2))))
                    .isInstanceOf(NotRecording.class)
                    .hasMessageContaining("no space is left");
            assertThat(loop.recording().state()).isEqualTo(Recording.State.DISK_FULL);
            assertThat(journal.durable()).isEqualTo(shown);

            full = false;
            sendUntilAcknowledged(loop, 3);
        }
    }

    @Test
    void itCanBeClosedWhileTheDiskFails() throws Exception {
        var disk = new FakeDisk(new Random(1));
        Journal journal = disk.journal(1 << 20);
        DecisionLoop loop = started(journal);
        disk.fail(new Fault(Call.WRITE, 1, false, Integer.MAX_VALUE));
        assertThatThrownBy(() -> loop.submit(List.of(opened(1)))).isInstanceOf(NotRecording.class);

        loop.close();

        assertThat(broken).isNotDone();
    }

    @Test
    void anEntryThatChangedBehindItsBackStopsTheRecordingForGood() throws Exception {
        var disk = new FakeDisk(new Random(1));
        try (Journal journal = disk.journal(1 << 20);
                DecisionLoop loop = started(journal)) {
            for (long seq = 1; seq <= 3; seq++) {
                sendUntilAcknowledged(loop, seq);
            }
            disk.spoil("0000000000000000001.log", 60);
            assertThatThrownBy(() -> journal.read(1, 10)).hasMessageContaining("entry 1");

            Until.holds(
                    "it is noticed",
                    PATIENCE,
                    () -> loop.recording().state() == Recording.State.DAMAGED);

            assertThatThrownBy(() -> loop.submit(List.of(opened(4))))
                    .isInstanceOf(NotRecording.class)
                    .hasMessageContaining("damaged");
        }
    }

    @Test
    void whatIsDoneBetweenTurnsSeesNoEntryThatIsHalfMade() throws Exception {
        var vault = new BusyVault();
        var disk = new FakeDisk(new Random(1));
        try (Journal journal = disk.journal(1 << 20, vault);
                DecisionLoop loop = started(journal)) {
            List<CompletableFuture<Receipt>> offered = new ArrayList<>();
            for (long seq = 1; seq <= 300; seq++) {
                offered.add(loop.offer(List.of(opened(seq))));
                if (seq % 10 == 0) {
                    loop.run(() -> {
                        assertThat(vault.busy).isFalse();
                        assertThat(journal.read(1, 1_000).size()).isEqualTo(vault.taken);
                    });
                }
            }
            for (CompletableFuture<Receipt> one : offered) {
                one.get();
            }
        }
    }

    @Test
    void whatCantBeDoneBetweenTurnsIsToldToWhoWantedItAndNothingElseStops() throws Exception {
        var disk = new FakeDisk(new Random(1));
        try (Journal journal = disk.journal(1 << 20)) {
            DecisionLoop loop = started(journal);
            assertThatThrownBy(() ->
                            loop.run(() -> {
                                throw new IOException("the keys can't be written");
                            }))
                    .hasMessageContaining("the keys can't be written");
            sendUntilAcknowledged(loop, 1);
            full = true;
            assertThatThrownBy(() -> loop.submit(List.of(opened(2))))
                    .isInstanceOf(NotRecording.class);
            assertThatThrownBy(() -> loop.run(() -> {})).isInstanceOf(NotRecording.class);
            full = false;
            sendUntilAcknowledged(loop, 3);
            loop.close();
            assertThatThrownBy(() -> loop.run(() -> {}))
                    .hasRootCauseMessage("the station has stopped");
        }
    }

    /// Is busy from the moment something is taken until it is kept.
    private static final class BusyVault implements Vault {
        private volatile boolean busy;
        private volatile int taken;

        @Override
        public void resume(long last) {}

        @Override
        public Share share() {
            busy = true;
            return new Share() {
                @Override
                public void take(long sequence, Map<String, Object> members) {
                    taken++;
                }

                @Override
                public void keep() {
                    busy = false;
                }
            };
        }

        @Override
        public void close() {}
    }

    private DecisionLoop started(Journal journal) throws IOException {
        var loop =
                new DecisionLoop(
                        journal,
                        Recollection.of(journal),
                        new Recording(Recording.State.GOING, NINE, ""),
                        new DecisionLoop.Surroundings() {
                            @Override
                            public Judged judge() {
                                return DecisionLoopFaultTest.judge(journal);
                            }

                            @Override
                            public boolean isDiskFull() {
                                return full;
                            }

                            @Override
                            public Duration firstTry() {
                                return Duration.ofMillis(1);
                            }
                        },
                        () -> NINE,
                        noSnapshots(),
                        broken::complete);
        loop.start();
        return loop;
    }

    private SnapshotWriter noSnapshots() throws IOException {
        var kept =
                new Snapshots(
                        folder, folder, SigningKey.in(folder.resolve("keys"), "test").verifier());
        var never = new SnapshotWriter.Pace(Long.MAX_VALUE, Duration.ofDays(999), Long.MAX_VALUE);
        return new SnapshotWriter(kept, never, 0, NINE);
    }

    private static Judged judge(Journal journal) {
        Recollection recollection = Recollection.of(journal);
        return new Judged(
                recollection, recollection.unrecorded().stream().map(Sighting::of).toList());
    }

    /// A door that nobody was let in at: each is a finding.
    private static Sighting opened(long seq) {
        var fact = new DoorOpened(NINE, new ZoneId("room"), new DoorId("door-" + seq));
        return Sighting.of(fact, READER, "b", seq);
    }
}
