package sekisho.journal.tree;

import sekisho.journal.JournalFailed;
import sekisho.journal.RawEntry;
import sekisho.journal.RawReader;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Stored entries in memory.
final class Journals implements RawReader {
    final List<byte[]> entries = new ArrayList<>();

    static Journals of(int size) {
        var journal = new Journals();
        journal.grow(size);
        return journal;
    }

    void grow(int size) {
        while (entries.size() < size) {
            entries.add(
                    ("{\"sequence\":" + (entries.size() + 1) + "}")
                            .getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public List<RawEntry> readRaw(long from, int max) {
        if (from < 1) {
            throw new JournalFailed("no entry " + from);
        }
        var found = new ArrayList<RawEntry>();
        for (long at = from; at < from + max && at <= entries.size(); at++) {
            found.add(new RawEntry(at, entries.get((int) at - 1)));
        }
        return found;
    }
}
