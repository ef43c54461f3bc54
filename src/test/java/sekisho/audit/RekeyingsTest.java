package sekisho.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.journal.Journal;
import sekisho.journal.tree.Fault;
import sekisho.journal.tree.Publisher;
import sekisho.journal.tree.SigningKey;
import sekisho.site.Deed;
import sekisho.site.Sighting;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Handovers from key to key against what the entries say of them.
class RekeyingsTest {
    private static final Instant MORNING = Instant.parse("2026-11-21T00:00:00Z");

    @TempDir Path temp;

    private SigningKey key() throws Exception {
        return SigningKey.in(temp.resolve("keys"), "sekisho/test");
    }

    /// @param told whether an entry says so
    private void rotate(Journal journal, boolean told) throws Exception {
        String from = key().verifier().toString();
        SigningKey.prepare(temp.resolve("keys"));
        SigningKey next = Objects.requireNonNull(SigningKey.next(temp.resolve("keys")));
        String type = told ? Deed.STATION_REKEYED : "station.imported";
        enter(journal, type, Map.of("from", from, "to", next.verifier().toString()));
        Publisher publisher = Publisher.open(temp.resolve("log"), journal, key());
        publisher.publish(journal.durable());
        publisher.handOver(next);
        SigningKey.promote(temp.resolve("keys"));
    }

    private static void enter(Journal journal, String type, Map<String, Object> members) {
        journal.append(
                List.of(Sighting.of(new Deed.DeedDone(MORNING, type, "station", members))),
                MORNING);
        journal.force();
    }

    private List<Fault> verify() throws Exception {
        return new Audit(key().verifier(), List.of(), _ -> {})
                .folder(temp.resolve("journal"), temp.resolve("log"))
                .faults();
    }

    @Test
    void twoRotationsThatTheJournalTellsAreSound() throws Exception {
        try (Journal journal = Journal.open(temp.resolve("journal"))) {
            rotate(journal, true);
            rotate(journal, true);
            assertThat(verify()).isEmpty();
        }
    }

    @Test
    void aHandoverThatNoEntryTellsOfIsAFault() throws Exception {
        try (Journal journal = Journal.open(temp.resolve("journal"))) {
            rotate(journal, false);
            assertThat(verify())
                    .singleElement()
                    .satisfies(fault ->
                            assertThat(fault.sentence())
                                    .contains("handed over to the key sekisho/test+")
                                    .contains("no entry says so"));
        }
    }

    @Test
    void aHandoverThatIsGoneIsMissedUnlessItIsStillToCome() throws Exception {
        try (Journal journal = Journal.open(temp.resolve("journal"))) {
            enter(journal, Deed.STATION_REKEYED, Map.of("from", "a", "to", "b"));
            Publisher.open(temp.resolve("log"), journal, key()).publish(journal.durable());
            assertThat(verify()).isEmpty();
            rotate(journal, true);
            assertThat(verify())
                    .singleElement()
                    .satisfies(fault -> {
                        assertThat(fault.entry()).isEqualTo(1);
                        assertThat(fault.sentence()).contains("its handover is missing");
                    });
        }
    }
}
