package sekisho.sensor.osdp;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.SensorConfig;
import sekisho.sensor.line.LineAddress;
import sekisho.site.Site;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

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

    /// The speeds that OSDP has, in bits per second.
    public static final List<Integer> BAUD = List.of(9600, 19200, 38400, 57600, 115200, 230400);

    public OsdpLineConfig {
        readers = List.copyOf(readers);
        if (address instanceof LineAddress.Serial(_, int baud) && !BAUD.contains(baud)) {
            throw new IllegalArgumentException(baud + " baud is no speed of OSDP: " + BAUD);
        }
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

    /// What an installer should know about how its readers talk, a line for each thing.
    public List<String> remarks(Instant now) {
        OsdpKeys known = keys == null ? OsdpKeys.none() : OsdpKeyFile.open(keys);
        return readers.stream()
                .map(one -> remark(one, known, now))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    private static @Nullable String remark(OsdpReaderConfig one, OsdpKeys known, Instant now) {
        return switch (one.security()) {
            case OsdpSecurity.Plain _ ->
                    "reader %s talks in the clear: its cards can be read and forged at the wires"
                            .formatted(one.reader());
            case OsdpSecurity.Secure secure when secure.isOpen(now) ->
                    "reader %s is being installed until %s: until then it may be met under the key"
                                    .formatted(one.reader(), secure.installUntil())
                            + " of the factory";
            case OsdpSecurity.Secure _
                    when known.of(one.reader()).stream().allMatch(OsdpKeys::isWeak) ->
                    "reader %s has no key that could be used: give it one with \"install-until\""
                            .formatted(one.reader());
            case OsdpSecurity.Secure _ -> null;
        };
    }
}
