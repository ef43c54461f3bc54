package sekisho.edge;

import org.jspecify.annotations.Nullable;

import sekisho.site.MachineId;
import sekisho.site.json.CanonicalJson;
import sekisho.site.json.JsonText;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Machines whose agents shall be let in no more: a file for each, put here by a command and taken
/// by the station as soon as it runs.
final class Revocations {
    private static final String SUFFIX = ".revoked";

    /// @param by who wants it
    record Revocation(MachineId machine, String by) {}

    private final Path folder;

    /// @param keys the folder of the station's keys
    Revocations(Path keys) {
        this.folder = keys.resolve("revocations");
    }

    void put(Revocation revocation) throws IOException {
        String text =
                CanonicalJson.of(
                        Map.of("machine", revocation.machine().value(), "by", revocation.by()));
        SafeFile.write(file(revocation.machine()), (text + '\n').getBytes(StandardCharsets.UTF_8));
    }

    /// Those that the station has not taken yet.
    List<Revocation> all() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var all = new ArrayList<Revocation>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Revocations::isOne).sorted().toList()) {
                all.add(read(file));
            }
        }
        return all;
    }

    private static Revocation read(Path file) throws IOException {
        try {
            Map<String, @Nullable Object> said = JsonText.object(Files.readString(file));
            return new Revocation(
                    new MachineId(String.valueOf(said.get("machine"))),
                    String.valueOf(said.get("by")));
        } catch (Unreadable | IllegalArgumentException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    void done(Revocation revocation) throws IOException {
        Files.deleteIfExists(file(revocation.machine()));
    }

    private static boolean isOne(Path file) {
        return file.getFileName().toString().endsWith(SUFFIX);
    }

    private Path file(MachineId machine) {
        byte[] bytes = machine.value().getBytes(StandardCharsets.UTF_8);
        return folder.resolve(AgentToken.fingerprint(bytes) + SUFFIX);
    }
}
