package sekisho.sensor.usb;

import org.jspecify.annotations.Nullable;

import sekisho.site.MediaId;

import java.util.List;

/// A device on a USB bus of this machine, as it described itself when it was plugged in.
///
/// @param bus the kernel's number of the bus, from 1
/// @param address the device's number on it, 1 to 127; a device gets another one each time
/// @param port the kernel's name of the port, such as `1-2.4`; `usb1` for a root hub
/// @param vid vendor id, four lower-case hexadecimal digits
/// @param pid product id, likewise
/// @param serial as the device gives it, never trimmed; absent when it has none
/// @param interfaces every interface as `class:subclass:protocol` in hexadecimal, in the device's
///   order, those of other settings and configurations included
/// @param preexisting it was there when we began to look
/// @param connect what the firmware says of the port: `hotplug`, `hardwired`, `not used` or
///   `unknown`; absent where nothing is said
public record UsbDevice(
        int bus,
        int address,
        String port,
        String vid,
        String pid,
        @Nullable String serial,
        List<String> interfaces,
        boolean preexisting,
        @Nullable String connect) {

    public UsbDevice {
        interfaces = List.copyOf(interfaces);
    }

    /// A device in a port of which nothing is said.
    public UsbDevice(
            int bus,
            int address,
            String port,
            String vid,
            String pid,
            @Nullable String serial,
            List<String> interfaces,
            boolean preexisting) {
        this(bus, address, port, vid, pid, serial, interfaces, preexisting, null);
    }

    /// The same, there when we began to look.
    UsbDevice asPreexisting() {
        return new UsbDevice(bus, address, port, vid, pid, serial, interfaces, true, connect);
    }

    /// Whether it only makes more ports: every interface is of class 09. Something that claims to
    /// be a hub *and* anything else is not one.
    public boolean isHub() {
        return !interfaces.isEmpty() && interfaces.stream().allMatch(i -> i.startsWith("09:"));
    }

    /// The id under which it is known while nobody registered it under another.
    public MediaId media() {
        return MediaId.of(vid, pid, serial);
    }
}
