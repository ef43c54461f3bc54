package sekisho.journal.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.journal.Journal;
import sekisho.journal.tree.Fault.Kind;
import sekisho.site.DoorId;
import sekisho.site.Observation.DoorOpened;
import sekisho.site.Sighting;
import sekisho.site.ZoneId;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.zip.CRC32C;

/// A journal of 300 signed entries in a few segments and 5 unsigned ones, and everything that an
/// attacker who owns the machine may do to it.
class VerificationTest {
    private static final Instant NINE = Instant.parse("2026-11-20T09:00:00Z");
    private static final int SIGNED = 300;
    private static final int ALL = 305;

    @TempDir Path temp;

    private Path journal;
    private Path log;
    private SigningKey key;

    @BeforeEach
    void aSignedJournal() throws IOException {
        journal = temp.resolve("journal");
        log = temp.resolve("log");
        key = SigningKey.in(temp.resolve("keys"), "sekisho.example");
        try (var open = Journal.open(journal, 20_000)) {
            var publisher = Publisher.open(log, open, key);
            for (int from = 1; from <= SIGNED; from += 50) {
                append(open, from, from + 49);
                publisher.publish(open.durable());
            }
            append(open, SIGNED + 1, ALL);
        }
    }

    private static void append(Journal journal, int from, int until) {
        var sightings = new ArrayList<Sighting>();
        for (int i = from; i <= until; i++) {
            sightings.add(
                    Sighting.of(
                            new DoorOpened(
                                    NINE.plusSeconds(i), new ZoneId("mdf"), new DoorId("front"))));
        }
        journal.append(sightings, NINE.plusSeconds(until));
        journal.force();
    }

    private Verified verify(Checkpoint... kept) throws IOException {
        return Verification.of(journal, log, Keys.of(key.verifier()), List.of(kept), _ -> {});
    }

    private List<Path> segments() throws IOException {
        try (var files = Files.list(journal)) {
            return files.filter(file -> file.toString().endsWith(".log")).sorted().toList();
        }
    }

    /// The entries of all segments, to be changed and written again with good checks.
    private List<byte[]> entries() throws IOException {
        var entries = new ArrayList<byte[]>();
        for (Path segment : segments()) {
            var bytes = ByteBuffer.wrap(Files.readAllBytes(segment));
            while (bytes.hasRemaining()) {
                var entry = new byte[bytes.getInt()];
                bytes.getInt();
                bytes.get(entry);
                entries.add(entry);
            }
        }
        return entries;
    }

    private void write(List<byte[]> entries) throws IOException {
        for (Path segment : segments()) {
            Files.delete(segment);
        }
        var bytes = ByteBuffer.allocate(1 << 20);
        for (byte[] entry : entries) {
            var crc = new CRC32C();
            crc.update(ByteBuffer.allocate(4).putInt(entry.length).array());
            crc.update(entry);
            bytes.putInt(entry.length).putInt((int) crc.getValue()).put(entry);
        }
        Files.write(
                journal.resolve("0000000000000000001.log"),
                Arrays.copyOf(bytes.array(), bytes.position()));
    }

    private static byte[] altered(byte[] entry) {
        return new String(entry, StandardCharsets.UTF_8)
                .replace("front", "rear!")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anUntouchedJournalIsSound() throws Exception {
        Verified verified = verify();
        assertThat(verified.faults()).isEmpty();
        assertThat(verified.entries()).isEqualTo(ALL);
        assertThat(verified.unfinished()).isFalse();
        assertThat(verified.checkpoints()).isEqualTo(6);
        assertThat(segments()).hasSizeGreaterThan(2);
    }

    @Test
    void anAlteredEntryIsNamedThoughItsCheckIsGood() throws Exception {
        List<byte[]> whole = entries();
        for (int entry = 1; entry <= SIGNED; entry += 13) {
            var changed = new ArrayList<>(whole);
            changed.set(entry - 1, altered(changed.get(entry - 1)));
            write(changed);
            assertThat(verify().faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.kind()).isEqualTo(Kind.ALTERED))
                    .extracting(Fault::entry)
                    .isEqualTo((long) entry);
        }
    }

    @Test
    void aFlippedBitIsNamedWhereverItIs() throws Exception {
        var looked = Set.of(1L, 2L, 99L, 255L, 256L, 257L, 299L, 300L, 301L, 305L);
        long first = 1;
        for (Path segment : segments()) {
            byte[] whole = Files.readAllBytes(segment);
            var frames = ByteBuffer.wrap(whole);
            while (frames.hasRemaining()) {
                int start = frames.position();
                int end = start + 8 + frames.getInt();
                for (int at = start; at < end && looked.contains(first); at += 7) {
                    byte[] flipped = whole.clone();
                    flipped[at] ^= 0x10;
                    Files.write(segment, flipped);
                    Verified verified = verify();
                    if (first <= SIGNED) {
                        assertThat(verified.faults().getFirst().entry())
                                .as("byte %d of %s", at, segment)
                                .isEqualTo(first);
                    } else {
                        assertThat(verified.unfinished()).isTrue();
                    }
                }
                frames.position(end);
                first++;
            }
            Files.write(segment, whole);
        }
    }

    @Test
    void aDroppedEntryIsNamed() throws Exception {
        List<byte[]> whole = entries();
        for (int entry = 1; entry < SIGNED; entry += 13) {
            var changed = new ArrayList<>(whole);
            changed.remove(entry - 1);
            write(changed);
            assertThat(verify().faults().getFirst())
                    .extracting(Fault::kind, Fault::entry)
                    .containsExactly(Kind.MISSING, (long) entry);
        }
    }

    @Test
    void aRepeatedEntryIsNamed() throws Exception {
        List<byte[]> whole = entries();
        for (int entry = 1; entry < SIGNED; entry += 13) {
            var changed = new ArrayList<>(whole);
            changed.add(entry, whole.get(entry - 1));
            write(changed);
            assertThat(verify().faults().getFirst())
                    .extracting(Fault::kind, Fault::entry)
                    .containsExactly(Kind.MISPLACED, entry + 1L);
        }
    }

    @Test
    void swappedEntriesAreNamed() throws Exception {
        List<byte[]> whole = entries();
        for (int entry = 1; entry < SIGNED; entry += 13) {
            var changed = new ArrayList<>(whole);
            Collections.swap(changed, entry - 1, entry);
            write(changed);
            assertThat(verify().faults().getFirst().entry()).isEqualTo(entry);
        }
    }

    @Test
    void anEndThatWasCutOffIsNamed() throws Exception {
        List<byte[]> whole = entries();
        for (int left = 0; left < SIGNED; left += 7) {
            write(whole.subList(0, left));
            assertThat(verify().faults())
                    .last()
                    .extracting(Fault::kind, Fault::entry)
                    .containsExactly(Kind.CUT_OFF, left + 1L);
        }
        write(whole.subList(0, SIGNED));
        assertThat(verify().isSound()).as("what was not signed can't be missed").isTrue();
    }

    @Test
    void aMissingSegmentIsNamed() throws Exception {
        Path second = segments().get(1);
        long first = Long.parseLong(second.getFileName().toString().substring(0, 19));
        Files.delete(second);
        assertThat(verify().faults().getFirst())
                .extracting(Fault::kind, Fault::entry)
                .containsExactly(Kind.MISSING, first);
    }

    @Test
    void anEntryThatWasAlteredTogetherWithTheTilesIsNarrowedDown() throws Exception {
        List<byte[]> changed = entries();
        changed.set(119, altered(changed.get(119)));
        write(changed);
        byte[] checkpoint = Files.readAllBytes(log.resolve("checkpoint"));
        byte[] history = Files.readAllBytes(log.resolve("checkpoints"));
        try (var tiles = Files.walk(log.resolve("tile"))) {
            for (Path file : tiles.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        Files.delete(log.resolve("checkpoint"));
        Files.delete(log.resolve("checkpoints"));
        try (var open = Journal.open(journal)) {
            var forger = SigningKey.in(temp.resolve("forger"), "sekisho.example");
            Publisher.open(log, open, forger).publish(SIGNED);
        }
        Files.write(log.resolve("checkpoint"), checkpoint);
        Files.write(log.resolve("checkpoints"), history);
        assertThat(verify().faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.kind()).isEqualTo(Kind.SIGNATURE))
                .extracting(Fault::sentence)
                .asString()
                .contains("one of the entries 101 to 150 was altered");
    }

    @Test
    void everyPublishedFileIsCompared() throws Exception {
        try (var files = Files.walk(log.resolve("tile"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] whole = Files.readAllBytes(file);
                byte[] flipped = whole.clone();
                flipped[whole.length / 2] ^= 1;
                Files.write(file, flipped);
                assertThat(verify().isSound()).as(file.toString()).isFalse();
                Files.delete(file);
                assertThat(verify().isSound()).as(file.toString()).isFalse();
                Files.write(file, whole);
            }
        }
        assertThat(verify().isSound()).isTrue();
    }

    @Test
    void aRolledBackFolderShowsAgainstACheckpointKeptElsewhere() throws Exception {
        Checkpoint kept = Objects.requireNonNull(verify().checkpoint());
        Files.delete(log.resolve("checkpoint"));
        Files.delete(log.resolve("checkpoints"));
        write(entries().subList(0, 200));
        assertThat(verify().isSound()).as("without it nobody can know").isTrue();
        assertThat(verify(kept).faults())
                .singleElement()
                .extracting(Fault::kind, Fault::entry)
                .containsExactly(Kind.CUT_OFF, 201L);
    }

    @Test
    void aTornEndBehindTheLastSignedEntryIsNoFault() throws Exception {
        Path last = segments().getLast();
        byte[] whole = Files.readAllBytes(last);
        Files.write(last, Arrays.copyOf(whole, whole.length - 3));
        Verified verified = verify();
        assertThat(verified.isSound()).isTrue();
        assertThat(verified.unfinished()).isTrue();
        assertThat(verified.entries()).isEqualTo(ALL - 1);
    }

    @Test
    void aCheckpointOfAnotherKeyIsRefused() throws Exception {
        var other = SigningKey.in(temp.resolve("other"), "sekisho.example");
        assertThatThrownBy(() ->
                        Verification.of(
                                journal, log, Keys.of(other.verifier()), List.of(), _ -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCheckpointThatWasDeletedIsMissed() throws Exception {
        Files.delete(log.resolve("checkpoint"));
        assertThat(verify().faults().getFirst().sentence())
                .contains("the published checkpoint is missing, though 6 states");
    }
}
