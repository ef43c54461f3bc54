package sekisho.sensor.osdp;

import java.util.HashSet;
import java.util.List;

/// A line and the readers on it.
///
/// @param name of the line, as noise on it is reported
public record OsdpLineConfig(String name, LineAddress address, List<OsdpReaderConfig> readers) {
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
