package sekisho.sensor.osdp;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/// A line and the readers on it.
///
/// @param name of the line, as noise on it is reported
/// @param keys the file of the readers' keys ([OsdpKeyFile]), this line's alone; null: there are
///   none
public record OsdpLineConfig(
        String name, LineAddress address, List<OsdpReaderConfig> readers, @Nullable Path keys) {

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
}
