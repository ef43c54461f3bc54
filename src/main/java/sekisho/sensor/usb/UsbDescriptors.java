package sekisho.sensor.usb;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a device says about itself in its descriptors, as the kernel has read them: the device
/// descriptor, then every configuration with its interfaces (USB 2.0, 9.6; the same in USB 3.2).
///
/// @param vid four lower-case hexadecimal digits
/// @param pid likewise
/// @param interfaces see [UsbDevice]
record UsbDescriptors(String vid, String pid, List<String> interfaces) {
    private static final int DEVICE = 1;
    private static final int CONFIGURATION = 2;
    private static final int INTERFACE = 4;
    private static final int DEVICE_LENGTH = 18;
    private static final int CONFIGURATION_LENGTH = 9;
    private static final int INTERFACE_LENGTH = 9;

    UsbDescriptors {
        interfaces = List.copyOf(interfaces);
    }

    /// Reads them. Total: what a device made up or cut short is read as far as it makes sense.
    ///
    /// @return null when not even the device descriptor is there
    static @Nullable UsbDescriptors read(byte[] raw) {
        if (raw.length < DEVICE_LENGTH || u8(raw, 0) < DEVICE_LENGTH || u8(raw, 1) != DEVICE) {
            return null;
        }
        var interfaces = new Interfaces();
        int at = u8(raw, 0);
        while (at + 2 <= raw.length) {
            int length = u8(raw, at);
            if (length < 2 || at + length > raw.length) {
                break;
            }
            if (u8(raw, at + 1) == INTERFACE && length >= INTERFACE_LENGTH) {
                interfaces.add(u8(raw, at + 2), u8(raw, at + 5), u8(raw, at + 6), u8(raw, at + 7));
            }
            at += length;
        }
        return new UsbDescriptors(hex16(raw, 8), hex16(raw, 10), interfaces.list());
    }

    /// The forms that an interface of a configuration can take: one for each of its settings.
    ///
    /// @param configuration its value, as in the kernel's name of the interface, `port:1.0`
    /// @param number of the interface
    static List<String> forms(byte[] raw, int configuration, int number) {
        var forms = new Interfaces();
        int current = -1;
        int at = 0;
        while (at + 2 <= raw.length) {
            int length = u8(raw, at);
            if (length < 2 || at + length > raw.length) {
                break;
            }
            if (u8(raw, at + 1) == CONFIGURATION && length >= CONFIGURATION_LENGTH) {
                current = u8(raw, at + 5);
            } else if (u8(raw, at + 1) == INTERFACE
                    && length >= INTERFACE_LENGTH
                    && current == configuration
                    && u8(raw, at + 2) == number) {
                forms.add(number, u8(raw, at + 5), u8(raw, at + 6), u8(raw, at + 7));
            }
            at += length;
        }
        return forms.list();
    }

    /// Gathers interfaces: each of them once in each of its forms, however many settings repeat it.
    static final class Interfaces {
        private final Map<String, String> byNumber = new LinkedHashMap<>();

        void add(int number, int usbClass, int subclass, int protocol) {
            String form = "%02x:%02x:%02x".formatted(usbClass, subclass, protocol);
            byNumber.put(number + "/" + form, form);
        }

        List<String> list() {
            return List.copyOf(byNumber.values());
        }
    }

    private static String hex16(byte[] raw, int at) {
        return "%04x".formatted(u8(raw, at) | u8(raw, at + 1) << 8);
    }

    private static int u8(byte[] raw, int at) {
        return raw[at] & 0xff;
    }
}
