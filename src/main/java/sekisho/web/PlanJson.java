package sekisho.web;

import sekisho.site.Cardholders;
import sekisho.site.Site;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The plan and the register of people, as the forms need them.
final class PlanJson {
    private PlanJson() {}

    static Map<String, Object> members(Site site, Cardholders cardholders) {
        var members = new HashMap<String, Object>();
        members.put("site", site.name());
        members.put("clock", site.clock().getId());
        members.put("zones", site.zones().stream().map(BoardJson::zone).toList());
        members.put("doors", site.doors().stream().map(PlanJson::door).toList());
        members.put("machines", site.machines().stream().map(PlanJson::machine).toList());
        members.put(
                "people",
                cardholders.all().stream()
                        .map(one -> Map.of("id", one.person().value(), "name", one.name()))
                        .toList());
        return members;
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
