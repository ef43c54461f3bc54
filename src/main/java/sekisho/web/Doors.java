package sekisho.web;

import sekisho.site.DoorId;
import sekisho.site.Site;
import sekisho.site.ZoneId;
import sekisho.web.Item.DoorItem;
import sekisho.web.Item.DoorState;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// What the contacts of the doors said last, by event time.
final class Doors {
    private final Changes<DoorId, DoorItem> doors = new Changes<>();

    void adopt(Site site, long sequence) {
        doors.retainAll(site.doors().stream().map(Site.Door::id).collect(Collectors.toSet()));
        for (Site.Door door : site.doors()) {
            DoorItem before = doors.get(door.id());
            doors.put(
                    door.id(),
                    new DoorItem(
                            sequence,
                            door.id(),
                            door.name(),
                            door.zone(),
                            door.exit(),
                            before == null ? DoorState.UNKNOWN : before.state(),
                            before == null ? null : before.since()),
                    sequence);
        }
    }

    void is(DoorState state, Instant at, ZoneId zone, DoorId id, long sequence) {
        DoorItem before = doors.get(id);
        if (before == null) {
            doors.put(id, new DoorItem(sequence, id, id.value(), zone, null, state, at), sequence);
            return;
        }
        Instant since = before.since();
        if (since != null && at.isBefore(since)) {
            return;
        }
        doors.put(
                id,
                new DoorItem(sequence, id, before.name(), before.zone(), before.exit(), state, at),
                sequence);
    }

    List<DoorItem> since(long sequence) {
        return doors.since(sequence, (item, _) -> item);
    }
}
