package sekisho.sensor.usb;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The devices as the kernel shows them to everybody in sysfs. A device may vanish while it is
/// being read: then it is not there.
///
/// Trusted: whoever can write here is the kernel.
final class SysfsDevices {
    static final Path LINUX = Path.of("/sys/bus/usb/devices");

    private final Path folder;

    SysfsDevices(Path folder) {
        this.folder = folder;
    }

    /// The device in a port (`1-2.4`, or `usb1` for a root hub); null when there is none.
    @Nullable UsbDevice read(String port) {
        Path device = folder.resolve(port);
        try {
            UsbDescriptors descriptors =
                    UsbDescriptors.read(Files.readAllBytes(device.resolve("descriptors")));
            if (descriptors == null) {
                return null;
            }
            return new UsbDevice(
                    number(device.resolve("busnum")),
                    number(device.resolve("devnum")),
                    port,
                    descriptors.vid(),
                    descriptors.pid(),
                    serial(device.resolve("serial")),
                    descriptors.interfaces(),
                    false,
                    connect(device.resolve("port/connect_type")));
        } catch (IOException | NumberFormatException e) {
            return null;
        }
    }

    /// All devices, root hubs included. A machine without any USB controller has no folder.
    ///
    /// @throws IOException when the folder itself can't be read
    List<UsbDevice> all() throws IOException {
        var devices = new ArrayList<UsbDevice>();
        if (Files.notExists(folder) && Files.isDirectory(folder.resolve("../.."))) {
            return devices;
        }
        try (Stream<Path> names = Files.list(folder)) {
            for (Path name : names.sorted().toList()) {
                String port = name.getFileName().toString();
                UsbDevice device = port.contains(":") ? null : read(port);
                if (device != null) {
                    devices.add(device);
                }
            }
        }
        return devices;
    }

    /// The kernel writes the serial as UTF-8 with one line end behind it; everything before that,
    /// blanks at either end too, is the device's own.
    private static @Nullable String serial(Path file) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        String serial = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return serial.isEmpty() ? null : serial;
    }

    /// A root hub is in no port, and old kernels don't say.
    private static @Nullable String connect(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return null;
        }
    }

    private static int number(Path file) throws IOException {
        return Integer.parseInt(Files.readString(file).strip());
    }
}
