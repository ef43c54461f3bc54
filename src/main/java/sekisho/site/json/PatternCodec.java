package sekisho.site.json;

import sekisho.site.DevicePattern;
import sekisho.site.DevicePattern.Match;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Patterns of devices, as the members of `machine.baseline`.
final class PatternCodec {
    private PatternCodec() {}

    static List<DevicePattern> read(Members from, String name) throws Unreadable {
        if (!from.has(name)) {
            throw new Unreadable("the member \"" + name + "\" is missing");
        }
        var patterns = new ArrayList<DevicePattern>();
        for (Members in : from.objects(name)) {
            String word = in.textOrNull("match");
            Match match = word == null ? Match.EQUALS : Match.of(word);
            if (match == null) {
                throw new Unreadable("\"match\" does not know " + word);
            }
            patterns.add(
                    new DevicePattern(
                            in.textOrNull("vid"),
                            in.textOrNull("pid"),
                            in.textOrNull("serial"),
                            in.textOrNull("port"),
                            match,
                            in.textsOrNull("interfaces")));
        }
        return patterns;
    }

    static List<Map<String, Object>> write(List<DevicePattern> patterns) {
        return patterns.stream().map(PatternCodec::members).toList();
    }

    private static Map<String, Object> members(DevicePattern pattern) {
        var out = new HashMap<String, Object>();
        if (pattern.vid() != null) {
            out.put("vid", pattern.vid());
        }
        if (pattern.pid() != null) {
            out.put("pid", pattern.pid());
        }
        if (pattern.serial() != null) {
            out.put("serial", pattern.serial());
        }
        if (pattern.port() != null) {
            out.put("port", pattern.port());
        }
        if (pattern.match() != Match.EQUALS) {
            out.put("match", pattern.match().word());
        }
        if (pattern.interfaces() != null) {
            out.put("interfaces", pattern.interfaces());
        }
        return out;
    }
}
