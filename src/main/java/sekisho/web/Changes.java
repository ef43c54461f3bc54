package sekisho.web;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BiFunction;

/// Things in the order of their last change, so that finding what changed since an entry costs as
/// much as there is to find.
final class Changes<K, V> {
    private record Change<V>(long sequence, V thing) {}

    private final SequencedMap<K, Change<V>> byChange = new LinkedHashMap<>();

    @Nullable V get(K key) {
        Change<V> change = byChange.get(key);
        return change == null ? null : change.thing();
    }

    /// The thing is like this since the entry of that sequence, the newest so far.
    void put(K key, V thing, long sequence) {
        byChange.putLast(key, new Change<>(sequence, thing));
    }

    void remove(K key) {
        byChange.remove(key);
    }

    /// Forgets everything else, as if it had never been.
    void retainAll(Set<K> wanted) {
        byChange.keySet().retainAll(wanted);
    }

    /// Everything, the longest unchanged first.
    List<V> all() {
        return byChange.values().stream().map(Change::thing).toList();
    }

    /// What changed after the entry of that sequence, oldest change first.
    ///
    /// @param shown makes what is shown of a thing and the sequence of its last change
    <T> List<T> since(long sequence, BiFunction<V, Long, T> shown) {
        List<T> newestFirst = new ArrayList<>();
        for (Change<V> change : byChange.reversed().values()) {
            if (change.sequence() <= sequence) {
                break;
            }
            newestFirst.add(shown.apply(change.thing(), change.sequence()));
        }
        return newestFirst.reversed();
    }
}
