package sekisho.rig.usb;

import org.jspecify.annotations.Nullable;

import sekisho.rig.Rig;
import sekisho.rig.Until;
import sekisho.rig.guest.Image;
import sekisho.rig.guest.LocalLines;
import sekisho.rig.guest.Qmp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A booted kernel with a USB bus, on which an agent runs. Devices are plugged from outside (QEMU)
/// or made inside by the kernel itself (gadgets).
///
/// The guest reaches the loopback of this machine as 10.0.2.2. It is as fast as emulation is: waits
/// for it are counted in minutes.
public final class Guest implements AutoCloseable {
    private final Image image;
    private final Path folder;
    private final Process qemu;
    private final Qmp qmp;
    private final LocalLines shell;

    /// Builds the guest around a jar and boots it; its agent is started with these.
    ///
    /// @param jar the product
    /// @param port where the station listens on the loopback
    /// @param token for the agent
    public static Guest boot(Path jar, int port, String token) throws Exception {
        return new Guest(Image.build("usb", jar), port, token);
    }

    private Guest(Image image, int port, String token) throws Exception {
        this.image = image;
        // A socket's path has at most 107 characters: not every build folder is that short.
        folder = Files.createTempDirectory("usb-rig");
        Files.createDirectories(folder.resolve("phone"));
        qemu =
                new ProcessBuilder(command(port, token))
                        .redirectErrorStream(true)
                        .redirectOutput(image.complaints().toFile())
                        .start();
        try {
            qmp = new Qmp(folder.resolve("qmp"));
            shell = new LocalLines(folder.resolve("shell"));
        } catch (Exception | AssertionError e) {
            qemu.destroyForcibly();
            throw e;
        }
    }

    private List<String> command(int port, String token) {
        return List.of(
                Rig.program("qemu-system-x86_64"),
                "-accel",
                "tcg,thread=multi",
                "-cpu",
                "max",
                "-m",
                "640",
                "-machine",
                "q35",
                "-nodefaults",
                "-no-user-config",
                "-display",
                "none",
                "-no-reboot",
                "-kernel",
                image.kernel().toString(),
                "-initrd",
                image.initrd().toString(),
                "-append",
                "console=ttyS0 quiet panic=-1 mitigations=off random.trust_cpu=on"
                        + (" sekisho.port=" + port + " sekisho.token=" + token),
                "-serial",
                "file:" + image.console(),
                "-qmp",
                "unix:" + folder.resolve("qmp") + ",server=on,wait=off",
                "-netdev",
                "user,id=net",
                "-device",
                "virtio-net-pci,netdev=net,romfile=",
                "-device",
                "virtio-serial-pci",
                "-chardev",
                "socket,id=shell,path=" + folder.resolve("shell") + ",server=on,wait=off",
                "-device",
                "virtserialport,chardev=shell,name=shell",
                "-device",
                "qemu-xhci,id=xhci,p2=8,p3=8");
    }

    /// What the guest printed.
    public Path console() {
        return image.console();
    }

    /// Plugs a stick into a port of the xHCI controller, from outside.
    public void plugStick(String id, int port, @Nullable String serial) throws IOException {
        qmp.execute(
                "blockdev-add",
                Map.of(
                        "driver",
                        "null-co",
                        "node-name",
                        "disk-" + id,
                        "size",
                        16L << 20,
                        "read-zeroes",
                        true));
        plug(id, "usb-storage", port, serial, Map.of("drive", "disk-" + id, "removable", true));
    }

    /// Pulls a stick, and gives its disk back.
    public void pullStick(String id) throws Exception {
        pull(id);
        Until.holds("QEMU has let go of " + id, Duration.ofMinutes(1), () -> gone("disk-" + id));
    }

    private boolean gone(String node) {
        try {
            qmp.execute("blockdev-del", Map.of("node-name", node));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// Plugs a drive for discs, which is empty.
    public void plugDrive(String id, int port) throws IOException {
        monitor("drive_add 0 if=none,id=drive-" + id + ",media=cdrom");
        plug(id, "usb-storage", port, null, Map.of("drive", "drive-" + id));
    }

    /// Puts a disc into a drive.
    public void insertDisc(String id) throws IOException {
        Path disc = folder.resolve("disc-" + id);
        Files.write(disc, new byte[2 << 20]);
        monitor("change drive-" + id + " " + disc + " raw");
    }

    /// Takes it out, and closes the tray: QEMU's drive tells of nothing while it is open.
    public void ejectDisc(String id) throws IOException {
        monitor("eject -f drive-" + id);
        qmp.execute("blockdev-close-tray", Map.of("device", "drive-" + id));
    }

    private void monitor(String command) throws IOException {
        qmp.execute("human-monitor-command", Map.of("command-line", command));
    }

    /// Plugs a telephone that offers its pictures.
    public void plugPhone(String id, int port) throws IOException {
        plug(id, "usb-mtp", port, null, Map.of("rootdir", folder.resolve("phone").toString()));
    }

    /// Plugs a serial adapter.
    public void plugSerialAdapter(String id, int port) throws IOException {
        qmp.execute(
                "chardev-add",
                Map.of("id", "line-" + id, "backend", Map.of("type", "null", "data", Map.of())));
        plug(id, "usb-serial", port, null, Map.of("chardev", "line-" + id, "always-plugged", true));
    }

    /// Plugs any device that QEMU knows.
    public void plug(
            String id,
            String driver,
            String port,
            @Nullable String serial,
            Map<String, ? extends Object> more)
            throws IOException {
        Map<String, Object> arguments = new HashMap<>(more);
        arguments.put("driver", driver);
        arguments.put("id", id);
        arguments.put("bus", "xhci.0");
        arguments.put("port", port);
        if (serial != null) {
            arguments.put("serial", serial);
        }
        qmp.execute("device_add", arguments);
    }

    private void plug(
            String id,
            String driver,
            int port,
            @Nullable String serial,
            Map<String, ? extends Object> more)
            throws IOException {
        plug(id, driver, String.valueOf(port), serial, more);
    }

    /// Pulls a device that was plugged from outside.
    public void pull(String id) throws IOException {
        qmp.execute("device_del", Map.of("id", id));
    }

    /// Runs a command inside, as root, and answers with what it printed.
    ///
    /// @throws IOException when it fails
    public String run(String command) throws IOException {
        shell.write(command.replace('\n', ' '));
        var output = new StringBuilder();
        while (true) {
            String line = shell.read();
            if (line.startsWith("__end__ ")) {
                if (!line.equals("__end__ 0")) {
                    throw new IOException(command + " ended with " + line + ": " + output);
                }
                return output.toString();
            }
            output.append(line).append('\n');
        }
    }

    @Override
    public void close() throws Exception {
        try {
            qmp.execute("quit", Map.of());
        } catch (IOException e) {
            // it has ended already
        }
        qmp.close();
        shell.close();
        if (!qemu.waitFor(20, TimeUnit.SECONDS)) {
            qemu.destroyForcibly();
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
