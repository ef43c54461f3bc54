package sekisho.sensor;

import org.jspecify.annotations.Nullable;

import sekisho.config.Declared;
import sekisho.config.Faults;
import sekisho.config.Mark;
import sekisho.site.DoorId;
import sekisho.site.MachineId;
import sekisho.site.ReaderId;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;

import java.util.Map;
import java.util.Set;

/// What the rest of the site file has declared, for the part of one protocol.
///
/// @param doors every door of the plan, with the zone it leads into
/// @param machines every machine of the plan, with the zone it stands in
/// @param zones every zone of the plan
/// @param doorIds knows the doors' places in the file, to tell of one that is not there
/// @param readers of all protocols: no two have one id
/// @param sources likewise, whatever tells facts under a name of its own
/// @param lines of all protocols: no two are at one device or address
/// @param cardFormats by their names in the file
/// @param clock the site's own time; null where the file does not say it
public record Surroundings(
        Map<DoorId, ZoneId> doors,
        Map<MachineId, ZoneId> machines,
        Set<ZoneId> zones,
        Declared<DoorId> doorIds,
        Declared<ReaderId> readers,
        Declared<SourceId> sources,
        Map<String, Mark> lines,
        CardFormatsPart cardFormats,
        java.time.@Nullable ZoneId clock,
        Faults faults) {

    /// The zone that a door leads into; null, and a fault, when there is no such door.
    public @Nullable ZoneId zoneOf(DoorId door, Mark mark) {
        doorIds.expect(door, mark);
        return doors.get(door);
    }
}
