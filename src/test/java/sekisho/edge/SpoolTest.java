package sekisho.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.site.MachineId;
import sekisho.site.MediaId;
import sekisho.site.Observation;
import sekisho.site.Sighting;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;
import sekisho.site.json.FactCodec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

class SpoolTest {
    @TempDir Path folder;

    private static Sighting fact(long seq) {
        return Sighting.of(
                new Observation.MediaRemoved(
                        Instant.ofEpochMilli(1_800_000_000_000L + seq),
                        new ZoneId("cage"),
                        new MachineId("db1"),
                        "1-1",
                        "0951",
                        "1666",
                        "媒体\n" + seq,
                        new MediaId("m")),
                new SourceId("agent-db1"),
                "boot",
                seq);
    }

    private static List<Sighting> facts(int count) {
        return Stream.iterate(1, i -> i + 1).limit(count).map(SpoolTest::fact).toList();
    }

    private static List<Sighting> kept(Spool spool) throws Exception {
        var all = new ArrayList<Sighting>();
        for (Kept one : spool.unacknowledged()) {
            byte[] line = spool.read(one);
            all.add(FactCodec.read(line, 0, line.length));
        }
        return all;
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(SpoolSegment::isOne).sorted().toList();
        }
    }

    @Test
    void keepsWhatWasAppendedOverARestart() throws Exception {
        try (Spool spool = Spool.open(folder)) {
            for (Sighting one : facts(5)) {
                spool.append(one);
            }
            assertThat(kept(spool)).isEqualTo(facts(5));
        }
        try (Spool spool = Spool.open(folder)) {
            assertThat(kept(spool)).isEqualTo(facts(5));
            spool.append(fact(6));
            assertThat(kept(spool)).isEqualTo(facts(6));
        }
        try (Spool spool = Spool.open(folder)) {
            assertThat(kept(spool)).isEqualTo(facts(6));
            assertThat(spool.damaged()).isZero();
        }
    }

    @Test
    void aTailTornAtAnyByteLosesNothingThatWasKept() throws Exception {
        long whole;
        try (Spool spool = Spool.open(folder)) {
            spool.append(fact(1));
            spool.append(fact(2));
            whole = Files.size(segments().getFirst());
            spool.append(fact(3));
        }
        byte[] bytes = Files.readAllBytes(segments().getFirst());
        for (int length = (int) whole; length < bytes.length; length++) {
            clear();
            Files.write(folder.resolve("0000000000000001.spool"), Arrays.copyOf(bytes, length));
            try (Spool spool = Spool.open(folder)) {
                assertThat(kept(spool)).as("torn at %d", length).isEqualTo(facts(2));
                assertThat(spool.damaged()).as("torn at %d", length).isZero();
                spool.append(fact(4));
                assertThat(kept(spool)).hasSize(3).endsWith(fact(4));
            }
        }
    }

    private void clear() throws IOException {
        for (Path segment : segments()) {
            Files.delete(segment);
        }
    }

    @Test
    void aFlippedBitCostsOneFactAndIsCounted() throws Exception {
        try (Spool spool = Spool.open(folder)) {
            for (Sighting one : facts(3)) {
                spool.append(one);
            }
        }
        byte[] bytes = Files.readAllBytes(segments().getFirst());
        int second = bytes.length / 3;
        for (int bit = second * 8; bit < (second * 2) * 8; bit += 7) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            clear();
            Files.write(folder.resolve("0000000000000001.spool"), flipped);
            try (Spool spool = Spool.open(folder)) {
                assertThat(facts(3)).as("bit %d", bit).containsAll(kept(spool));
                assertThat(kept(spool)).as("bit %d", bit).contains(fact(1)).hasSizeLessThan(3);
                assertThat(spool.damaged()).as("bit %d", bit).isPositive();
            }
        }
    }

    @Test
    void aTailOfZerosIsATornTail() throws Exception {
        try (Spool spool = Spool.open(folder)) {
            spool.append(fact(1));
        }
        Path segment = segments().getFirst();
        byte[] bytes = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(bytes, bytes.length + 4096));
        try (Spool spool = Spool.open(folder)) {
            assertThat(kept(spool)).isEqualTo(facts(1));
            assertThat(spool.damaged()).isZero();
        }
    }

    @Test
    void anEmptiedSpoolTakesNoRoom() throws Exception {
        try (Spool spool = Spool.open(folder)) {
            for (Sighting one : facts(100)) {
                spool.append(one);
            }
            for (Kept one : spool.unacknowledged()) {
                spool.acknowledge(one);
            }
            assertThat(segments()).hasSize(1);
            assertThat(Files.size(segments().getFirst())).isZero();
            spool.append(fact(101));
        }
        try (Spool spool = Spool.open(folder)) {
            assertThat(kept(spool)).containsExactly(fact(101));
        }
        assertThat(segments()).hasSize(1);
    }

    @Test
    void aFullSpoolKeepsTheOldestAndTakesMoreWhenSomethingIsAcknowledged() throws Exception {
        try (Spool spool = Spool.open(folder, new Spool.Limits(3, 1 << 20))) {
            for (Sighting one : facts(3)) {
                spool.append(one);
            }
            assertThat(spool.hasRoom()).isFalse();
            assertThatThrownBy(() -> spool.append(fact(4))).isInstanceOf(Spool.Full.class);
            assertThat(kept(spool)).isEqualTo(facts(3));
            Kept second = spool.unacknowledged().get(1);
            spool.acknowledge(second);
            spool.acknowledge(second);
            spool.append(fact(5));
            assertThatThrownBy(() -> spool.append(fact(6))).isInstanceOf(Spool.Full.class);
        }
        try (Spool spool = Spool.open(folder, new Spool.Limits(3, 1 << 20))) {
            assertThat(spool.hasRoom()).as("over a restart").isFalse();
        }
    }

    @Test
    void aSpoolIsFullByItsBytesAsWell() throws Exception {
        try (Spool spool = Spool.open(folder, new Spool.Limits(1000, 500))) {
            while (spool.hasRoom()) {
                spool.append(fact(1));
            }
            assertThat(Files.size(segments().getFirst())).isBetween(500L, 900L);
            for (Kept one : spool.unacknowledged()) {
                spool.acknowledge(one);
            }
            assertThat(spool.hasRoom()).isTrue();
        }
    }

    @Test
    void inWhateverOrderItIsAcknowledgedTheRestStays() throws Exception {
        for (long seed = 1; seed <= 10; seed++) {
            var random = new Random(seed);
            clear();
            var left = new ArrayList<Sighting>();
            Spool spool = Spool.open(folder);
            for (int i = 1; i <= 200; i++) {
                switch (random.nextInt(10)) {
                    case 0 -> {
                        spool.close();
                        // What was acknowledged in a segment that is not empty comes back; nothing
                        // that was not acknowledged is gone.
                        spool = Spool.open(folder);
                        assertThat(kept(spool)).as("seed %d", seed).containsAll(left);
                        left = new ArrayList<>(kept(spool));
                    }
                    case 1, 2, 3, 4 -> {
                        List<Kept> all = spool.unacknowledged();
                        if (!all.isEmpty()) {
                            int which = random.nextInt(all.size());
                            byte[] line = spool.read(all.get(which));
                            spool.acknowledge(all.get(which));
                            left.remove(FactCodec.read(line, 0, line.length));
                        }
                    }
                    default -> {
                        spool.append(fact(i));
                        left.add(fact(i));
                    }
                }
                assertThat(kept(spool)).as("seed %d", seed).isEqualTo(left);
            }
            spool.close();
        }
    }
}
