package sekisho.web;

import sekisho.journal.Entry;
import sekisho.site.Observation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// The newest facts, without signs of life: these come every few seconds and say nothing new.
final class News {
    /// As many as a person will ever scroll through on a board.
    static final int KEPT = 200;

    private final ArrayDeque<Entry> newest = new ArrayDeque<>(KEPT + 1);

    void accept(Entry entry) {
        if (entry.fact() instanceof Observation.SourceAlive) {
            return;
        }
        newest.addLast(entry);
        if (newest.size() > KEPT) {
            newest.removeFirst();
        }
    }

    /// Those after a sequence, oldest first.
    List<Entry> since(long sequence) {
        List<Entry> later = new ArrayList<>();
        for (Iterator<Entry> backwards = newest.descendingIterator(); backwards.hasNext(); ) {
            Entry entry = backwards.next();
            if (entry.sequence() <= sequence) {
                break;
            }
            later.add(entry);
        }
        return later.reversed();
    }
}
