package sekisho.edge;

import sekisho.site.json.CanonicalJson;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/// Facts that the station will not take, kept whole with the reason for a person to look at. The
/// file does not grow beyond its limit; the station has counted every one of them.
final class AsidePile {
    private static final long BYTES_MAX = 1 << 20;

    private final Path file;

    AsidePile(Path file) {
        this.file = file;
    }

    void put(String line, String reason) throws IOException {
        if (Files.exists(file) && Files.size(file) > BYTES_MAX) {
            return;
        }
        String record = CanonicalJson.of(Map.of("line", line, "reason", reason)) + '\n';
        Files.write(
                file,
                record.getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
