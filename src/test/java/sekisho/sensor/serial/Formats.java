package sekisho.sensor.serial;

import sekisho.config.Fault;
import sekisho.config.Faults;
import sekisho.config.Misconfigured;
import sekisho.config.Section;
import sekisho.config.YamlText;
import sekisho.sensor.CardFormatsPart;

import java.nio.file.Path;
import java.util.List;

/// Formats as somebody would describe them, and those that ship with the product.
final class Formats {
    static final Path FILE = Path.of("format.yaml");

    private Formats() {}

    /// One of `hardware/serial`.
    static SerialFormat shipped(String name) throws Misconfigured {
        Path file = Path.of("hardware/serial", name + ".yaml");
        return read(file, YamlText.of(file));
    }

    static SerialFormat of(String yaml) throws Misconfigured {
        return read(FILE, yaml);
    }

    private static SerialFormat read(Path file, String yaml) throws Misconfigured {
        var faults = new Faults(file);
        SerialFormatPart.Read read = part(yaml, faults);
        faults.check();
        if (read == null) {
            throw new AssertionError("a format without a fault was not read");
        }
        return read.format();
    }

    static List<String> faults(String yaml) {
        var faults = new Faults(FILE);
        try {
            part(yaml, faults);
            faults.check();
            return List.of();
        } catch (Misconfigured e) {
            return e.faults().stream().map(Fault::toString).toList();
        }
    }

    private static SerialFormatPart.@org.jspecify.annotations.Nullable Read part(
            String yaml, Faults faults) throws Misconfigured {
        Section root = Section.root("the format", yaml, faults);
        SerialFormatPart.Read read = SerialFormatPart.read(root, new CardFormatsPart());
        root.close();
        return read;
    }
}
