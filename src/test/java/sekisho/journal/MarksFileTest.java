package sekisho.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static sekisho.journal.Facts.NINE;
import static sekisho.journal.Facts.numbered;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

class MarksFileTest {
    private static final long SEGMENT_BYTES = 800;

    private final Map<String, byte[]> files = new TreeMap<>();

    /// Out of order, with a gap at 7 and two segments behind the first.
    @BeforeEach
    void aJournalOfSeveralSegments() {
        var disk = new FakeDisk(new Random(1));
        try (var journal = Journal.open(disk, SEGMENT_BYTES)) {
            for (long from : List.of(4L, 1L, 8L, 11L, 14L)) {
                journal.append(numbered(from, from + 2), NINE.plusSeconds(from));
                journal.force();
            }
        }
        files.putAll(disk.bytes());
        assertThat(files.keySet()).hasSize(4).contains("marks");
    }

    private FakeDisk disk() {
        return FakeDisk.of(new Random(1), files);
    }

    private byte[] marks() {
        return Objects.requireNonNull(files.get("marks"));
    }

    private long covered(FakeDisk disk) throws Exception {
        return MarksFile.read(disk, List.of(1L, 7L, 13L)).from() - 1;
    }

    /// Whatever is known or not, the journal knows the same.
    private void knowsEverything(FakeDisk disk) {
        try (var journal = Journal.open(disk, SEGMENT_BYTES)) {
            assertThat(journal.recovery()).isEqualTo(new Recovery(15, null, null));
            assertThat(journal.missing("reader-1", "b1")).containsExactly(new Journal.Gap(7, 7));
            assertThat(journal.read(1, 100)).hasSize(15);
            assertThat(journal.append(numbered(1, 16), NINE))
                    .extracting(entry -> entry.sighting().seq())
                    .containsExactly(7L);
            assertThat(journal.append(numbered(17, 17), NINE).getFirst().recordedAt())
                    .isEqualTo(NINE.plusSeconds(14));
            journal.force();
        }
        Outsider.check(disk.bytes());
    }

    @Test
    void openingReadsOnlyTheLastSegment() throws Exception {
        assertThat(covered(disk())).isEqualTo(12);
        knowsEverything(disk());
    }

    @Test
    void damageToASegmentThatWasNotReadShowsWhenItIs() {
        byte[] first = Objects.requireNonNull(files.get(Segment.name(1))).clone();
        first[20] ^= 1;
        files.put(Segment.name(1), first);
        try (var journal = Journal.open(disk(), SEGMENT_BYTES)) {
            assertThat(journal.read(7, 100)).hasSize(9);
            assertThatThrownBy(() -> journal.read(1, 100)).isInstanceOf(JournalFailed.class);
        }
    }

    @Test
    void withoutItEverythingIsRead() throws Exception {
        files.remove("marks");
        assertThat(covered(disk())).isZero();
        knowsEverything(disk());
    }

    @Test
    void itIsThrownAwayWhenAnyOfItsBytesIsNotWhatItWas() throws Exception {
        byte[] whole = marks();
        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 1;
            files.put("marks", flipped);
            assertThat(covered(disk())).as("byte %d", at).isZero();
        }
        for (int cut = 0; cut < whole.length; cut++) {
            files.put("marks", Arrays.copyOf(whole, cut));
            assertThat(covered(disk())).as("cut at %d", cut).isZero();
        }
        knowsEverything(disk());
    }

    @Test
    void itIsThrownAwayWhenAnotherVersionWroteIt() throws Exception {
        String json = new String(marks(), 0, marks().length - 8, StandardCharsets.UTF_8);
        byte[] next =
                json.replace("\"version\":1", "\"version\":2").getBytes(StandardCharsets.UTF_8);
        var crc = new java.util.zip.CRC32C();
        crc.update(next);
        String check = String.format("%08x", crc.getValue());
        files.put(
                "marks",
                (new String(next, StandardCharsets.UTF_8) + check)
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(covered(disk())).isZero();
        knowsEverything(disk());
    }

    @Test
    void itIsThrownAwayWhenTheSegmentsAreOthers() throws Exception {
        assertThat(MarksFile.read(disk(), List.of(1L, 7L)).from()).isEqualTo(1);
        assertThat(MarksFile.read(disk(), List.of(1L, 10L, 13L)).from()).isEqualTo(1);
        byte[] second = Objects.requireNonNull(files.get(Segment.name(7)));
        files.put(Segment.name(7), Arrays.copyOf(second, second.length - 1));
        assertThat(covered(disk())).as("a segment that lost its end").isZero();
        try (var journal = Journal.open(disk(), SEGMENT_BYTES)) {
            assertThat(journal.recovery().damage()).isNotNull();
        }
    }

    @Test
    void aSegmentThatIsMissingInTheMiddleIsFound() {
        files.remove(Segment.name(7));
        try (var journal = Journal.open(disk(), SEGMENT_BYTES)) {
            assertThat(Objects.requireNonNull(journal.recovery().damage()).lastGood()).isEqualTo(6);
        }
    }
}
