package sekisho.app.config;

import org.jspecify.annotations.Nullable;

import sekisho.config.Declared;
import sekisho.config.Faults;
import sekisho.config.Form;
import sekisho.config.Mark;
import sekisho.config.Section;
import sekisho.sensor.CardFormatsPart;
import sekisho.sensor.Surroundings;
import sekisho.site.DeviceKind;
import sekisho.site.DoorId;
import sekisho.site.MachineId;
import sekisho.site.Site;
import sekisho.site.ZoneId;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The plan: `site`, `timezone`, `zones`, `doors`, `machines`.
final class PlanPart {
    private final Faults faults;
    private final @Nullable String name;
    private final java.time.@Nullable ZoneId clock;
    private final Declared<ZoneId> zoneIds;
    private final Declared<DoorId> doorIds;
    private final List<Site.Zone> zones = new ArrayList<>();
    private final List<Nesting> nestings = new ArrayList<>();
    private final List<Site.Door> doors = new ArrayList<>();
    private final List<Site.Machine> machines = new ArrayList<>();

    private record Nesting(ZoneId zone, ZoneId within, Mark mark) {}

    PlanPart(Section root, Faults faults) {
        this.faults = faults;
        this.zoneIds = new Declared<>("zone", faults);
        this.doorIds = new Declared<>("door", faults);
        this.name = root.required("site", Form.TEXT.asking("the site's name"));
        this.clock = root.required("timezone", Form.TIME_ZONE);
        root.expect("zones", "a list of them");
        root.sections("zones", "a zone").forEach(this::readZone);
        checkNesting();
        root.sections("doors", "a door").forEach(this::readDoor);
        var machineIds = new Declared<MachineId>("machine", faults);
        root.sections("machines", "a machine").forEach(one -> readMachine(one, machineIds));
    }

    /// What it declares, for whatever stands at its doors.
    Surroundings surroundings(CardFormatsPart cardFormats) {
        Map<DoorId, ZoneId> behind = new HashMap<>();
        doors.forEach(door -> behind.put(door.id(), door.zone()));
        Map<MachineId, ZoneId> standing = new HashMap<>();
        machines.forEach(machine -> standing.put(machine.id(), machine.zone()));
        return new Surroundings(
                behind,
                standing,
                zones.stream().map(Site.Zone::id).collect(Collectors.toSet()),
                doorIds,
                new Declared<>("reader", faults),
                new Declared<>("source", faults),
                new HashMap<>(),
                cardFormats,
                clock,
                faults);
    }

    /// Every zone of the plan, and where it stands.
    Declared<ZoneId> zones() {
        return zoneIds;
    }

    /// The plan, once it is known that nothing was faulty.
    Site site(List<Site.Reader> readers) {
        if (name == null || clock == null) {
            throw new IllegalStateException("the plan was taken before its faults were checked");
        }
        return new Site(name, clock, zones, doors, readers, machines);
    }

    private void readZone(Section in) {
        ZoneId id = in.required("id", Form.id(ZoneId::new));
        String called = in.optional("name", Form.TEXT);
        ZoneId within = in.optional("within", Form.id(ZoneId::new));
        var hours = new HoursPart(faults).read(in);
        Set<DeviceKind> kinds =
                in.list("tolerates", Form.word(DeviceKind.class)).stream()
                        .map(Section.Placed::value)
                        .collect(Collectors.toSet());
        if (id != null) {
            zoneIds.add(id, in.mark("id"));
            zones.add(
                    new Site.Zone(id, called == null ? id.value() : called, within, hours, kinds));
            if (within != null) {
                nestings.add(new Nesting(id, within, in.mark("within")));
            }
        }
    }

    private void readDoor(Section in) {
        DoorId id = in.required("id", Form.id(DoorId::new));
        String called = in.optional("name", Form.TEXT);
        ZoneId zone = zone(in);
        Site.Exit exit = in.required("exit", Form.word(Site.Exit.class));
        if (id != null) {
            doorIds.add(id, in.mark("id"));
            if (zone != null && exit != null) {
                doors.add(new Site.Door(id, called == null ? id.value() : called, zone, exit));
            }
        }
    }

    private void readMachine(Section in, Declared<MachineId> ids) {
        MachineId id = in.required("id", Form.id(MachineId::new));
        String called = in.optional("name", Form.TEXT);
        ZoneId zone = zone(in);
        if (id != null) {
            ids.add(id, in.mark("id"));
            if (zone != null) {
                machines.add(new Site.Machine(id, called == null ? id.value() : called, zone));
            }
        }
    }

    private @Nullable ZoneId zone(Section in) {
        ZoneId zone =
                in.required("zone", Form.id(ZoneId::new).asking("the id of the zone it is in"));
        if (zone != null) {
            zoneIds.expect(zone, in.mark("zone"));
        }
        return zone;
    }

    private void checkNesting() {
        Map<ZoneId, ZoneId> around = new HashMap<>();
        nestings.forEach(nesting -> around.putIfAbsent(nesting.zone(), nesting.within()));
        for (Nesting nesting : nestings) {
            zoneIds.expect(nesting.within(), nesting.mark());
            if (reaches(nesting.within(), nesting.zone(), around)) {
                faults.add(
                        nesting.mark(),
                        "the zone \"%s\" lies within itself".formatted(nesting.zone()));
            }
        }
    }

    private static boolean reaches(ZoneId from, ZoneId to, Map<ZoneId, ZoneId> around) {
        var passed = new HashSet<ZoneId>();
        for (ZoneId at = from; at != null && passed.add(at); at = around.get(at)) {
            if (at.equals(to)) {
                return true;
            }
        }
        return false;
    }
}
