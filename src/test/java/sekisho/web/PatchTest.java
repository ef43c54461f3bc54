package sekisho.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import sekisho.journal.Entry;
import sekisho.web.Item.AlarmItem;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// A browser that applies patches to what it had sees what one sees that comes anew.
class PatchTest {
    private static final int SEEDS = 200;
    private static final int FACTS = 400;

    /// What a page keeps of the board.
    private static final class Page {
        private final Map<Object, Object> items = new HashMap<>();
        private final List<Entry> facts = new ArrayList<>();
        private long known;

        void apply(Patch patch) {
            if (patch.whole()) {
                items.clear();
                facts.clear();
            }
            patch.zones().forEach(item -> items.put(item.zone().id(), item));
            patch.doors().forEach(item -> items.put(item.id(), item));
            patch.machines().forEach(item -> items.put(item.id(), item));
            patch.sources().forEach(item -> items.put(item.id(), item));
            for (AlarmItem item : patch.alarms()) {
                items.put(item.alarm().finding(), item);
                if (!item.alarm().isOpen()) {
                    items.remove(item.alarm().finding());
                }
            }
            facts.addAll(patch.facts());
            facts.subList(0, Math.max(0, facts.size() - News.KEPT)).clear();
            known = patch.sequence();
        }
    }

    @Test
    void patchesAddUpToTheWhole() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            var random = new Random(seed);
            var facts = new RandomFacts(random);
            var board = new Board(SampleSite.SITE, SampleSite.PEOPLE);
            var page = new Page();
            page.apply(board.whole());
            for (int i = 1; i <= FACTS; i++) {
                board.accept(List.of(facts.next(i)));
                if (random.nextInt(10) == 0) {
                    page.apply(board.since(page.known));
                }
            }
            page.apply(board.since(page.known));
            var anew = new Page();
            anew.apply(board.whole());
            assertThat(page.items).as("seed %d", seed).isEqualTo(anew.items);
            assertThat(page.facts).as("seed %d", seed).isEqualTo(anew.facts);
        }
    }

    @Test
    void aBoardReadAnewFromTheJournalTellsTheSameChanges() {
        for (long seed = 1; seed <= SEEDS / 4; seed++) {
            var random = new Random(seed);
            var facts = new RandomFacts(random);
            var before = new Board(SampleSite.SITE, SampleSite.PEOPLE);
            List<Entry> journal = new ArrayList<>();
            for (int i = 1; i <= FACTS; i++) {
                Entry entry = facts.next(i);
                journal.add(entry);
                before.accept(List.of(entry));
            }
            var anew = new Board(SampleSite.SITE, SampleSite.PEOPLE);
            anew.accept(journal);
            long known = random.nextInt(FACTS);
            assertThat(items(anew.since(known)))
                    .as("seed %d since %d", seed, known)
                    .isEqualTo(items(before.since(known)));
        }
    }

    private static Set<Object> items(Patch patch) {
        var items = new HashSet<>();
        items.add(patch.whole());
        items.addAll(patch.zones());
        items.addAll(patch.doors());
        items.addAll(patch.machines());
        items.addAll(patch.sources());
        items.addAll(patch.alarms());
        items.addAll(patch.facts());
        return items;
    }
}
