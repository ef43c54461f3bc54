package sekisho.sensor.usb;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A message of the kernel about a device: `action@path`, then `NAME=value`, each with a NUL behind
/// it.
///
/// @param action such as `add`, `remove` or `change`
/// @param path of the device in sysfs, without `/sys`
/// @param values everything else it says
record Uevent(String action, String path, Map<String, String> values) {
    private static final Pattern PORT = Pattern.compile("/(\\d+-\\d+(?:\\.\\d+)*)(?=/|$)");

    Uevent {
        values = Map.copyOf(values);
    }

    /// Reads one; null when these bytes are something else, such as what udevd passes on.
    static @Nullable Uevent read(byte[] bytes, int length) {
        String[] parts = new String(bytes, 0, length, StandardCharsets.UTF_8).split("\0");
        int at = parts[0].indexOf('@');
        if (at <= 0 || at + 1 >= parts[0].length() || parts[0].charAt(at + 1) != '/') {
            return null;
        }
        var values = new HashMap<String, String>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals > 0) {
                values.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
            }
        }
        return new Uevent(parts[0].substring(0, at), parts[0].substring(at + 1), values);
    }

    /// Whether a device on a USB bus came or went; one of its interfaces does not count.
    boolean isDevice() {
        return "usb".equals(values.get("SUBSYSTEM"))
                && "usb_device".equals(values.get("DEVTYPE"))
                && (action.equals("add") || action.equals("remove"));
    }

    /// Whether the disc or the card in a drive was changed.
    boolean isMediumChange() {
        return action.equals("change")
                && "block".equals(values.get("SUBSYSTEM"))
                && "1".equals(values.get("DISK_MEDIA_CHANGE"))
                && port() != null
                && slot() != null;
    }

    /// The device as far as the message describes it; null when it lacks numbers. `PRODUCT` is
    /// vendor, product and release in hexadecimal without leading zeros.
    @Nullable UsbDevice device() {
        String[] product = values.getOrDefault("PRODUCT", "").split("/");
        try {
            return new UsbDevice(
                    Integer.parseInt(values.getOrDefault("BUSNUM", "")),
                    Integer.parseInt(values.getOrDefault("DEVNUM", "")),
                    path.substring(path.lastIndexOf('/') + 1),
                    hex16(product[0]),
                    hex16(product.length > 1 ? product[1] : ""),
                    null,
                    java.util.List.of(),
                    false);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /// The port of the USB device that it concerns: the last in its path; null when none is.
    @Nullable String port() {
        Matcher port = PORT.matcher(path);
        String last = null;
        while (port.find()) {
            last = port.group(1);
        }
        return last;
    }

    /// The kernel's name of the block device, such as `sr0`; null when it has none.
    @Nullable String slot() {
        return values.get("DEVNAME");
    }

    private static String hex16(String text) {
        return "%04x".formatted(Integer.parseInt(text, 16) & 0xffff);
    }
}
