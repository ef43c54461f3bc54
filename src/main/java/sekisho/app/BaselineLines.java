package sekisho.app;

import org.jspecify.annotations.Nullable;

import sekisho.site.DevicePattern;
import sekisho.site.MachineId;
import sekisho.site.Paperwork.BaselineAdopted;
import sekisho.site.Sighting;
import sekisho.site.ZoneId;
import sekisho.site.json.CanonicalJson;
import sekisho.site.json.FactCodec;
import sekisho.site.json.JsonText;
import sekisho.site.json.Unreadable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Devices of a baseline, one in a line, as the members of `machine.baseline`: what commands print
/// on a machine and take at the station.
final class BaselineLines {
    private static final ZoneId ZONE = new ZoneId("-");
    private static final MachineId MACHINE = new MachineId("-");

    private BaselineLines() {}

    static List<String> write(List<DevicePattern> devices) {
        var baseline = new BaselineAdopted(Instant.EPOCH, ZONE, MACHINE, devices, null);
        var lines = new ArrayList<String>();
        if (FactCodec.members(Sighting.of(baseline)).get("devices") instanceof List<?> all) {
            for (Object one : all) {
                var members = new HashMap<String, Object>();
                ((Map<?, ?>) one).forEach((name, value) -> members.put(name.toString(), value));
                lines.add(CanonicalJson.of(members));
            }
        }
        return lines;
    }

    /// Reads them; blank lines are none.
    ///
    /// @throws Unreadable with the number of the line
    static List<DevicePattern> read(String text) throws Unreadable {
        var devices = new ArrayList<DevicePattern>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                devices.add(read(JsonText.object(line)));
            } catch (Unreadable e) {
                throw new Unreadable("line " + number + ": " + e.getMessage());
            }
        }
        return devices;
    }

    private static DevicePattern read(Map<String, @Nullable Object> device) throws Unreadable {
        var fact = new HashMap<String, @Nullable Object>();
        fact.put("type", "machine.baseline");
        fact.put("at", 0L);
        fact.put("zone", ZONE.value());
        fact.put("machine", MACHINE.value());
        fact.put("devices", List.of(device));
        DevicePattern read = ((BaselineAdopted) FactCodec.read(fact).fact()).devices().getFirst();
        if (read.vid() == null && read.serial() == null && read.port() == null) {
            throw new Unreadable("a device of a baseline is told by its id, serial or port");
        }
        return read;
    }
}
