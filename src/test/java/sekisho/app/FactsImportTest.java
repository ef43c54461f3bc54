package sekisho.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.site.Intake;
import sekisho.site.Observation;
import sekisho.site.Sighting;
import sekisho.site.json.FactCodec;
import sekisho.site.json.Unreadable;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

class FactsImportTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    @TempDir private Path folder;
    private final Journalled journal = new Journalled();
    private final Heard heard = new Heard();

    @Test
    void everyLineIsEnteredOnceHoweverOftenTheFileIsImported() throws Exception {
        Path file = file(openings(2_500));

        FactsImport.Outcome first = run(file);
        FactsImport.Outcome second = run(file);

        assertThat(first).isEqualTo(new FactsImport.Outcome(2_500, 0, 0, 0, null));
        assertThat(second).isEqualTo(new FactsImport.Outcome(0, 2_500, 0, 0, null));
        assertThat(journal.sightings).hasSize(2_500);
        assertThat(heard.durable).hasSize(2 * 11).contains(250L, 2_500L);
    }

    @Test
    void aRepeatCompletesWhatWasBrokenOff() throws Exception {
        Path file = file(openings(2_500));
        journal.refuseAfter = 1;

        assertThatThrownBy(() -> run(file)).hasMessage("the disk is full");
        journal.refuseAfter = Integer.MAX_VALUE;
        FactsImport.Outcome repeat = run(file);

        assertThat(repeat).isEqualTo(new FactsImport.Outcome(2_250, 250, 0, 0, null));
        assertThat(journal.sightings).hasSize(2_500);
    }

    @Test
    void aLineIsNumberedByFileContentAndPlace() throws Exception {
        Path file = file("\n" + opening(1) + "\r\n  \n" + opening(2));

        run(file);

        assertThat(journal.sightings)
                .extracting(one -> String.valueOf(one.source()), Sighting::seq)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("import:facts.ndjson", 2L),
                        org.assertj.core.groups.Tuple.tuple("import:facts.ndjson", 4L));
        assertThat(journal.sightings.getFirst().boot()).matches("[0-9a-f]{64}");
    }

    @Test
    void otherContentUnderTheSameNameIsAnotherFile() throws Exception {
        run(file(opening(1)));
        FactsImport.Outcome other = run(file(opening(2)));

        assertThat(other.entered()).isEqualTo(1);
    }

    @Test
    void aLineThatIsNumberedAlreadyKeepsItsNumber() throws Exception {
        String line = "\"source\":\"agent-7\",\"boot\":\"b\",\"seq\":41}";
        run(file(opening(1).replace("}", "," + line)));

        Sighting entered = journal.sightings.getFirst();
        assertThat(entered.source()).hasToString("agent-7");
        assertThat(entered.boot()).isEqualTo("b");
        assertThat(entered.seq()).isEqualTo(41);
    }

    @Test
    void aSourcesSignOfLifeIsKnownAgainToo() throws Exception {
        Path file =
                file(
                        "{\"type\":\"source.alive\",\"at\":\"2026-11-21T09:00:00Z\","
                                + "\"source\":\"reader-1\",\"intervalSeconds\":10}");

        run(file);
        FactsImport.Outcome second = run(file);

        assertThat(second).isEqualTo(new FactsImport.Outcome(0, 1, 0, 0, null));
        assertThat(journal.sightings.getFirst().source()).hasToString("reader-1");
    }

    @Test
    void whatCantBeReadIsToldCountedKeptWholeAndTheRestGoesOn() throws Exception {
        Path file =
                file(opening(1) + "\n{broken\n" + opening(2) + "\n{\"type\":\"door.opnd\"}\r\n");

        FactsImport.Outcome outcome = run(file);

        assertThat(outcome.entered()).isEqualTo(2);
        assertThat(outcome.unreadable()).isEqualTo(2);
        assertThat(outcome.aside()).hasContent("{broken\n{\"type\":\"door.opnd\"}\r\n");
        assertThat(heard.unreadable).hasSize(2);
        assertThat(heard.unreadable.getFirst()).startsWith("2: ");
        assertThat(heard.unreadable.getLast()).startsWith("4: ").contains("\"at\"");
        assertThat(Files.readAllLines(folder.resolve(outcome.aside() + ".txt")))
                .containsExactlyElementsOf(
                        heard.unreadable.stream().map(l -> "line " + l).toList());
    }

    @Test
    void noiseInAFileIsAFactOfItsOwnAndOnceOnly() throws Exception {
        Path file = file(opening(1) + "\n{broken\nnot better\n" + opening(2));

        run(file);
        run(file);

        assertThat(journal.sightings).hasSize(3);
        assertThat(journal.sightings.getLast().fact())
                .isInstanceOfSatisfying(
                        Observation.SourceNoise.class,
                        noise -> {
                            assertThat(noise.count()).isEqualTo(2);
                            assertThat(noise.reason()).startsWith("line 2: ");
                            assertThat(noise.sample()).isEqualTo("{broken");
                            assertThat(noise.at()).isEqualTo(NOW);
                        });
    }

    @Test
    void aLineOfTenMegabytesHurtsNobody() throws Exception {
        String line = "x".repeat(10 << 20);
        Path file = file(opening(1) + "\n" + line + "\n" + opening(2));

        FactsImport.Outcome outcome = run(file);

        assertThat(outcome.entered()).isEqualTo(2);
        assertThat(heard.unreadable)
                .containsExactly("2: the line has 10,485,760 bytes; a fact has at most 1,048,576");
        assertThat(outcome.aside()).hasContent(line + "\n");
    }

    @Test
    void whatOnlyAStationMakesIsRefused() throws Exception {
        Path file =
                file(
                        """
                        {"type":"finding.raised","at":1,"rule":"r","subject":{},"because":[1]}
                        {"type":"alarm.acknowledged","at":1,"finding":1,"by":"aoki"}
                        """);

        FactsImport.Outcome outcome = run(file);

        assertThat(outcome.entered()).isZero();
        assertThat(heard.unreadable)
                .containsExactly(
                        "1: finding.raised is made by a station itself and can't come"
                                + " from elsewhere",
                        "2: alarm.acknowledged is made by a station itself and can't come"
                                + " from elsewhere");
    }

    @Test
    void whatTheJournalCouldNotWriteIsUnreadable() throws Exception {
        Path file = file(opening(1).replace("front", "\\ud800"));

        assertThat(run(file).unreadable()).isEqualTo(1);
    }

    @Test
    void aByteOrderMarkBelongsToNoFact() throws Exception {
        assertThat(run(file("\uFEFF" + opening(1))).entered()).isEqualTo(1);
    }

    @Test
    void whatIsAppendedMeanwhileIsNotRead() throws Exception {
        Path file = file(openings(1_500));
        journal.onSubmit = () -> append(file, opening(9));

        assertThat(run(file).entered()).isEqualTo(1_500);
    }

    @Test
    void anEmptyFileIsAnsweredToo() throws Exception {
        assertThat(run(file(""))).isEqualTo(new FactsImport.Outcome(0, 0, 0, 0, null));
    }

    private FactsImport.Outcome run(Path file) throws Exception {
        return new FactsImport(journal, () -> NOW, heard).run(file, folder.resolve("aside"));
    }

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("facts.ndjson"), text);
    }

    private static String openings(int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(opening(i)).append('\n');
        }
        return text.toString();
    }

    private static String opening(int i) {
        return "{\"type\":\"door.opened\",\"at\":%d,\"zone\":\"room\",\"door\":\"front\"}"
                .formatted(1_790_000_000_000L + i);
    }

    private static void append(Path file, String text) {
        try {
            Files.writeString(file, text + "\n", StandardOpenOption.APPEND);
        } catch (java.io.IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What was told on the way.
    private static final class Heard implements FactsImport.Progress {
        private final List<Long> durable = new ArrayList<>();
        private final List<String> unreadable = new ArrayList<>();

        @Override
        public void durable(long line, double share) {
            durable.add(line);
        }

        @Override
        public void unreadable(long line, String reason) {
            unreadable.add(line + ": " + reason);
        }
    }

    /// A journal that remembers, like the real one, by what can be read of an entry.
    private static final class Journalled implements Intake {
        private final List<Sighting> sightings = new ArrayList<>();
        private final Set<String> numbers = new HashSet<>();
        private Runnable onSubmit = () -> {};
        private int refuseAfter = Integer.MAX_VALUE;

        @Override
        public CompletableFuture<Receipt> offer(List<Sighting> sightings) {
            throw new UnsupportedOperationException("an import waits for room");
        }

        @Override
        public Receipt submit(List<Sighting> handedIn) {
            onSubmit.run();
            if (refuseAfter-- == 0) {
                throw new IllegalStateException("the disk is full");
            }
            int duplicates = 0;
            for (Sighting sighting : handedIn) {
                if (numbers.add(sighting.source() + "|" + sighting.boot() + "|" + sighting.seq())) {
                    sightings.add(again(sighting));
                } else {
                    duplicates++;
                }
            }
            return new Receipt(sightings.size(), duplicates);
        }

        private Sighting again(Sighting sighting) {
            try {
                Sighting read =
                        FactCodec.read(
                                new String(FactCodec.bytes(sighting), StandardCharsets.UTF_8));
                assertThat(read.source()).as("known again").isEqualTo(sighting.source());
                return read;
            } catch (Unreadable e) {
                throw new IllegalArgumentException(e);
            }
        }
    }
}
