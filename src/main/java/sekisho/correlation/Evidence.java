package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import sekisho.site.CredentialId;
import sekisho.site.DoorId;
import sekisho.site.MachineId;
import sekisho.site.MediaId;
import sekisho.site.Observation.MediaInserted;
import sekisho.site.Paperwork.BaselineAdopted;
import sekisho.site.PermitId;
import sekisho.site.PersonId;
import sekisho.site.SourceId;
import sekisho.site.VisitId;
import sekisho.site.ZoneId;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

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
    private final Map<MachineId, Noted<BaselineAdopted>> baselines = new HashMap<>();
    private final Map<SourceId, Source> sources = new LinkedHashMap<>();

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
        return knownPerson(id.value());
    }

    @Nullable Person knownPerson(String name) {
        return people.find(name);
    }

    @Nullable Door knownDoor(String name) {
        return doors.find(name);
    }

    @Nullable Zone knownZone(String name) {
        return zones.find(name);
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

    /// The baselines of a machine, each in force until the next.
    Noted<BaselineAdopted> baselines(MachineId id) {
        return baselines.computeIfAbsent(id, one -> new Noted<>());
    }

    /// Whether a device was one of its machine's own at a point in the order.
    boolean isFixed(MediaInserted inserted, long at, long sequence) {
        Noted<BaselineAdopted> known = baselines.get(inserted.machine());
        BaselineAdopted baseline = known == null ? null : known.noteAt(at, sequence);
        return baseline != null && baseline.holds(inserted);
    }

    List<Zone> zones() {
        return zoneByNumber;
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
        permits.entrySet().removeIf(one -> one.getValue().isForgotten(one.getKey(), before));
        baselines.values().forEach(some -> some.forget(before, 1));
    }

    /// Writes names first, then what refers to them.
    void save(Saving saving) {
        StateWriter out = saving.out();
        out.all(
                placeByNumber,
                place -> {
                    Place outer = place.outer();
                    out.number(outer == null ? 0 : outer.number());
                    if (outer == null) {
                        out.text(place.zone().name());
                    } else {
                        saving.zone(place.zone());
                    }
                });
        out.all(
                doors.sorted(),
                door -> {
                    saving.door(door);
                    door.save(saving);
                });
        List<Person> everybody = people.sorted();
        for (List<Person> some : List.of(everybody, strangers.sorted())) {
            out.all(
                    some,
                    person -> {
                        out.text(person.name());
                        person.reads.saveMarks(out);
                    });
        }
        zoneByNumber.forEach(zone -> zone.save(saving));
        everybody.forEach(person -> person.save(saving));
        save(out, visits, id -> id.value(), visit -> visit.save(saving));
        save(out, media, id -> id.value(), medium -> medium.save(saving));
        save(out, serials, serial -> serial, serial -> serial.save(saving));
        save(out, permits, id -> id.value(), permit -> permit.save(saving));
        save(
                out,
                baselines,
                id -> id.value(),
                some -> some.save(out, one -> out.fact(Objects.requireNonNull(one))));
        out.all(
                sources.values(),
                source -> {
                    out.text(source.id().value());
                    source.save(saving);
                });
    }

    private static <K, V> void save(
            StateWriter out, Map<K, V> all, Function<K, String> name, Consumer<V> each) {
        var sorted = new TreeMap<String, V>();
        all.forEach((key, value) -> sorted.put(name.apply(key), value));
        out.all(
                sorted.entrySet(),
                one -> {
                    out.text(one.getKey());
                    each.accept(one.getValue());
                });
    }

    void load(Loading loading) {
        StateReader in = loading.in();
        in.all(() -> {
            int outer = loading.count();
            if (outer == 0) {
                zone(new ZoneId(in.text()));
            } else {
                loading.zone().enteredFrom(place(outer));
            }
        });
        in.all(() -> loading.door().load(loading));
        var everybody = new ArrayList<Person>();
        in.all(() -> {
            Person person = person(new PersonId(in.text()));
            person.reads.loadMarks(in);
            everybody.add(person);
        });
        in.all(() -> stranger(new CredentialId(in.text())).reads.loadMarks(in));
        zoneByNumber.forEach(zone -> zone.load(loading));
        everybody.forEach(person -> person.load(loading));
        in.all(() -> visit(new VisitId(in.text())).load(loading));
        in.all(() -> medium(new MediaId(in.text())).load(loading));
        in.all(() -> serial(in.text()).load(loading));
        in.all(() -> permit(new PermitId(in.text())).load(loading));
        in.all(() ->
                baselines(new MachineId(in.text())).load(in, () -> (BaselineAdopted) in.fact()));
        in.all(() -> source(new SourceId(in.text())).load(loading));
    }
}
