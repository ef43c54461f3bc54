package sekisho.site;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The plan of a site: its zones, the doors of each, the readers at the doors, the machines.
///
/// A plan is whole: every name in it leads somewhere. Who reads one from a file reports all its
/// faults before it builds one (see `app.config`).
///
/// @param name as people call the place
/// @param clock the site's own time, by which opening hours are read
public record Site(
        String name,
        java.time.ZoneId clock,
        List<Zone> zones,
        List<Door> doors,
        List<Reader> readers,
        List<Machine> machines) {

    /// A space that people are inside of.
    ///
    /// @param within the zone around it: entering from there ends no presence
    /// @param hours when entries are usual; absent: the policy's hours
    /// @param tolerates kinds of devices that may be plugged into machines here without a permit
    public record Zone(
            ZoneId id,
            String name,
            @Nullable ZoneId within,
            @Nullable Hours hours,
            Set<DeviceKind> tolerates) {

        /// A zone that tolerates nothing without a permit.
        public Zone(ZoneId id, String name, @Nullable ZoneId within, @Nullable Hours hours) {
            this(id, name, within, hours, Set.of());
        }

        public Zone {
            tolerates = Set.copyOf(tolerates);
        }
    }

    /// A door of a zone.
    public record Door(DoorId id, String name, ZoneId zone, Exit exit) {}

    /// How one leaves through a door.
    public enum Exit {
        /// Both sides are read: an opening by the exit button alone explains nothing.
        READER,
        /// A button or sensor inside releases the door.
        BUTTON
    }

    /// A reader at one side of a door.
    public record Reader(ReaderId id, DoorId door, Direction direction) {}

    /// A machine in a zone.
    public record Machine(MachineId id, String name, ZoneId zone) {}

    public Site {
        zones = List.copyOf(zones);
        doors = List.copyOf(doors);
        readers = List.copyOf(readers);
        machines = List.copyOf(machines);
        Map<ZoneId, Zone> byId = index(zones, Zone::id, "zone");
        Map<DoorId, Door> doorById = index(doors, Door::id, "door");
        index(readers, Reader::id, "reader");
        index(machines, Machine::id, "machine");
        doors.forEach(door -> require(byId.keySet(), door.zone(), "door " + door.id()));
        machines.forEach(
                machine -> require(byId.keySet(), machine.zone(), "machine " + machine.id()));
        readers.forEach(
                reader -> require(doorById.keySet(), reader.door(), "reader " + reader.id()));
        zones.forEach(zone -> checkNesting(zone, byId));
    }

    /// A plan without anything in it: whatever facts name is taken as they name it, and hours are
    /// read in Japan's time, where the rooms are whose plan nobody wrote down.
    public static Site undeclared() {
        return new Site(
                "", java.time.ZoneId.of("Asia/Tokyo"), List.of(), List.of(), List.of(), List.of());
    }

    private static <K, V> Map<K, V> index(List<V> all, Function<V, K> id, String what) {
        var byId = new LinkedHashMap<K, V>();
        for (V one : all) {
            if (byId.put(id.apply(one), one) != null) {
                throw new IllegalArgumentException("two " + what + "s are called " + id.apply(one));
            }
        }
        return byId;
    }

    private static <K> void require(Set<K> known, K wanted, String who) {
        if (!known.contains(wanted)) {
            throw new IllegalArgumentException(who + " names " + wanted + ", which is not there");
        }
    }

    private static void checkNesting(Zone zone, Map<ZoneId, Zone> byId) {
        int steps = 0;
        for (ZoneId outer = zone.within(); outer != null; ) {
            Zone around = byId.get(outer);
            if (around == null) {
                throw new IllegalArgumentException(
                        "zone " + zone.id() + " lies within " + outer + ", which is not there");
            }
            if (++steps > byId.size()) {
                throw new IllegalArgumentException("zone " + zone.id() + " lies within itself");
            }
            outer = around.within();
        }
    }
}
