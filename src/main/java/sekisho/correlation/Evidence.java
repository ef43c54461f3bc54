package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import sekisho.site.CredentialId;
import sekisho.site.DoorId;
import sekisho.site.MediaId;
import sekisho.site.PermitId;
import sekisho.site.PersonId;
import sekisho.site.SourceId;
import sekisho.site.VisitId;
import sekisho.site.ZoneId;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Everything that is known, found by its id.
final class Evidence {
    private final List<Zone> zoneByNumber = new ArrayList<>();
    private final List<Place> placeByNumber = new ArrayList<>();
    private final Index<Zone> zones = new Index<>();
    private final Index<Door> doors = new Index<>();
    private final Index<Person> people = new Index<>();
    private final Index<Person> strangers = new Index<>();
    private final Map<VisitId, Visit> visits = new HashMap<>();
    private final Map<MediaId, Medium> media = new HashMap<>();
    private final Map<String, Serial> serials = new HashMap<>();
    private final Map<PermitId, PermitTrail> permits = new HashMap<>();
    private final Map<SourceId, Source> sources = new HashMap<>();

    Zone zone(ZoneId id) {
        Zone zone = zones.find(id.value());
        if (zone == null) {
            zone = new Zone(zoneByNumber.size(), id, this);
            zones.add(zone);
            zoneByNumber.add(zone);
        }
        return zone;
    }

    Zone zone(int number) {
        return zoneByNumber.get(number);
    }

    Place place(int number) {
        return placeByNumber.get(number - 1);
    }

    Place newPlace(Zone zone, @Nullable Place outer) {
        var place = new Place(placeByNumber.size() + 1, zone, outer);
        placeByNumber.add(place);
        return place;
    }

    Door door(DoorId id) {
        Door door = doors.find(id.value());
        if (door == null) {
            door = new Door(id, this);
            doors.add(door);
        }
        return door;
    }

    Person person(PersonId id) {
        Person person = people.find(id.value());
        if (person == null) {
            person = new Person("person", id.value(), this);
            people.add(person);
        }
        return person;
    }

    /// A person of whom something is known; null for others.
    @Nullable Person known(PersonId id) {
        return people.find(id.value());
    }

    /// The holder of a card; null when a read names neither.
    @Nullable Person holder(@Nullable PersonId id, @Nullable CredentialId card) {
        if (id != null) {
            return person(id);
        }
        return card == null ? null : stranger(card);
    }

    private Person stranger(CredentialId card) {
        Person person = strangers.find(card.value());
        if (person == null) {
            person = new Person("credential", card.value(), this);
            strangers.add(person);
        }
        return person;
    }

    Visit visit(VisitId id) {
        return visits.computeIfAbsent(id, one -> new Visit());
    }

    Medium medium(MediaId id) {
        return media.computeIfAbsent(id, one -> new Medium());
    }

    Serial serial(String serial) {
        return serials.computeIfAbsent(serial, one -> new Serial());
    }

    PermitTrail permit(PermitId id) {
        return permits.computeIfAbsent(id, one -> new PermitTrail());
    }

    /// Every source that was ever heard of, in the order of their first sign of life.
    Iterable<Source> sources() {
        return sources.values();
    }

    Source source(SourceId id) {
        return sources.computeIfAbsent(id, one -> new Source(one));
    }

    /// Lets go of everything that can't matter to a fact at or after a time.
    void forget(long before) {
        zoneByNumber.forEach(zone -> zone.forget(before));
        doors.removeIf(door -> door.isForgotten(before));
        people.removeIf(person -> person.isForgotten(before));
        strangers.removeIf(person -> person.isForgotten(before));
        visits.values().removeIf(visit -> visit.isForgotten(before));
        media.values().removeIf(medium -> medium.isForgotten(before));
        serials.values().forEach(serial -> serial.forget(before));
        permits.values().removeIf(permit -> permit.isForgotten(before));
    }
}
