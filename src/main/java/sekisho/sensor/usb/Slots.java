package sekisho.sensor.usb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// Discs and cards in the drives that are plugged in. The kernel says that one was changed, and
/// not, to whom may not open the drive, whether it came or went: what udevd and sysfs know a moment
/// later tells that.
///
/// Not safe for several threads.
final class Slots {
    private static final int LOOKS = 4;

    private static final class Change {
        final Uevent message;
        int looks;

        Change(Uevent message) {
            this.message = message;
        }
    }

    private final Path sysfs;
    private final Path udev;
    private final Function<String, UsbDevice> drive;
    private final Map<String, Change> changes = new HashMap<>();
    private final Set<String> loaded = new HashSet<>();

    /// @param sysfs `/sys`
    /// @param udev the folder in which udevd notes what it knows
    /// @param drive the device in a port, null when there is none
    Slots(Path sysfs, Path udev, Function<String, UsbDevice> drive) {
        this.sysfs = sysfs;
        this.udev = udev;
        this.drive = drive;
    }

    /// The kernel says that a medium was changed.
    void changed(Uevent message) {
        changes.put(message.path(), new Change(message));
    }

    /// A drive is gone, and what was in it with it.
    void left(String port) {
        loaded.removeIf(path -> path.contains('/' + port + '/'));
        changes.keySet().removeIf(path -> path.contains('/' + port + '/'));
    }

    /// Looks what became of the changes; to be called about every second.
    void look(Consumer<? super UsbEvent> out) {
        for (Change change : changes.values().toArray(Change[]::new)) {
            State state = state(change.message);
            if (state == State.UNKNOWN && ++change.looks < LOOKS) {
                continue;
            }
            changes.remove(change.message.path());
            String port = change.message.port();
            String slot = change.message.slot();
            UsbDevice device = port == null ? null : drive.apply(port);
            if (device != null && slot != null) {
                tell(change.message.path(), device, slot, state, out);
            }
        }
    }

    /// What nobody can tell counts as a medium that was put in.
    private void tell(
            String path,
            UsbDevice device,
            String slot,
            State state,
            Consumer<? super UsbEvent> out) {
        if (loaded.remove(path)) {
            out.accept(new UsbEvent.Unloaded(device, slot));
        }
        if (state != State.EMPTY) {
            loaded.add(path);
            out.accept(new UsbEvent.Loaded(device, slot));
        }
    }

    private enum State {
        LOADED,
        EMPTY,
        UNKNOWN
    }

    /// A card reader's size is known to sysfs. That of an empty disc drive is not: there udevd
    /// notes whether a disc is in it.
    private State state(Uevent message) {
        if (message.slot() == null || !message.slot().startsWith("sr")) {
            return size(message.path());
        }
        Path notes =
                udev.resolve(
                        "b" + message.values().get("MAJOR") + ':' + message.values().get("MINOR"));
        try {
            String text = Files.readString(notes);
            if (text.contains("E:ID_CDROM_MEDIA=1\n")) {
                return State.LOADED;
            }
            return text.contains("E:ID_CDROM=1\n") ? State.EMPTY : State.UNKNOWN;
        } catch (IOException e) {
            return State.UNKNOWN;
        }
    }

    private State size(String path) {
        try {
            String size = Files.readString(sysfs.resolve(path.substring(1) + "/size")).strip();
            return size.equals("0") ? State.EMPTY : State.LOADED;
        } catch (IOException e) {
            return State.UNKNOWN;
        }
    }
}
