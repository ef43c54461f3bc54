package sekisho.correlation;

import sekisho.site.MediaId;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What is known about a cardholder; a card that no register names stands for its holder.
final class Person implements Index.Named {
    final Reads reads;

    /// Stays of visitors whom this person escorts.
    final List<Stay> escorted = new ArrayList<>(0);

    /// Those of them that have not ended.
    final List<Stay> escorting = new ArrayList<>(0);

    /// Media that this person once carried in.
    final List<Carries> carried = new ArrayList<>(0);

    private final String name;
    private final Map<String, String> subject;

    /// @param kind of the name: `person` or `credential`
    Person(String kind, String name, Evidence evidence) {
        this.name = name;
        this.reads = new Reads(evidence);
        this.subject = Map.of(kind, name);
    }

    @Override
    public String name() {
        return name;
    }

    Map<String, String> subject() {
        return subject;
    }

    /// Whether the person is inside a zone at a point in the order.
    boolean isInside(Zone zone, long at, long sequence) {
        return Place.isInside(reads.placeAt(at, sequence), zone);
    }

    /// Forgets what lies before a time; whether nothing is left that is not true of anybody.
    boolean isForgotten(long before) {
        reads.forget(before, 1);
        escorted.removeIf(stay -> stay.endAt() < before);
        carried.removeIf(Carries::isForgotten);
        boolean anybody =
                reads.size() == 0
                        || (reads.size() == 1 && reads.at(0) < before && reads.place(0) == null);
        return anybody && escorted.isEmpty() && carried.isEmpty();
    }

    void save(Saving saving) {
        StateWriter out = saving.out();
        out.all(escorted, saving::stay);
        out.all(escorting, saving::stay);
        out.all(
                carried,
                carries -> {
                    saving.zone(carries.zone());
                    out.text(carries.media().value());
                });
    }

    void load(Loading loading) {
        StateReader in = loading.in();
        in.all(() -> escorted.add(loading.stay()));
        in.all(() -> escorting.add(loading.stay()));
        in.all(() -> carried.add(loading.zone().carries(new MediaId(in.text()))));
    }
}
