package sekisho.app;

import sekisho.app.config.Config;
import sekisho.app.config.SiteFile;
import sekisho.config.Misconfigured;
import sekisho.simulation.reader.VirtualBus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/// The demo's site file: the one in the jar, with this run's ports filled in, put into the data
/// folder, where the other commands can use it, too.
final class DemoFile {
    private static final String RESOURCE = "/sekisho/demo/site.yaml";

    private DemoFile() {}

    /// @param buses the virtual readers by the name of their line
    /// @param port of the board; 0 for any that is free
    static Config write(Path data, Map<String, VirtualBus> buses, int port)
            throws IOException, Misconfigured {
        String text = text().replace("{port of the board}", Integer.toString(port));
        for (Map.Entry<String, VirtualBus> bus : buses.entrySet()) {
            text =
                    text.replace(
                            "{port of " + bus.getKey() + "}",
                            Integer.toString(bus.getValue().port()));
        }
        Files.createDirectories(data);
        Path file = data.resolve("site.yaml");
        Files.writeString(file, text);
        return SiteFile.read(file);
    }

    private static String text() throws IOException {
        try (InputStream in = DemoFile.class.getResourceAsStream(RESOURCE)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
