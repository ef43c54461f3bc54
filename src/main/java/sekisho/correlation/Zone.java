package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import sekisho.site.MediaId;
import sekisho.site.Observation.MediaInserted;
import sekisho.site.ZoneId;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What is known about a zone.
final class Zone implements Index.Named {
    /// People with a card inside.
    final Tally people = new Tally();

    /// Visits that are open.
    final Tally visits = new Tally();

    final Timeline motions = new Timeline();
    final Noted<MediaInserted> insertions = new Noted<>();

    /// Doors at which an opening was told of this zone.
    final List<Door> doors = new ArrayList<>(1);

    private final Map<MediaId, Permits> permits = new LinkedHashMap<>(0);
    private final Map<MediaId, Carries> carries = new LinkedHashMap<>(0);
    private final ZoneId id;
    private final String name;
    private final Evidence evidence;
    private final int number;
    private final Place alone;
    private @Nullable Plan plan;
    private @Nullable Zone outer;
    private @Nullable OpeningHours hours;

    Zone(int number, ZoneId id, Evidence evidence) {
        this.number = number;
        this.id = id;
        this.name = id.value();
        this.evidence = evidence;
        this.alone = evidence.newPlace(this, null);
    }

    ZoneId id() {
        return id;
    }

    @Override
    public String name() {
        return name;
    }

    int number() {
        return number;
    }

    /// Where somebody is who enters this zone from a place.
    Place enteredFrom(@Nullable Place outer) {
        if (outer == null) {
            return alone;
        }
        for (Place place : outer.inner()) {
            if (place.zone() == this) {
                return place;
            }
        }
        Place place = evidence.newPlace(this, outer);
        outer.inner().add(place);
        return place;
    }

    /// Whether this zone lies within another, at any depth.
    boolean liesWithin(Zone other, Plan by) {
        for (Zone zone = outer(by); zone != null; zone = zone.outer(by)) {
            if (zone == other) {
                return true;
            }
        }
        return false;
    }

    /// Whether a device may be plugged in here without a permit, by what it is.
    boolean tolerates(Plan by, List<String> interfaces) {
        return by.tolerates(id, interfaces);
    }

    /// When entries are usual.
    OpeningHours hours(Plan by) {
        read(by);
        OpeningHours known = hours;
        if (known == null) {
            known = by.hours(id);
            hours = known;
        }
        return known;
    }

    Permits permits(MediaId media) {
        return permits.computeIfAbsent(media, one -> new Permits(this, one));
    }

    /// The same for who only asks: permits that are all forgotten are not kept for that.
    Permits permitsAsKnown(MediaId media) {
        Permits known = permits.get(media);
        return known == null ? new Permits(this, media) : known;
    }

    Carries carries(MediaId media) {
        return carries.computeIfAbsent(media, one -> new Carries(this, one));
    }

    void forget(long before) {
        people.forget(before, 1);
        visits.forget(before, 1);
        motions.forget(before, 0);
        insertions.forget(before, 0);
        permits.values().forEach(some -> some.forget(before));
        permits.values().removeIf(some -> some.log.size() == 0);
        carries.values().forEach(some -> some.forget(before));
        carries.values().removeIf(Carries::isForgotten);
    }

    private @Nullable Zone outer(Plan by) {
        read(by);
        return outer;
    }

    /// Looks into a plan once, and again when it is read by another.
    private void read(Plan by) {
        if (plan != by) {
            plan = by;
            ZoneId around = by.within(id);
            outer = around == null ? null : evidence.zone(around);
            hours = null;
        }
    }

    void save(Saving saving) {
        StateWriter out = saving.out();
        people.saveMarks(out);
        visits.saveMarks(out);
        motions.saveMarks(out);
        insertions.save(out, inserted -> out.fact(Objects.requireNonNull(inserted)));
        out.all(doors, saving::door);
        out.all(
                permits.values(),
                some -> {
                    out.text(some.media().value());
                    some.save(out);
                });
        out.all(
                carries.values(),
                some -> {
                    out.text(some.media().value());
                    some.save(saving);
                });
    }

    void load(Loading loading) {
        StateReader in = loading.in();
        people.loadMarks(in);
        visits.loadMarks(in);
        motions.loadMarks(in);
        insertions.load(in, () -> (MediaInserted) in.fact());
        in.all(() -> doors.add(loading.door()));
        in.all(() -> permits(new MediaId(in.text())).load(in));
        in.all(() -> carries(new MediaId(in.text())).load(loading));
    }
}
