package sekisho.web;

import org.jspecify.annotations.Nullable;

import sekisho.journal.Entry;
import sekisho.site.Site;
import sekisho.site.VisitId;
import sekisho.web.Item.CardInside;
import sekisho.web.Item.ZoneItem;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Who is inside one zone. The item is built when somebody wants to see it, because a crowded zone
/// changes more often than it is looked at.
final class Occupants {
    private final Site.Zone zone;
    private final Map<Holder, Instant> cards = new LinkedHashMap<>();
    private final Map<VisitId, Entry> visits = new LinkedHashMap<>();
    private @Nullable ZoneItem shown;

    Occupants(Site.Zone zone) {
        this.zone = zone;
    }

    void card(Holder holder, Instant since) {
        cards.put(holder, since);
        shown = null;
    }

    void cardLeft(Holder holder) {
        cards.remove(holder);
        shown = null;
    }

    void visit(VisitId visit, Entry registered) {
        visits.put(visit, registered);
        shown = null;
    }

    void visitLeft(VisitId visit) {
        visits.remove(visit);
        shown = null;
    }

    ZoneItem item(long changed) {
        if (shown == null || shown.changed() != changed) {
            shown =
                    new ZoneItem(
                            changed,
                            zone,
                            cards.entrySet().stream()
                                    .map(card -> new CardInside(card.getKey(), card.getValue()))
                                    .toList(),
                            visits.values().stream().toList());
        }
        return shown;
    }

    /// The same people in the zone as another plan describes it.
    Occupants in(Site.Zone other) {
        var moved = new Occupants(other);
        moved.cards.putAll(cards);
        moved.visits.putAll(visits);
        return moved;
    }
}
