package sekisho.app.config;

import sekisho.config.Faults;
import sekisho.config.Form;
import sekisho.config.Section;

import java.nio.file.Path;

/// `log:`, who keeps or reads the signed journal besides this machine. Without it, nobody.
final class LogPart {
    private final Path folder;

    LogPart(Faults faults) {
        Path parent = faults.file().toAbsolutePath().getParent();
        this.folder = parent == null ? Path.of("/") : parent;
    }

    Config.Log read(Section root) {
        Section log = root.section("log", "the signed log");
        if (log == null) {
            return Config.Log.DEFAULT;
        }
        Config.Log.Readers readers =
                log.optional(
                        "readers",
                        Form.word(Config.Log.Readers.class),
                        Config.Log.DEFAULT.readers());
        Path keys = log.optional("keys", Form.PATH);
        return new Config.Log(readers, keys == null ? null : folder.resolve(keys).normalize());
    }
}
