package sekisho.edge;

import sekisho.site.MachineId;
import sekisho.site.Paperwork.BaselineAdopted;
import sekisho.site.Sighting;
import sekisho.site.json.FactCodec;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Baselines that somebody adopted by a command: a file for each machine, put here by the command
/// and entered by the station as soon as it runs.
final class Adoptions {
    private static final String SUFFIX = ".adopted";

    private final Path folder;

    /// @param keys the folder of the station's keys
    Adoptions(Path keys) {
        this.folder = keys.resolve("baselines");
    }

    void put(BaselineAdopted baseline) throws IOException {
        String line = FactCodec.line(Sighting.of(baseline)) + '\n';
        SafeFile.write(file(baseline.machine()), line.getBytes(StandardCharsets.UTF_8));
    }

    /// Those that the station has not entered yet.
    List<BaselineAdopted> all() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var all = new ArrayList<BaselineAdopted>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Adoptions::isOne).sorted().toList()) {
                all.add(read(file));
            }
        }
        return all;
    }

    private static BaselineAdopted read(Path file) throws IOException {
        try {
            if (FactCodec.read(Files.readString(file)).fact() instanceof BaselineAdopted one) {
                return one;
            }
            throw new IOException(file + " holds no baseline");
        } catch (Unreadable e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    void done(BaselineAdopted baseline) throws IOException {
        Files.deleteIfExists(file(baseline.machine()));
    }

    private static boolean isOne(Path file) {
        return file.getFileName().toString().endsWith(SUFFIX);
    }

    private Path file(MachineId machine) {
        byte[] bytes = machine.value().getBytes(StandardCharsets.UTF_8);
        return folder.resolve(AgentToken.fingerprint(bytes) + SUFFIX);
    }
}
