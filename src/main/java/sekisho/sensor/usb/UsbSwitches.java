package sekisho.sensor.usb;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The kernel's switches for USB devices: whether a machine uses a device that is plugged in, or
/// some of its interfaces (Documentation/usb/authorization.rst). Only root can throw them.
///
/// A device that is switched off stays visible with all that it says of itself; it gets no driver,
/// so no block device and no input node.
public final class UsbSwitches {
    private static final Logger LOG = LoggerFactory.getLogger(UsbSwitches.class);
    private static final Pattern INTERFACE = Pattern.compile(".+:(\\d+)\\.(\\d+)");
    private static final String AUTHORIZED = "authorized";
    private static final String DEVICES = "authorized_default";
    private static final String INTERFACES = "interface_authorized_default";

    private final Path folder;
    private final SysfsDevices devices;

    /// Those of this machine.
    public UsbSwitches() {
        this(SysfsDevices.LINUX);
    }

    /// @param folder as `/sys/bus/usb/devices`
    public UsbSwitches(Path folder) {
        this.folder = folder;
        this.devices = new SysfsDevices(folder);
    }

    /// What is plugged in, switched on or not; without the root hubs, which are part of the
    /// machine.
    public List<UsbDevice> devices() throws IOException {
        return devices.all().stream().filter(device -> !isBus(device.port())).toList();
    }

    /// Whether single interfaces can be switched: Linux 4.4 and newer.
    public boolean canDivide() throws IOException {
        return buses().stream().allMatch(bus -> Files.exists(bus.resolve(INTERFACES)));
    }

    /// From here on everything that is plugged in begins switched off. What is on stays on.
    public void hold() throws IOException {
        defaults('0');
    }

    /// From here on everything that is plugged in begins switched on. What is off stays off.
    public void letArrive() throws IOException {
        defaults('1');
    }

    /// Likewise, and what is off is switched on: as if there had never been a guard.
    ///
    /// @throws IOException when some could not be; all the others are
    public void release() throws IOException {
        IOException failed = null;
        try {
            letArrive();
        } catch (IOException e) {
            failed = e;
        }
        // Behind a hub that is switched on, more may appear: nearer ones come first.
        for (UsbDevice device : devices()) {
            try {
                apply(device, true, device.interfaces());
            } catch (IOException e) {
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    /// Switches a device off.
    ///
    /// @return false when another device sits in the port by now
    public boolean off(UsbDevice device) throws IOException {
        try (FileChannel own = open(device)) {
            if (!device.equals(devices.read(device.port()))) {
                return false;
            }
            set(own, '0');
            return true;
        }
    }

    /// Switches all of a device on; as above.
    public boolean on(UsbDevice device) throws IOException {
        return apply(device, true, device.interfaces());
    }

    /// Switches these interfaces of a device on, and its others off; as above. An interface that
    /// can take another form than these is off.
    public boolean on(UsbDevice device, List<String> interfaces) throws IOException {
        return apply(device, false, interfaces);
    }

    /// The switch is opened before it is looked who sits there: a device that is pulled meanwhile
    /// takes its switch with it, so that its successor can't be let in by mistake.
    private boolean apply(UsbDevice device, boolean all, List<String> interfaces)
            throws IOException {
        try (FileChannel own = open(device)) {
            if (!device.equals(devices.read(device.port()))) {
                return false;
            }
            set(own, '1');
        }
        byte[] raw = Files.readAllBytes(folder.resolve(device.port()).resolve("descriptors"));
        var fresh = new ArrayList<Path>();
        for (Path one : nodes(device.port() + ":*")) {
            boolean on = all || isAmong(one, raw, interfaces);
            Path file = one.resolve(AUTHORIZED);
            if (!Files.exists(file)) {
                continue;
            }
            try (FileChannel node = open(file)) {
                if (set(node, on ? '1' : '0') && on) {
                    fresh.add(one);
                }
            }
        }
        fresh.forEach(this::probe);
        return true;
    }

    private static boolean isAmong(Path node, byte[] raw, List<String> interfaces) {
        Matcher name = INTERFACE.matcher(node.getFileName().toString());
        if (!name.matches()) {
            return false;
        }
        List<String> forms =
                UsbDescriptors.forms(
                        raw, Integer.parseInt(name.group(1)), Integer.parseInt(name.group(2)));
        return !forms.isEmpty() && interfaces.containsAll(forms);
    }

    /// An interface that was switched on gets its driver when that is asked for.
    private void probe(Path node) {
        Path file = folder.resolveSibling("drivers_probe");
        try {
            Files.writeString(file, node.getFileName().toString(), StandardOpenOption.WRITE);
        } catch (IOException e) {
            LOG.debug("no driver for {}", node, e);
        }
    }

    private void defaults(char value) throws IOException {
        for (Path bus : buses()) {
            for (String name : List.of(INTERFACES, DEVICES)) {
                if (Files.exists(bus.resolve(name))) {
                    try (FileChannel file = open(bus.resolve(name))) {
                        set(file, value);
                    }
                }
            }
        }
    }

    private List<Path> buses() throws IOException {
        return nodes("usb*");
    }

    private List<Path> nodes(String glob) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (var found = Files.newDirectoryStream(folder, glob);
                Stream<Path> all = stream(found)) {
            return all.sorted().toList();
        }
    }

    private static Stream<Path> stream(Iterable<Path> found) {
        return java.util.stream.StreamSupport.stream(found.spliterator(), false);
    }

    private FileChannel open(UsbDevice device) throws IOException {
        return open(folder.resolve(device.port()).resolve(AUTHORIZED));
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /// Throws a switch that stands otherwise; whether it did.
    private static boolean set(FileChannel file, char value) throws IOException {
        var now = ByteBuffer.allocate(8);
        int count = file.read(now, 0);
        if (count > 0 && now.get(0) == value) {
            return false;
        }
        file.write(ByteBuffer.wrap(String.valueOf(value).getBytes(StandardCharsets.US_ASCII)), 0);
        return true;
    }

    private static boolean isBus(String port) {
        return port.startsWith("usb");
    }
}
