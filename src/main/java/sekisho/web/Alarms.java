package sekisho.web;

import org.jspecify.annotations.Nullable;

import sekisho.journal.Entry;
import sekisho.site.Deed;
import sekisho.site.Finding.FindingRaised;
import sekisho.site.Finding.FindingWithdrawn;
import sekisho.site.Observation;
import sekisho.site.Paperwork;
import sekisho.web.Item.AlarmItem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The alarms that are open, and those that have left the board lately: a browser must be told that
/// they did.
final class Alarms {
    /// Alarms that have left and are remembered. A browser that knows less gets the whole board.
    private static final int LEFT_KEPT = 1000;

    private final Changes<Long, AlarmItem> alarms = new Changes<>();
    private final SequencedMap<Long, Long> left = new LinkedHashMap<>();
    private long forgotten;

    void accept(Entry entry) {
        switch (entry.fact()) {
            case FindingRaised raised ->
                    put(
                            new AlarmItem(
                                    entry.sequence(),
                                    entry.sequence(),
                                    raised,
                                    entry.recordedAt(),
                                    "UNACKNOWLEDGED",
                                    null,
                                    true));
            case FindingWithdrawn withdrawn ->
                    alarms.all().stream()
                            .filter(alarm -> alarm.open() && isSame(alarm.raised(), withdrawn))
                            .findFirst()
                            .ifPresent(alarm -> leave(alarm, "WITHDRAWN", null, entry));
            case Deed.AlarmAcknowledged acknowledged -> {
                AlarmItem alarm = alarms.get(acknowledged.finding());
                if (alarm != null && alarm.open()) {
                    leave(alarm, "ACKNOWLEDGED", acknowledged.by(), entry);
                }
            }
            case Observation _, Paperwork _, Deed.DeedDone _ -> {}
        }
    }

    /// The alarm of a finding; null when there is none, or when it left long ago.
    @Nullable AlarmItem get(long finding) {
        return alarms.get(finding);
    }

    List<AlarmItem> open() {
        return alarms.all().stream().filter(AlarmItem::open).toList();
    }

    List<AlarmItem> since(long sequence) {
        return alarms.since(sequence, (item, _) -> item);
    }

    /// The newest entry at which an alarm left that is not remembered any more.
    long forgotten() {
        return forgotten;
    }

    private void leave(AlarmItem alarm, String state, @Nullable String by, Entry entry) {
        put(
                new AlarmItem(
                        entry.sequence(),
                        alarm.finding(),
                        alarm.raised(),
                        alarm.recordedAt(),
                        state,
                        by,
                        false));
        left.putLast(alarm.finding(), entry.sequence());
        if (left.size() > LEFT_KEPT) {
            var oldest = left.firstEntry();
            left.remove(oldest.getKey());
            alarms.remove(oldest.getKey());
            forgotten = oldest.getValue();
        }
    }

    private void put(AlarmItem item) {
        alarms.put(item.finding(), item, item.changed());
    }

    private static boolean isSame(FindingRaised raised, FindingWithdrawn withdrawn) {
        return raised.rule().equals(withdrawn.rule())
                && java.util.Objects.equals(raised.zone(), withdrawn.zone())
                && raised.subject().equals(withdrawn.subject())
                && raised.at().equals(withdrawn.at())
                && raised.because().getFirst().equals(withdrawn.because().getFirst());
    }
}
