package sekisho.sensor.feed;

import sekisho.config.Declared;
import sekisho.config.Fault;
import sekisho.config.Faults;
import sekisho.config.Misconfigured;
import sekisho.config.Section;
import sekisho.sensor.CardFormatsPart;
import sekisho.sensor.SensorPart;
import sekisho.sensor.Surroundings;
import sekisho.site.DoorId;
import sekisho.site.MachineId;
import sekisho.site.ZoneId;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Parts of a site file as somebody would write them, for a small site.
public final class Written {
    private Written() {}

    /// What a part that must be right says.
    public static <T> T read(Path file, String yaml, SensorPart part, Class<T> kind)
            throws Misconfigured {
        var faults = new Faults(file);
        Section root = Section.root("the site file", yaml, faults);
        var read = part.read(root, plan(root, faults));
        root.close();
        faults.check();
        return kind.cast(read.getFirst());
    }

    /// What is wrong with a part.
    public static List<String> faults(Path file, String yaml, SensorPart part) {
        var faults = new Faults(file);
        try {
            Section root = Section.root("the site file", yaml, faults);
            part.read(root, plan(root, faults));
            root.close();
            faults.check();
            return List.of();
        } catch (Misconfigured e) {
            return e.faults().stream().map(Fault::toString).toList();
        }
    }

    private static Surroundings plan(Section root, Faults faults) {
        return new Surroundings(
                Map.of(
                        new DoorId("main"), new ZoneId("room"),
                        new DoorId("media-vault-main"), new ZoneId("vault")),
                Map.of(new MachineId("juki-db-1"), new ZoneId("room")),
                Set.of(new ZoneId("room")),
                new Declared<>("door", faults),
                new Declared<>("reader", faults),
                new Declared<>("source", faults),
                new HashMap<>(),
                new CardFormatsPart(root),
                java.time.ZoneId.of("Asia/Tokyo"),
                faults);
    }
}
