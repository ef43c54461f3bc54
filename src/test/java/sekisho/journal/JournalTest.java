package sekisho.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static sekisho.journal.Facts.NINE;
import static sekisho.journal.Facts.READER;
import static sekisho.journal.Facts.numbered;
import static sekisho.journal.Facts.opened;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.site.DoorId;
import sekisho.site.Observation.DoorOpened;
import sekisho.site.Paperwork.RegisterChanged;
import sekisho.site.Sighting;
import sekisho.site.ZoneId;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class JournalTest {
    @TempDir Path folder;

    @Test
    void anEntryIsShownOnlyWhenItIsDurable() {
        try (var journal = Journal.open(folder)) {
            List<Entry> entries = journal.append(numbered(1, 3), NINE);
            assertThat(entries).extracting(Entry::sequence).containsExactly(1L, 2L, 3L);
            assertThat(journal.durable()).isZero();
            assertThat(journal.read(1, 10)).isEmpty();
            journal.force();
            assertThat(journal.durable()).isEqualTo(3);
            assertThat(journal.read(1, 10)).isEqualTo(entries);
        }
    }

    @Test
    void itGoesOnAfterARestart() {
        List<Entry> written = new ArrayList<>();
        for (int run = 0; run < 3; run++) {
            try (var journal = Journal.open(folder)) {
                assertThat(journal.recovery()).isEqualTo(new Recovery(2 * run, null, null));
                written.addAll(journal.append(numbered(2 * run + 1, 2 * run + 2), NINE));
                journal.force();
                assertThat(journal.read(1, 100)).isEqualTo(written);
            }
        }
        assertThat(written).extracting(Entry::sequence).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void readingBeginsAnywhereAndCrossesSegments() {
        try (var journal = Journal.open(folder, 10_000)) {
            for (int i = 0; i < 20; i++) {
                journal.append(numbered(50 * i + 1, 50 * i + 50), NINE);
                journal.force();
            }
            assertThat(folder.toFile().list((_, name) -> name.endsWith(".log")))
                    .hasSizeGreaterThan(5);
            for (int from = 1; from <= 1000; from++) {
                assertThat(journal.read(from, 3).getFirst().sighting().seq()).isEqualTo(from);
            }
            assertThat(journal.read(1, 2000)).hasSize(1000);
            assertThat(journal.read(1, Integer.MAX_VALUE)).hasSize(1000);
            assertThat(journal.read(1001, 10)).isEmpty();
        }
        try (var journal = Journal.open(folder, 10_000)) {
            assertThat(journal.read(777, 1).getFirst().sighting()).isEqualTo(shown(777, NINE));
        }
    }

    private static Sighting shown(long seq, Instant recordedAt) {
        return new Sighting(opened(seq), READER, Facts.BOOT, seq, recordedAt, Map.of());
    }

    @Test
    void aDuplicateMakesNoEntry() {
        try (var journal = Journal.open(folder)) {
            assertThat(journal.append(numbered(1, 3), NINE)).hasSize(3);
            assertThat(journal.append(numbered(2, 4), NINE))
                    .extracting(Entry::sequence)
                    .containsExactly(4L);
            assertThat(journal.append(List.of(numbered(5), numbered(5)), NINE)).hasSize(1);
            assertThat(journal.append(numbered(1, 5), NINE)).isEmpty();
            journal.force();
        }
        try (var journal = Journal.open(folder)) {
            assertThat(journal.append(numbered(1, 6), NINE))
                    .extracting(Entry::sequence)
                    .containsExactly(6L);
        }
    }

    @Test
    void aSightingWithoutANumberIsNeverADuplicate() {
        try (var journal = Journal.open(folder)) {
            var unnumbered = Sighting.of(opened(1), READER);
            assertThat(journal.append(List.of(unnumbered, unnumbered), NINE)).hasSize(2);
        }
    }

    @Test
    void aRunThatStartsAgainIsAnother() {
        try (var journal = Journal.open(folder)) {
            assertThat(journal.append(List.of(numbered(1)), NINE)).hasSize(1);
            assertThat(journal.append(List.of(Sighting.of(opened(1), READER, "b2", 1)), NINE))
                    .hasSize(1);
        }
    }

    @Test
    void whatASourceLeftOutCanBeAskedFor() {
        try (var journal = Journal.open(folder)) {
            for (long seq : List.of(9L, 1L, 2L, 5L)) {
                journal.append(List.of(numbered(seq)), NINE);
            }
            assertThat(journal.missing("reader-1", "b1"))
                    .containsExactly(new Journal.Gap(3, 4), new Journal.Gap(6, 8));
            assertThat(journal.missing("reader-1", "unheard-of")).isEmpty();
        }
    }

    @Test
    void recordedAtNeverDecreasesWhateverTheClockDoes() {
        Instant later = NINE.plusSeconds(60);
        try (var journal = Journal.open(folder)) {
            journal.append(List.of(numbered(1)), later);
            assertThat(journal.append(List.of(numbered(2)), NINE).getFirst().recordedAt())
                    .isEqualTo(later);
            journal.force();
        }
        try (var journal = Journal.open(folder)) {
            assertThat(journal.append(List.of(numbered(3)), NINE).getFirst().recordedAt())
                    .isEqualTo(later);
        }
    }

    @Test
    void whatIsJudgedLiveIsWhatAReplayReads() {
        var exact = Instant.parse("2026-11-20T09:00:00.123456789Z");
        var fact = new DoorOpened(exact, new ZoneId("mdf"), new DoorId("front"));
        var odd =
                new Sighting(
                        fact, READER, null, null, exact, Map.of("sequence", 99L, "vendor", "x"));
        try (var journal = Journal.open(folder)) {
            List<Entry> live = journal.append(List.of(odd), exact);
            journal.force();
            assertThat(live.getFirst().fact().at())
                    .isEqualTo(Instant.parse("2026-11-20T09:00:00.123Z"));
            assertThat(live.getFirst().sighting().unknown()).isEqualTo(Map.of("vendor", "x"));
            assertThat(journal.read(1, 1)).isEqualTo(live);
        }
    }

    @Test
    void anEntryIsCanonicalJson() {
        try (var journal = Journal.open(folder)) {
            journal.append(List.of(numbered(7)), NINE);
            journal.force();
            assertThat(new String(journal.readRaw(1, 1).getFirst().bytes(), StandardCharsets.UTF_8))
                    .isEqualTo(
                            "{\"at\":\"2026-11-20T09:00:07.000Z\",\"boot\":\"b1\","
                                    + "\"door\":\"front\","
                                    + "\"recordedAt\":\"2026-11-20T09:00:00.000Z\",\"seq\":7,"
                                    + "\"sequence\":1,\"source\":\"reader-1\","
                                    + "\"type\":\"door.opened\",\"zone\":\"mdf\"}");
        }
    }

    @Test
    void aBatchWithSomethingThatIsNoFactIsRefusedWhole() {
        var foreign = Sighting.of(new RegisterChanged(NINE, "no.such", Map.of()));
        var lone = Sighting.of(new RegisterChanged(NINE, "person.known", Map.of("x", "\ud800")));
        try (var journal = Journal.open(folder)) {
            for (Sighting bad : List.of(foreign, lone)) {
                assertThatThrownBy(() -> journal.append(List.of(numbered(1), bad), NINE))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            assertThat(journal.append(List.of(numbered(1)), NINE))
                    .extracting(Entry::sequence)
                    .containsExactly(1L);
        }
    }

    @Test
    void listenersHearWhatBecameDurable() {
        List<Long> heard = new ArrayList<>();
        try (var journal = Journal.open(folder)) {
            journal.onDurable(_ -> {
                throw new IllegalStateException("a listener that fails");
            });
            var subscription = journal.onDurable(heard::add);
            journal.append(numbered(1, 2), NINE);
            journal.force();
            journal.force();
            subscription.close();
            journal.append(numbered(3, 4), NINE);
            journal.force();
        }
        assertThat(heard).containsExactly(2L);
    }

    @Test
    void onlyOneMayHaveTheFolder() {
        try (var journal = Journal.open(folder)) {
            assertThat(journal.durable()).isZero();
            assertThatThrownBy(() -> Journal.open(folder))
                    .isInstanceOf(JournalFailed.class)
                    .hasMessageContaining("open in another process")
                    .hasMessageContaining(folder.toString());
        }
        Journal.open(folder).close();
    }

    @Test
    void aClosedJournalTakesNothing() {
        var journal = Journal.open(folder);
        journal.close();
        assertThatThrownBy(() -> journal.append(numbered(1, 1), NINE))
                .isInstanceOf(JournalFailed.class)
                .hasMessage("the journal is closed");
    }
}
