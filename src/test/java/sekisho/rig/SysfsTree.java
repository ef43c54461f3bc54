package sekisho.rig;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/// A folder that looks like `/sys/bus/usb`. Nothing happens when a switch in it is thrown: only the
/// kernel makes interfaces of a device that is let in.
public final class SysfsTree {
    private final Path devices;

    /// @param folder that stands for `/sys/bus/usb`
    public SysfsTree(Path folder) throws IOException {
        devices = Files.createDirectories(folder.resolve("devices"));
        Files.writeString(folder.resolve("drivers_probe"), "");
    }

    public Path devices() {
        return devices;
    }

    /// A bus on which everything begins switched on.
    public void bus(int number) throws IOException {
        Path bus = Files.createDirectories(devices.resolve("usb" + number));
        Files.writeString(bus.resolve("authorized_default"), "1\n");
        Files.writeString(bus.resolve("interface_authorized_default"), "1\n");
    }

    /// Plugs a device; each interface `class:subclass:protocol` gets a number and a node, and all
    /// of them are switched as the device is.
    public void plug(
            String port,
            int address,
            String vid,
            String pid,
            @Nullable String serial,
            boolean on,
            String... interfaces)
            throws IOException {
        Path folder = Files.createDirectories(devices.resolve(port));
        String sign = on ? "1\n" : "0\n";
        Files.writeString(folder.resolve("authorized"), sign);
        Files.writeString(folder.resolve("busnum"), "1\n");
        Files.writeString(folder.resolve("devnum"), address + "\n");
        if (serial != null) {
            Files.write(folder.resolve("serial"), (serial + '\n').getBytes(StandardCharsets.UTF_8));
        }
        var raw = new ByteArrayOutputStream();
        raw.writeBytes(HexFormat.of().parseHex("1201000200000040" + swapped(vid) + swapped(pid)));
        raw.writeBytes(HexFormat.of().parseHex("000101020301"));
        raw.writeBytes(HexFormat.of().parseHex("09020000" + "00010080fa"));
        for (int i = 0; i < interfaces.length; i++) {
            raw.writeBytes(
                    HexFormat.of()
                            .parseHex(
                                    "0904%02x0002".formatted(i)
                                            + interfaces[i].replace(":", "")
                                            + "00"));
            Path node = Files.createDirectories(devices.resolve(port + ":1." + i));
            Files.writeString(node.resolve("authorized"), sign);
        }
        Files.write(folder.resolve("descriptors"), raw.toByteArray());
    }

    /// Pulls what is in a port.
    public void pull(String port) throws IOException {
        try (var found = Files.newDirectoryStream(devices, port + "*")) {
            for (Path node : found) {
                if (node.getFileName().toString().matches(port + "(:.*)?")) {
                    try (var files = Files.newDirectoryStream(node)) {
                        for (Path file : files) {
                            Files.delete(file);
                        }
                    }
                    Files.delete(node);
                }
            }
        }
    }

    /// How a switch stands, such as that of `1-2/authorized`.
    public String read(String name) throws IOException {
        return Files.readString(devices.resolve(name)).strip();
    }

    /// The interface whose driver was asked for last.
    public String probed() throws IOException {
        return Files.readString(devices.resolveSibling("drivers_probe")).strip();
    }

    private static String swapped(String hex16) {
        return hex16.substring(2) + hex16.substring(0, 2);
    }
}
