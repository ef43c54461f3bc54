package sekisho.web;

import sekisho.site.Cardholder;
import sekisho.site.Cardholders;
import sekisho.site.DeskReader;
import sekisho.site.Site;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The plan and the register of people, as the forms need them.
final class PlanJson {
    /// More people than this are looked for by name (see [PeopleSearch]): a page must not wait for
    /// a register of fifty thousand.
    static final int PEOPLE_MAX = 500;

    private PlanJson() {}

    static Map<String, Object> members(Site site, Cardholders cardholders, List<DeskReader> desks) {
        var members = new HashMap<String, Object>();
        members.put("site", site.name());
        members.put("clock", site.clock().getId());
        members.put("zones", site.zones().stream().map(BoardJson::zone).toList());
        members.put("doors", site.doors().stream().map(PlanJson::door).toList());
        members.put("machines", site.machines().stream().map(PlanJson::machine).toList());
        members.put("desks", desks.stream().map(PlanJson::desk).toList());
        members.put(
                "people",
                cardholders.all().stream().limit(PEOPLE_MAX).map(PlanJson::person).toList());
        return members;
    }

    static Map<String, Object> person(Cardholder one) {
        return Map.of("id", one.person().value(), "name", one.name());
    }

    private static Map<String, Object> desk(DeskReader desk) {
        return Map.of("id", desk.id().value(), "name", desk.name());
    }

    private static Map<String, Object> door(Site.Door door) {
        return Map.of(
                "id", door.id().value(),
                "name", door.name(),
                "zone", door.zone().value(),
                "exit", door.exit().name().toLowerCase(Locale.ROOT));
    }

    private static Map<String, Object> machine(Site.Machine machine) {
        return Map.of(
                "id", machine.id().value(),
                "name", machine.name(),
                "zone", machine.zone().value());
    }
}
