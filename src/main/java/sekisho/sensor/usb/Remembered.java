package sekisho.sensor.usb;

import org.jspecify.annotations.Nullable;

import sekisho.site.json.CanonicalJson;
import sekisho.site.json.JsonText;
import sekisho.site.json.Unreadable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What was so when somebody looked the last time.
///
/// @param boot of the kernel; numbers of devices and of log records mean nothing in another one
/// @param logged the last record of the kernel's log that was taken note of; -1 for none
/// @param deaf who was deaf
/// @param devices what was plugged in
record Remembered(String boot, long logged, List<Witness> deaf, List<UsbDevice> devices) {
    Remembered {
        deaf = List.copyOf(deaf);
        devices = List.copyOf(devices);
    }

    String json() {
        var out = new HashMap<String, Object>();
        out.put("boot", boot);
        out.put("logged", logged);
        out.put("deaf", deaf.stream().map(Witness::word).toList());
        out.put("devices", devices.stream().map(Remembered::members).toList());
        return CanonicalJson.of(out);
    }

    /// Reads what [#json] wrote.
    ///
    /// @throws Unreadable when it is something else
    static Remembered of(String json) throws Unreadable {
        try {
            Map<String, @Nullable Object> in = JsonText.object(json);
            var deaf = new ArrayList<Witness>();
            for (Witness witness : Witness.values()) {
                if (list(in, "deaf").contains(witness.word())) {
                    deaf.add(witness);
                }
            }
            var devices = new ArrayList<UsbDevice>();
            for (Object device : list(in, "devices")) {
                devices.add(device((Map<?, ?>) device));
            }
            return new Remembered(text(in, "boot"), number(in, "logged"), deaf, devices);
        } catch (ClassCastException | NullPointerException e) {
            throw new Unreadable("not what was remembered of devices: " + e.getMessage());
        }
    }

    private static Map<String, Object> members(UsbDevice device) {
        var out = new HashMap<String, Object>();
        out.put("bus", (long) device.bus());
        out.put("address", (long) device.address());
        out.put("port", device.port());
        out.put("vid", device.vid());
        out.put("pid", device.pid());
        out.put("interfaces", device.interfaces());
        if (device.serial() != null) {
            out.put("serial", device.serial());
        }
        if (device.connect() != null) {
            out.put("connect", device.connect());
        }
        return out;
    }

    private static UsbDevice device(Map<?, ?> in) {
        return new UsbDevice(
                Math.toIntExact(number(in, "bus")),
                Math.toIntExact(number(in, "address")),
                text(in, "port"),
                text(in, "vid"),
                text(in, "pid"),
                (String) in.get("serial"),
                list(in, "interfaces").stream().map(String.class::cast).toList(),
                false,
                (String) in.get("connect"));
    }

    private static String text(Map<?, ?> in, String name) {
        return java.util.Objects.requireNonNull((String) in.get(name), name);
    }

    private static long number(Map<?, ?> in, String name) {
        return java.util.Objects.requireNonNull((Long) in.get(name), name);
    }

    private static List<?> list(Map<?, ?> in, String name) {
        return java.util.Objects.requireNonNull((List<?>) in.get(name), name);
    }
}
