package sekisho.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.journal.Journal;
import sekisho.journal.tree.Fault;
import sekisho.journal.tree.Keys;
import sekisho.journal.tree.Publisher;
import sekisho.journal.tree.SigningKey;
import sekisho.journal.tree.Verification;
import sekisho.rig.Rig;
import sekisho.site.DoorId;
import sekisho.site.Observation.DoorOpened;
import sekisho.site.Sighting;
import sekisho.site.ZoneId;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// A log of a million entries, damaged at random by somebody who also mends the checks: the right
/// entry is named each time.
class LargeLogIT {
    private static final int ENTRIES = Integer.getInteger("entries", 1_000_000);
    private static final long SEED = Long.getLong("seed", 20261121L);
    private static final Instant NINE = Instant.parse("2026-11-20T09:00:00Z");

    @TempDir Path temp;

    private final Random random = new Random(SEED);
    private Path log;
    private Path journal;
    private Keys keys;

    @BeforeEach
    void make() throws IOException {
        log = temp.resolve("log");
        journal = temp.resolve("journal");
        var key = SigningKey.in(temp.resolve("keys"), "sekisho/large");
        keys = Keys.of(key.verifier());
        try (var open = Journal.open(journal, 16L << 20)) {
            var publisher = Publisher.open(log, open, key);
            for (int from = 0; from < ENTRIES; from += 10_000) {
                List<Sighting> batch = new ArrayList<>();
                for (int i = from; i < Math.min(ENTRIES, from + 10_000); i++) {
                    batch.add(
                            Sighting.of(
                                    new DoorOpened(
                                            NINE.plusSeconds(i),
                                            new ZoneId("mdf"),
                                            new DoorId("front"))));
                }
                open.append(batch, NINE.plusSeconds(from));
                open.force();
                if (from % 250_000 == 0) {
                    publisher.publish(open.durable());
                }
            }
            publisher.publish(open.durable());
        }
    }

    private interface Damage {
        /// Changes the frames of a segment.
        ///
        /// @param at which of them
        void to(List<byte[]> frames, int at);
    }

    /// Damages a random entry of a random segment, and puts the segment back afterwards.
    private void damaged(Damage damage, Fault.Kind... kinds) throws IOException {
        List<Path> segments;
        try (var files = Files.list(journal)) {
            segments = files.filter(file -> file.toString().endsWith(".log")).sorted().toList();
        }
        Path segment = segments.get(random.nextInt(segments.size()));
        byte[] whole = Files.readAllBytes(segment);
        List<byte[]> frames = new ArrayList<>();
        var file = ByteBuffer.wrap(whole);
        while (file.hasRemaining()) {
            var frame = new byte[8 + file.getInt(file.position())];
            file.get(frame);
            frames.add(frame);
        }
        int at = 1 + random.nextInt(frames.size() - 3);
        long entry = Long.parseLong(segment.getFileName().toString(), 0, 19, 10) + at;
        damage.to(frames, at);
        var changed = new ByteArrayOutputStream(whole.length);
        frames.forEach(changed::writeBytes);
        Files.write(segment, changed.toByteArray());
        Fault first = Verification.of(journal, log, keys, List.of(), _ -> {}).faults().getFirst();
        assertThat(first.entry()).as("%s, seed %d", first.sentence(), SEED).isEqualTo(entry);
        assertThat(first.kind()).isIn((Object[]) kinds);
        Files.write(segment, whole);
    }

    @Test
    void theRightEntryIsNamedAmongAMillion() throws Exception {
        Rig.require("damage in a log of a million entries");
        damaged(
                (frames, at) -> {
                    byte[] frame = frames.get(at).clone();
                    frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
                    frames.set(at, frame);
                },
                Fault.Kind.ALTERED);
        damaged((frames, at) -> frames.remove(at), Fault.Kind.MISSING);
        damaged(
                (frames, at) -> Collections.swap(frames, at, at + 1),
                Fault.Kind.MISSING,
                Fault.Kind.MISPLACED);
        damaged((frames, at) -> frames.add(at, frames.get(at - 1)), Fault.Kind.MISPLACED);
        damaged(
                (frames, at) -> frames.subList(at, frames.size()).clear(),
                Fault.Kind.CUT_OFF,
                Fault.Kind.MISSING);
        assertThat(Verification.of(journal, log, keys, List.of(), _ -> {}).faults()).isEmpty();
    }
}
