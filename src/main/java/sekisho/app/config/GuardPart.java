package sekisho.app.config;

import org.jspecify.annotations.Nullable;

import sekisho.config.Declared;
import sekisho.config.Form;
import sekisho.config.Section;
import sekisho.site.Guarding;
import sekisho.site.ZoneId;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// What the guards of machines are told: `guard`, within `agents`.
final class GuardPart {
    private final Declared<ZoneId> declared;

    GuardPart(Declared<ZoneId> declared) {
        this.declared = declared;
    }

    /// @param usual of all zones
    /// @param zones where it differs
    record Read(Guarding usual, Map<ZoneId, Guarding> zones) {}

    Read read(Section agents) {
        Section guard = agents.section("guard", "what guards are told");
        if (guard == null) {
            return new Read(Guarding.DEFAULT, Map.of());
        }
        Guarding usual = guarding(guard, Guarding.DEFAULT);
        var zones = new HashMap<ZoneId, Guarding>();
        for (Section one : guard.sections("zones", "what the guards of a zone are told")) {
            ZoneId zone = one.required("zone", Form.id(ZoneId::new));
            Guarding differing = guarding(one, usual);
            if (zone != null) {
                declared.expect(zone, one.mark("zone"));
                if (zones.put(zone, differing) != null) {
                    one.fault("zone", "zone " + zone + " is told of twice");
                }
            }
        }
        return new Read(usual, zones);
    }

    private static Guarding guarding(Section in, Guarding otherwise) {
        @Nullable Duration holds = in.optional("holds", Form.SPAN);
        if (holds != null && !holds.isPositive()) {
            in.fault("holds", "a span above zero");
            holds = null;
        }
        return new Guarding(
                in.optional("away", Form.word(Guarding.Away.class), otherwise.away()),
                in.optional("in-use", Form.word(Guarding.InUse.class), otherwise.inUse()),
                holds == null ? otherwise.holds() : holds);
    }
}
