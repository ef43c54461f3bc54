package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import sekisho.site.MediaId;

import java.util.List;
import java.util.Map;

/// What is known about a cardholder; a card that no register names stands for its holder.
final class Person implements Index.Named {
    final Reads reads;

    private final String kind;
    private final String name;
    private @Nullable Duties duties;

    /// @param kind of the name: `person` or `credential`
    Person(String kind, String name, Evidence evidence) {
        this.kind = kind;
        this.name = name;
        this.reads = new Reads(evidence);
    }

    @Override
    public String name() {
        return name;
    }

    Map<String, String> subject() {
        return Map.of(kind, name);
    }

    /// See [Duties]; empty for most people, as are the next two.
    List<Stay> escorted() {
        return duties == null ? List.of() : duties.escorted;
    }

    List<Stay> escorting() {
        return duties == null ? List.of() : duties.escorting;
    }

    List<Carries> carried() {
        return duties == null ? List.of() : duties.carried;
    }

    /// To be given more of them.
    Duties duties() {
        Duties known = duties;
        if (known == null) {
            known = new Duties();
            duties = known;
        }
        return known;
    }

    /// Whether the person is inside a zone at a point in the order.
    boolean isInside(Zone zone, long at, long sequence) {
        return Place.isInside(reads.placeAt(at, sequence), zone);
    }

    /// Forgets what lies before a time; whether nothing is left that is not true of anybody.
    boolean isForgotten(long before) {
        reads.forget(before, 1);
        if (duties != null && duties.isForgotten(before)) {
            duties = null;
        }
        boolean anybody =
                reads.size() == 0
                        || (reads.size() == 1 && reads.at(0) < before && reads.place(0) == null);
        return anybody && duties == null;
    }

    void save(Saving saving) {
        StateWriter out = saving.out();
        out.all(escorted(), saving::stay);
        out.all(escorting(), saving::stay);
        out.all(
                carried(),
                carries -> {
                    saving.zone(carries.zone());
                    out.text(carries.media().value());
                });
    }

    void load(Loading loading) {
        StateReader in = loading.in();
        in.all(() -> duties().escorted.add(loading.stay()));
        in.all(() -> duties().escorting.add(loading.stay()));
        in.all(() -> duties().carried.add(loading.zone().carries(new MediaId(in.text()))));
    }
}
