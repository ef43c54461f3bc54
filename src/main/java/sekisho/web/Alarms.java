package sekisho.web;

import org.jspecify.annotations.Nullable;

import sekisho.alarm.Alarm;
import sekisho.alarm.AlarmBook;
import sekisho.journal.Entry;
import sekisho.web.Item.AlarmItem;

import java.util.ArrayDeque;
import java.util.List;

/// The alarms that are open, and those that have left the board lately: a browser must be told that
/// they did.
final class Alarms {
    /// Alarms that have left and are remembered. A browser that knows less gets the whole board.
    private static final int LEFT_KEPT = 1000;

    private final AlarmBook book = new AlarmBook(this::changed);
    private final Changes<Long, AlarmItem> alarms = new Changes<>();
    private final ArrayDeque<AlarmItem> left = new ArrayDeque<>();
    private long sequence;
    private long forgotten;

    void accept(Entry entry) {
        sequence = entry.sequence();
        book.accept(entry.sequence(), entry.recordedAt(), entry.fact());
    }

    private void changed(Alarm alarm) {
        var item = new AlarmItem(sequence, alarm);
        alarms.put(alarm.finding(), item, sequence);
        if (!alarm.isOpen()) {
            left.addLast(item);
            if (left.size() > LEFT_KEPT) {
                AlarmItem oldest = left.removeFirst();
                alarms.remove(oldest.alarm().finding());
                forgotten = oldest.changed();
            }
        }
    }

    /// The alarm of a finding; null when there is none, or when it left long ago.
    @Nullable Alarm get(long finding) {
        AlarmItem item = alarms.get(finding);
        return item == null ? null : item.alarm();
    }

    List<AlarmItem> open() {
        return alarms.all().stream().filter(item -> item.alarm().isOpen()).toList();
    }

    List<AlarmItem> since(long known) {
        return alarms.since(known, (item, _) -> item);
    }

    /// The newest entry at which an alarm left that is not remembered any more.
    long forgotten() {
        return forgotten;
    }
}
