package sekisho.sensor.mapping;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.Surroundings;
import sekisho.site.DoorId;
import sekisho.site.MachineId;
import sekisho.site.Site;
import sekisho.site.ZoneId;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// What records may name: the doors, machines and zones of a site, and its own time.
///
/// @param doors each with the zone it leads into
/// @param machines each with the zone it stands in
/// @param clock of sources whose description names no time zone; null where it is not known
public record Places(
        Map<DoorId, ZoneId> doors,
        Map<MachineId, ZoneId> machines,
        Set<ZoneId> zones,
        java.time.@Nullable ZoneId clock) {
    public Places {
        doors = Map.copyOf(doors);
        machines = Map.copyOf(machines);
        zones = Set.copyOf(zones);
    }

    /// Those of a site that was read.
    public static Places of(Site site) {
        Map<DoorId, ZoneId> doors = new LinkedHashMap<>();
        site.doors().forEach(door -> doors.put(door.id(), door.zone()));
        Map<MachineId, ZoneId> machines = new LinkedHashMap<>();
        site.machines().forEach(machine -> machines.put(machine.id(), machine.zone()));
        Set<ZoneId> zones = new LinkedHashSet<>();
        site.zones().forEach(zone -> zones.add(zone.id()));
        return new Places(doors, machines, zones, site.clock());
    }

    /// Those of a site file that is being read.
    public static Places of(Surroundings plan) {
        return new Places(plan.doors(), plan.machines(), plan.zones(), plan.clock());
    }
}
