package sekisho.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import sekisho.journal.Entry;
import sekisho.journal.JournalFailed;
import sekisho.journal.JournalReader;
import sekisho.site.Sighting;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

class AlarmJsonTest {
    private static final Instant NINE = Instant.parse("2026-11-21T00:00:00Z");

    /// A journal whose disk gives nothing back.
    private static final class Damaged implements JournalReader {
        @Override
        public long durable() {
            return 1;
        }

        @Override
        public List<Entry> read(long from, int max) {
            throw new JournalFailed("entry " + from + " can't be read any more");
        }

        @Override
        public Subscription onDurable(LongConsumer listener) {
            return () -> {};
        }
    }

    @Test
    void anAlarmIsShownAlsoWhenWhatItRestsOnCantBeRead() {
        var board = new Board(SampleSite.SITE, SampleSite.PEOPLE);
        board.accept(List.of(new Entry(1, NINE, Sighting.of(SampleFacts.unlogged(NINE, 1)))));
        Patch patch = board.whole();
        Map<String, Object> members =
                new AlarmJson(new Damaged(), Opening.NOTHING)
                        .members(patch.alarms().getFirst().alarm(), patch);
        assertThat(String.valueOf(members.get("sentence"))).contains("正面扉");
    }
}
