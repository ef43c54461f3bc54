package sekisho.config;

import sekisho.site.Id;

import java.util.LinkedHashMap;
import java.util.Map;

/// The ids of one kind that the file declares, and where: no id twice, and none that leads nowhere.
public final class Declared<T extends Id> {
    private final String kind;
    private final Faults faults;
    private final Map<String, Mark> places = new LinkedHashMap<>();

    /// @param kind how messages call one, such as `zone`
    public Declared(String kind, Faults faults) {
        this.kind = kind;
        this.faults = faults;
    }

    public void add(T id, Mark mark) {
        Mark before = places.putIfAbsent(id.value(), mark);
        if (before != null) {
            faults.add(
                    mark,
                    "the %s \"%s\" is already in line %d; give this one another id"
                            .formatted(kind, id.value(), before.line()));
        }
    }

    /// Notes a fault unless the id was declared.
    public void expect(T id, Mark mark) {
        if (!places.containsKey(id.value())) {
            String hint = Nearest.hint(id.value(), places.keySet());
            if (hint.isEmpty()) {
                hint = places.isEmpty() ? "" : "; there are " + String.join(", ", places.keySet());
            }
            faults.add(mark, "there is no %s \"%s\"%s".formatted(kind, id.value(), hint));
        }
    }
}
