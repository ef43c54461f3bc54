package sekisho.web;

import sekisho.journal.Entry;
import sekisho.site.Policy;
import sekisho.web.Item.AlarmItem;
import sekisho.web.Item.DeskItem;
import sekisho.web.Item.DoorItem;
import sekisho.web.Item.MachineItem;
import sekisho.web.Item.SourceItem;
import sekisho.web.Item.ZoneItem;
import sekisho.words.Names;

import java.util.List;

/// What changed on the board since an entry; all of it, when `whole`.
///
/// @param sequence the newest entry that the board knows
/// @param names what things are called by the plan in force
record Patch(
        long sequence,
        boolean whole,
        List<ZoneItem> zones,
        List<DoorItem> doors,
        List<MachineItem> machines,
        List<SourceItem> sources,
        List<DeskItem> desks,
        List<AlarmItem> alarms,
        List<Entry> facts,
        Names names,
        Policy policy) {

    /// Whether there is nothing to tell a browser.
    boolean isEmpty() {
        return !whole
                && zones.isEmpty()
                && doors.isEmpty()
                && machines.isEmpty()
                && sources.isEmpty()
                && desks.isEmpty()
                && alarms.isEmpty()
                && facts.isEmpty();
    }
}
