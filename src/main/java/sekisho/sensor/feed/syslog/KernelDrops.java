package sekisho.sensor.feed.syslog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// How many datagrams the kernel had no room for at one port, as Linux counts them in
/// `/proc/net/udp`; elsewhere nobody knows.
final class KernelDrops {
    private final List<Path> tables;
    private final String port;
    private long told;

    /// @param tables [#TABLES], but in tests
    KernelDrops(List<Path> tables, int port) {
        this.tables = tables;
        this.port = ":%04X".formatted(port);
    }

    static final List<Path> TABLES = List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));

    /// How many more there are than when this was asked last.
    long more() {
        long now = 0;
        for (Path table : tables) {
            try {
                now += Files.readAllLines(table).stream().mapToLong(this::drops).sum();
            } catch (IOException | RuntimeException _) {
                // There is no such table here.
            }
        }
        long more = Math.max(0, now - told);
        told = Math.max(told, now);
        return more;
    }

    /// Of a line such as `sl local_address rem_address st … drops`: the second word and the last.
    private long drops(String line) {
        String[] words = line.strip().split("\\s+");
        return words.length > 3 && words[1].endsWith(port)
                ? Long.parseLong(words[words.length - 1])
                : 0;
    }
}
