package sekisho.site.json;

import org.jspecify.annotations.Nullable;

import sekisho.site.DeviceKind;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.Hours;
import sekisho.site.MachineId;
import sekisho.site.Paperwork.PlanAdopted;
import sekisho.site.Policy;
import sekisho.site.ReaderId;
import sekisho.site.Site;
import sekisho.site.ZoneId;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The plan and the policy in force, as the members of `plan.adopted`.
final class PlanCodec {
    private PlanCodec() {}

    static PlanAdopted read(Instant at, Members in) throws Unreadable {
        try {
            return new PlanAdopted(at, site(in.object("site")), policy(in.object("policy")));
        } catch (DateTimeException e) {
            throw new Unreadable("plan.adopted: " + e.getMessage());
        }
    }

    static void write(PlanAdopted plan, Map<String, Object> out) {
        out.put("site", site(plan.site()));
        out.put("policy", policy(plan.policy()));
    }

    private static Site site(Members in) throws Unreadable {
        String name = in.text("name");
        var clock = java.time.ZoneId.of(in.text("clock"));
        var zones = new ArrayList<Site.Zone>();
        for (Members zone : in.objects("zones")) {
            zones.add(
                    new Site.Zone(
                            zone.id("id", ZoneId::new),
                            zone.text("name"),
                            zone.idOrNull("within", ZoneId::new),
                            zone.has("hours") ? hours(zone.object("hours")) : null,
                            kinds(zone.texts("tolerates"))));
        }
        var doors = new ArrayList<Site.Door>();
        for (Members door : in.objects("doors")) {
            doors.add(
                    new Site.Door(
                            door.id("id", DoorId::new),
                            door.text("name"),
                            door.id("zone", ZoneId::new),
                            constant(Site.Exit.class, "exit", door.text("exit"))));
        }
        var readers = new ArrayList<Site.Reader>();
        for (Members reader : in.objects("readers")) {
            readers.add(
                    new Site.Reader(
                            reader.id("id", ReaderId::new),
                            reader.id("door", DoorId::new),
                            constant(Direction.class, "direction", reader.text("direction"))));
        }
        var machines = new ArrayList<Site.Machine>();
        for (Members machine : in.objects("machines")) {
            machines.add(
                    new Site.Machine(
                            machine.id("id", MachineId::new),
                            machine.text("name"),
                            machine.id("zone", ZoneId::new)));
        }
        return new Site(name, clock, zones, doors, readers, machines);
    }

    private static Map<String, Object> site(Site site) {
        return Map.of(
                "name", site.name(),
                "clock", site.clock().getId(),
                "zones", site.zones().stream().map(PlanCodec::zone).toList(),
                "doors", site.doors().stream().map(PlanCodec::door).toList(),
                "readers", site.readers().stream().map(PlanCodec::reader).toList(),
                "machines", site.machines().stream().map(PlanCodec::machine).toList());
    }

    private static Map<String, Object> zone(Site.Zone zone) {
        var out = new HashMap<String, Object>();
        out.put("id", zone.id().value());
        out.put("name", zone.name());
        if (zone.within() != null) {
            out.put("within", zone.within().value());
        }
        if (zone.hours() != null) {
            out.put("hours", hours(zone.hours()));
        }
        if (!zone.tolerates().isEmpty()) {
            out.put("tolerates", zone.tolerates().stream().map(DeviceKind::word).sorted().toList());
        }
        return out;
    }

    private static Set<DeviceKind> kinds(List<String> words) throws Unreadable {
        var kinds = EnumSet.noneOf(DeviceKind.class);
        for (String word : words) {
            kinds.add(
                    Arrays.stream(DeviceKind.values())
                            .filter(kind -> kind.word().equals(word))
                            .findAny()
                            .orElseThrow(() -> new Unreadable("no kind of device: " + word)));
        }
        return kinds;
    }

    private static Map<String, Object> door(Site.Door door) {
        return Map.of(
                "id", door.id().value(),
                "name", door.name(),
                "zone", door.zone().value(),
                "exit", word(door.exit()));
    }

    private static Map<String, Object> reader(Site.Reader reader) {
        return Map.of(
                "id", reader.id().value(),
                "door", reader.door().value(),
                "direction", word(reader.direction()));
    }

    private static Map<String, Object> machine(Site.Machine machine) {
        return Map.of(
                "id", machine.id().value(),
                "name", machine.name(),
                "zone", machine.zone().value());
    }

    private static Policy policy(Members in) throws Unreadable {
        return new Policy(
                in.seconds("explainedWithinSeconds"),
                in.seconds("escortAwaySeconds"),
                in.seconds("overstaySeconds"),
                in.seconds("releasedWithinSeconds"),
                in.seconds("heldAfterSeconds"),
                Math.toIntExact(in.number("silentIntervals")),
                Math.toIntExact(in.number("denials")),
                in.seconds("denialsWithinSeconds"),
                hours(in.object("hours")),
                in.seconds("rejudgedSeconds"),
                constant(Policy.Undeclared.class, "undeclared", in.text("undeclared")));
    }

    private static Map<String, Object> policy(Policy policy) {
        var out = new HashMap<String, Object>();
        out.put("explainedWithinSeconds", FactWriter.seconds(policy.explainedWithin()));
        out.put("escortAwaySeconds", FactWriter.seconds(policy.escortAway()));
        out.put("overstaySeconds", FactWriter.seconds(policy.overstay()));
        out.put("releasedWithinSeconds", FactWriter.seconds(policy.releasedWithin()));
        out.put("heldAfterSeconds", FactWriter.seconds(policy.heldAfter()));
        out.put("silentIntervals", policy.silentIntervals());
        out.put("denials", policy.denials());
        out.put("denialsWithinSeconds", FactWriter.seconds(policy.denialsWithin()));
        out.put("hours", hours(policy.hours()));
        out.put("rejudgedSeconds", FactWriter.seconds(policy.rejudged()));
        out.put("undeclared", word(policy.undeclared()));
        return out;
    }

    private static Hours hours(Members in) throws Unreadable {
        var days = new ArrayList<DayOfWeek>();
        for (String day : in.texts("days")) {
            days.add(constant(DayOfWeek.class, "days", day));
        }
        List<LocalDate> holidays = in.texts("holidays").stream().map(LocalDate::parse).toList();
        return new Hours(
                days,
                LocalTime.parse(in.text("from")),
                LocalTime.parse(in.text("until")),
                holidays);
    }

    private static Map<String, Object> hours(Hours hours) {
        return Map.of(
                "days", hours.days().stream().map(PlanCodec::word).toList(),
                "from", hours.from().toString(),
                "until", hours.until().toString(),
                "holidays", hours.holidays().stream().map(LocalDate::toString).toList());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name, @Nullable String word)
            throws Unreadable {
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equals(word)) {
                return constant;
            }
        }
        throw new Unreadable('"' + name + "\" does not know " + word);
    }
}
