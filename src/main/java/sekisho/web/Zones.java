package sekisho.web;

import org.jspecify.annotations.Nullable;

import sekisho.journal.Entry;
import sekisho.site.Observation.AccessGranted;
import sekisho.site.Paperwork.VisitLeft;
import sekisho.site.Paperwork.VisitRegistered;
import sekisho.site.Site;
import sekisho.site.VisitId;
import sekisho.site.ZoneId;
import sekisho.web.Item.ZoneItem;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/// Who is inside which zone: cards by their granted reads, visitors by their open visits.
final class Zones {
    /// Departures that came in before their visit did; paper may be transcribed in any order.
    private static final int DEPARTURES_KEPT = 1000;

    private final Map<ZoneId, Site.Zone> plan = new HashMap<>();
    private final Changes<ZoneId, Occupants> zones = new Changes<>();
    private final Map<Holder, Presence> presences = new HashMap<>();
    private final Map<VisitId, ZoneId> open = new HashMap<>();
    private final SequencedSet<VisitId> departed = new LinkedHashSet<>();

    void adopt(Site site, long sequence) {
        plan.clear();
        site.zones().forEach(zone -> plan.put(zone.id(), zone));
        zones.retainAll(plan.keySet());
        for (Site.Zone zone : site.zones()) {
            Occupants before = zones.get(zone.id());
            zones.put(zone.id(), before == null ? new Occupants(zone) : before.in(zone), sequence);
        }
    }

    void read(AccessGranted read, long sequence) {
        Holder holder = Holder.of(read);
        if (holder == null) {
            return;
        }
        Presence presence = presences.computeIfAbsent(holder, _ -> new Presence());
        Map<ZoneId, Instant> before = presence.inside();
        presence.read(read.at(), read.zone(), read.direction(), this::around);
        Map<ZoneId, Instant> now = presence.inside();
        occupants(read.zone(), sequence);
        for (ZoneId zone : before.keySet()) {
            if (!now.containsKey(zone) && zones.get(zone) != null) {
                occupants(zone, sequence).cardLeft(holder);
            }
        }
        now.forEach((zone, since) -> {
            if (!since.equals(before.get(zone))) {
                occupants(zone, sequence).card(holder, since);
            }
        });
    }

    void registered(VisitRegistered visit, Entry entry) {
        long sequence = entry.sequence();
        if (departed.remove(visit.visit())) {
            return;
        }
        ZoneId before = open.put(visit.visit(), visit.zone());
        if (before != null && zones.get(before) != null) {
            occupants(before, sequence).visitLeft(visit.visit());
        }
        occupants(visit.zone(), sequence).visit(visit.visit(), entry);
    }

    void left(VisitLeft left, long sequence) {
        ZoneId zone = open.remove(left.visit());
        if (zone != null) {
            if (zones.get(zone) != null) {
                occupants(zone, sequence).visitLeft(left.visit());
            }
            return;
        }
        departed.addLast(left.visit());
        if (departed.size() > DEPARTURES_KEPT) {
            departed.removeFirst();
        }
    }

    List<ZoneItem> since(long sequence) {
        return zones.since(sequence, Occupants::item);
    }

    private @Nullable ZoneId around(ZoneId zone) {
        Site.Zone known = plan.get(zone);
        return known == null ? null : known.within();
    }

    /// The occupants of a zone, which change now. A zone that nobody declared is taken as it comes.
    private Occupants occupants(ZoneId zone, long sequence) {
        Occupants known = zones.get(zone);
        Occupants occupants =
                known == null
                        ? new Occupants(new Site.Zone(zone, zone.value(), null, null))
                        : known;
        zones.put(zone, occupants, sequence);
        return occupants;
    }
}
