package sekisho.journal.disclosure;

import sekisho.journal.Entry;
import sekisho.journal.JournalReader;

import java.util.List;
import java.util.function.LongConsumer;

/// The journal as people read it: with names and cards. What judges reads the journal itself.
public final class OpenedJournal implements JournalReader {
    private final JournalReader journal;
    private final DisclosureStore store;

    public OpenedJournal(JournalReader journal, DisclosureStore store) {
        this.journal = journal;
        this.store = store;
    }

    @Override
    public long durable() {
        return journal.durable();
    }

    @Override
    public List<Entry> read(long from, int max) {
        return journal.read(from, max).stream().map(store::open).toList();
    }

    @Override
    public Subscription onDurable(LongConsumer listener) {
        return journal.onDurable(listener);
    }
}
