package sekisho.sensor.serial;

import org.jspecify.annotations.Nullable;

import sekisho.config.Form;
import sekisho.config.Section;
import sekisho.sensor.Surroundings;
import sekisho.sensor.line.LineAddress;
import sekisho.sensor.line.LineAddressPart;
import sekisho.sensor.mapping.Mapping;
import sekisho.sensor.mapping.MappingPart;
import sekisho.sensor.mapping.Places;
import sekisho.site.SourceId;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `serial:`, the lines whose form is described.
public final class SerialPart {
    private static final Form<Integer> BAUD =
            Form.oneOf(
                    300, 600, 1200, 2400, 4800, 9600, 14400, 19200, 38400, 57600, 115200, 230400);

    private SerialPart() {}

    /// The lines that a site file names.
    public static List<SerialLineConfig> read(Section root, Surroundings plan) {
        List<SerialLineConfig> lines = new ArrayList<>();
        for (Section in : root.sections("serial", "a serial line")) {
            SerialLineConfig line = line(in, plan);
            if (line != null) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static @Nullable SerialLineConfig line(Section in, Surroundings plan) {
        SourceId id = in.required("id", Form.id(SourceId::new).asking("an id such as east-gate"));
        if (id != null) {
            plan.sources().add(id, in.mark("id"));
        }
        LineAddress address = LineAddressPart.read(in, "a serial line", BAUD, plan.lines());
        Duration silentAfter = in.optional("silent-after", Form.SPAN);
        in.expect("format", "what its frames look like, or the path of a file that says so");
        in.expect("mapping", "what its frames mean, or the path of a file that says so");
        Section format = in.sectionOrFile("format", "the format");
        SerialFormatPart.Read read =
                format == null ? null : SerialFormatPart.read(format, plan.cardFormats());
        Section described = in.sectionOrFile("mapping", "the mapping");
        Mapping mapping =
                described == null
                        ? null
                        : MappingPart.read(
                                described, Places.of(plan), read == null ? null : read.names());
        return id == null || address == null || read == null || mapping == null
                ? null
                : new SerialLineConfig(id, address, read.format(), mapping, silentAfter);
    }
}
