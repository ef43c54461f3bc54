package sekisho.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.journal.Entry;
import sekisho.journal.Journal;
import sekisho.journal.disclosure.DisclosureStore;
import sekisho.journal.disclosure.OpenedJournal;
import sekisho.site.Finding;
import sekisho.site.Sighting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Rules see entries without anything personal, and find the same as if they saw everything.
class JudgedAlikeTest {
    @TempDir private Path folder;

    @Test
    void findingsDoNotDependOnWhatIsPersonal() {
        Seeds.each(
                JudgedAlikeTest.class,
                40,
                Babel::new,
                babel -> {
                    List<Arrival> told = babel.journal();
                    assertThat(foundByEntries(babel, told))
                            .containsExactlyInAnyOrderElementsOf(
                                    Judged.replayed(babel.site, babel.policy, told).findings());
                });
    }

    /// What the rules find in what the journal made of the facts, as people read it.
    private List<Finding> foundByEntries(Babel babel, List<Arrival> told) {
        try {
            Path here = Files.createTempDirectory(folder, "site");
            try (var store =
                            DisclosureStore.open(
                                    here.resolve("disclosures"), here.resolve("keys"));
                    var journal = Journal.open(here.resolve("journal"), 0, false, store)) {
                List<Arrival> stored = entered(journal, told);
                Judged judged = Judged.replayed(babel.site, babel.policy, stored);
                journal.append(
                        judged.findings().stream().map(Sighting::of).toList(), Instant.EPOCH);
                journal.force();
                return new OpenedJournal(journal, store)
                        .read(told.size() + 1L, Integer.MAX_VALUE).stream()
                                .map(entry -> (Finding) entry.fact())
                                .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Arrival> entered(Journal journal, List<Arrival> told) {
        List<Entry> entries =
                journal.append(
                        told.stream().map(one -> Sighting.of(one.fact())).toList(), Instant.EPOCH);
        List<Arrival> stored = new ArrayList<>();
        for (int i = 0; i < told.size(); i++) {
            Arrival one = told.get(i);
            stored.add(new Arrival(one.sequence(), one.recordedAt(), entries.get(i).fact()));
        }
        return stored;
    }
}
