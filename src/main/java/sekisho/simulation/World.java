package sekisho.simulation;

import org.jspecify.annotations.Nullable;

import sekisho.site.Deed;
import sekisho.site.Direction;
import sekisho.site.Fact;
import sekisho.site.Finding;
import sekisho.site.Observation;
import sekisho.site.Paperwork;
import sekisho.site.PersonId;
import sekisho.site.SourceId;
import sekisho.site.VisitId;
import sekisho.site.ZoneId;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Where everybody and everything at the simulated site is, as far as the journal knows it: so the
/// script goes on from what was recorded, even when it was killed in the middle of a scene.
public final class World {
    private final Map<String, ZoneId> inside = new TreeMap<>();
    private final Map<String, ZoneId> visits = new TreeMap<>();
    private final Set<String> open = new TreeSet<>();
    private final Set<String> alive = new TreeSet<>();

    /// Takes note of a fact.
    public void accept(Fact fact) {
        switch (fact) {
            case Observation.AccessGranted granted -> pass(granted);
            case Observation.DoorOpened opened -> open.add(opened.door().value());
            case Observation.DoorClosed closed -> open.remove(closed.door().value());
            case Observation.SourceAlive source -> alive.add(source.source().value());
            case Observation.SourceRestored source -> alive.add(source.source().value());
            case Observation.SourceLost source -> alive.remove(source.source().value());
            case Paperwork.VisitRegistered visit -> visits.put(visit.visit().value(), visit.zone());
            case Paperwork.VisitLeft visit -> visits.remove(visit.visit().value());
            case Deed.DeedDone deed when isStart(deed) -> alive.clear();
            case Observation _, Paperwork _, Finding _, Deed _ -> {}
        }
    }

    private static boolean isStart(Deed.DeedDone deed) {
        return deed.type().equals(Deed.STATION_STARTED);
    }

    private void pass(Observation.AccessGranted granted) {
        PersonId person = granted.person();
        if (person != null && granted.direction() == Direction.IN) {
            inside.put(person.value(), granted.zone());
        } else if (person != null) {
            inside.remove(person.value());
        }
    }

    /// The zone that a person is in; null outside.
    @Nullable ZoneId whereIs(PersonId person) {
        return inside.get(person.value());
    }

    boolean isOutside(PersonId person) {
        return whereIs(person) == null;
    }

    boolean isIn(PersonId person, ZoneId zone) {
        return zone.equals(whereIs(person));
    }

    boolean isOpen(VisitId visit) {
        return visits.containsKey(visit.value());
    }

    /// Whether some door stands open.
    boolean isAnyDoorOpen() {
        return !open.isEmpty();
    }

    /// Whether a source has given a sign of life since the station began to watch.
    boolean isAlive(SourceId source) {
        return alive.contains(source.value());
    }

    /// The visits that nobody has signed out yet, each with its zone.
    Map<VisitId, ZoneId> openVisits() {
        var open = new LinkedHashMap<VisitId, ZoneId>();
        visits.forEach((visit, zone) -> open.put(new VisitId(visit), zone));
        return open;
    }
}
