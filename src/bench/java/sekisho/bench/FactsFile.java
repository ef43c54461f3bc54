package sekisho.bench;

import sekisho.site.Fact;
import sekisho.site.Observation.SourceAlive;
import sekisho.site.Sighting;
import sekisho.site.SourceId;
import sekisho.site.json.FactCodec;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Traffic as lines of facts, numbered by one source for each hundred zones.
public final class FactsFile {
    private static final int SOURCES = 10;

    private final Traffic traffic;
    private final SourceId[] sources = new SourceId[SOURCES];
    private final long[] numbers = new long[SOURCES];
    private long lines;

    public FactsFile(Traffic traffic) {
        this.traffic = traffic;
        for (int source = 0; source < SOURCES; source++) {
            sources[source] = new SourceId("controller-" + source);
        }
    }

    /// The next fact, numbered; a sign of life is its own source's, and stays without a number.
    public Sighting next() {
        Fact fact = traffic.next();
        if (fact instanceof SourceAlive) {
            lines++;
            return Sighting.of(fact);
        }
        int source = (int) (lines++ % SOURCES);
        return Sighting.of(fact, sources[source], "boot-1", ++numbers[source]);
    }

    /// Writes until a file has grown to a size in bytes; returns how many lines it has.
    long write(Path file, long size) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            for (long written = 0; written < size; ) {
                byte[] line = FactCodec.bytes(next());
                out.write(line);
                out.write('\n');
                written += line.length + 1;
            }
        }
        return lines;
    }
}
