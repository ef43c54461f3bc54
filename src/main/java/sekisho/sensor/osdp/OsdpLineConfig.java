package sekisho.sensor.osdp;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.SensorConfig;
import sekisho.site.Site;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/// A line and the readers on it.
///
/// @param name of the line, as noise on it is reported
/// @param keys the file of the readers' keys ([OsdpKeyFile]), this line's alone; null: there are
///   none
public record OsdpLineConfig(
        String name, LineAddress address, List<OsdpReaderConfig> readers, @Nullable Path keys)
        implements SensorConfig {

    /// A line without keys.
    public OsdpLineConfig(String name, LineAddress address, List<OsdpReaderConfig> readers) {
        this(name, address, readers, null);
    }

    public OsdpLineConfig {
        readers = List.copyOf(readers);
        var taken = new HashSet<Integer>();
        for (OsdpReaderConfig reader : readers) {
            if (!taken.add(reader.address())) {
                throw new IllegalArgumentException(
                        "two readers of line " + name + " have the address " + reader.address());
            }
        }
    }

    @Override
    public List<Site.Reader> planned() {
        return readers.stream()
                .map(one -> new Site.Reader(one.reader(), one.door(), one.direction()))
                .toList();
    }
}
