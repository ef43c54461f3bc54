package sekisho.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.correlation.Correlator;
import sekisho.journal.Journal;
import sekisho.journal.tree.Publisher;
import sekisho.journal.tree.SigningKey;
import sekisho.site.DoorId;
import sekisho.site.Observation.DoorOpened;
import sekisho.site.Policy;
import sekisho.site.Sighting;
import sekisho.site.Site;
import sekisho.site.ZoneId;
import sekisho.site.json.Unreadable;
import sekisho.snapshot.SnapshotFile.About;
import sekisho.snapshot.Snapshots.Taken;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Which snapshots are believed.
class SnapshotsTest {
    private static final Instant NINE = Instant.parse("2026-11-20T00:00:00Z");

    @TempDir Path folder;

    private final Correlator correlator = Correlator.of(Site.undeclared(), Policy.DEFAULT);
    private Journal journal;
    private SigningKey key;
    private Snapshots snapshots;

    @BeforeEach
    void open() throws IOException {
        journal = Journal.open(folder.resolve("journal"));
        key = SigningKey.in(folder.resolve("keys"), "test");
        snapshots = new Snapshots(kept(), folder.resolve("log"), key.verifier());
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void whatWasKeptComesBack() throws IOException {
        Taken taken = signed(5);
        assertThat(snapshots.keep(taken)).isTrue();

        Snapshot snapshot = Objects.requireNonNull(snapshots.newest(journal));

        assertThat(snapshot.sequence()).isEqualTo(5);
        assertThat(snapshot.latest()).isEqualTo(NINE);
        assertThat(Restarted.saved(snapshot.correlator())).isEqualTo(Restarted.saved(correlator));
    }

    @Test
    void nothingIsKeptBeforeItsEntriesAreSigned() throws IOException {
        signed(5);
        Taken early = taken(2);
        assertThat(snapshots.keep(early)).isFalse();
        assertThat(kept()).doesNotExist();
    }

    @Test
    void twoAreKeptAndTheNewestIsTaken() throws IOException {
        for (int i = 0; i < 4; i++) {
            assertThat(snapshots.keep(signed(3))).isTrue();
        }
        assertThat(names()).hasSize(2);
        assertThat(snapshots.newest(journal)).extracting(Snapshot::sequence).isEqualTo(12L);
    }

    @Test
    void whereTheNewestIsDamagedTheOneBeforeItIsTaken() throws IOException {
        snapshots.keep(signed(3));
        snapshots.keep(signed(3));
        Path newest = kept().resolve(SnapshotFile.name(6));
        byte[] damaged = Files.readAllBytes(newest);
        damaged[damaged.length / 2] ^= 1;
        Files.write(newest, damaged);
        assertThat(snapshots.newest(journal)).extracting(Snapshot::sequence).isEqualTo(3L);
        assertThat(names()).containsExactly(SnapshotFile.name(3));
    }

    @Test
    void oneWithAFlippedBitOrWithoutItsEndIsNotRead() throws IOException {
        snapshots.keep(signed(3));
        Path file = kept().resolve(SnapshotFile.name(3));
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;
            Files.write(file, damaged);
            assertThatThrownBy(() -> SnapshotFile.read(file))
                    .as("byte %d", i)
                    .isInstanceOf(Unreadable.class);
            Files.write(file, Arrays.copyOf(whole, i));
            assertThatThrownBy(() -> SnapshotFile.read(file))
                    .as("%d bytes", i)
                    .isInstanceOf(Unreadable.class);
        }
    }

    @Test
    void aHalfWrittenOneIsIgnoredAndRemoved() throws IOException {
        snapshots.keep(signed(3));
        Path half = kept().resolve(SnapshotFile.name(9) + ".unfinished");
        Files.write(half, new byte[100]);
        assertThat(snapshots.newest(journal)).extracting(Snapshot::sequence).isEqualTo(3L);
        assertThat(half).doesNotExist();
    }

    @Test
    void oneThatOtherRulesMadeIsThrownAway() throws Exception {
        snapshots.keep(signed(3));
        assertThat(altered(new About(3, about().root(), "other"))).isNull();
    }

    @Test
    void oneOfAnotherTreeIsThrownAway() throws Exception {
        snapshots.keep(signed(3));
        String other = "A".repeat(43) + "=";
        assertThat(altered(new About(3, other, about().rules()))).isNull();
    }

    @Test
    void oneThatIsAheadOfTheJournalIsThrownAway() throws Exception {
        snapshots.keep(signed(3));
        assertThat(altered(new About(4, about().root(), about().rules()))).isNull();
    }

    @Test
    void oneOfAJournalThatWasReplacedIsThrownAway() throws IOException {
        snapshots.keep(signed(3));
        journal.close();
        try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        journal = Journal.open(folder.resolve("journal"));
        append("elsewhere", 3);
        assertThat(snapshots.newest(journal)).isNull();
    }

    @Test
    void theSameClassesHaveTheSameHashAndOthersAnother() throws IOException {
        Path one = Files.createDirectories(folder.resolve("classes"));
        for (String name : List.of("correlation", "site", "snapshot")) {
            Files.createDirectories(one.resolve("sekisho/" + name));
        }
        Path rule = one.resolve("sekisho/correlation/Rule.class");
        Files.writeString(rule, "ten seconds");
        String before = RulesCode.of(one);
        assertThat(RulesCode.of(one)).isEqualTo(before);
        Files.writeString(rule, "nine seconds");
        assertThat(RulesCode.of(one)).isNotEqualTo(before);
    }

    private @Nullable Snapshot altered(About about) throws Exception {
        StateBytes state = taken(0).state();
        Files.delete(kept().resolve(SnapshotFile.name(3)));
        SnapshotFile.write(kept(), about, state);
        return snapshots.newest(journal);
    }

    private About about() throws Exception {
        return SnapshotFile.read(kept().resolve(SnapshotFile.name(3))).about();
    }

    /// More entries, judged and signed.
    private Taken signed(int count) throws IOException {
        Taken taken = taken(count);
        Publisher.open(folder.resolve("log"), journal, key).publish(journal.durable());
        return taken;
    }

    private Taken taken(int count) {
        append("front", count);
        return Snapshots.take(journal.durable(), NINE, null, correlator);
    }

    private void append(String door, int count) {
        for (int i = 0; i < count; i++) {
            var fact = new DoorOpened(NINE, new ZoneId("room"), new DoorId(door));
            journal.append(List.of(Sighting.of(fact)), NINE)
                    .forEach(entry ->
                            correlator.accept(entry.sequence(), NINE, entry.fact(), _ -> {}));
        }
        journal.force();
    }

    private Path kept() {
        return folder.resolve("snapshots");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(kept())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
