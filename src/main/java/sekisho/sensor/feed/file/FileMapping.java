package sekisho.sensor.feed.file;

import sekisho.sensor.mapping.Mapping;
import sekisho.site.SourceId;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What a file of one system looks like, what its rows mean, and how one is known again.
///
/// @param source how records name the system
/// @param key the fields that tell a row from every other; none: all of its text does, and rows
///   that are alike are counted
public record FileMapping(SourceId source, FileFormat format, List<String> key, Mapping mapping) {
    public FileMapping {
        key = List.copyOf(key);
    }

    /// The fields of a row that are used.
    Set<String> uses() {
        Set<String> names = new LinkedHashSet<>(mapping.uses());
        names.addAll(key);
        return names;
    }
}
