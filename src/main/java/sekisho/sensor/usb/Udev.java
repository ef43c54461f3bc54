package sekisho.sensor.usb;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Whether udevd can reach this process. libusb never says that it can't: it just stays silent.
///
/// @param listens somebody but us hears the kernel's messages in this network namespace, as udevd
///   must
/// @param visible udevd's folder `/run/udev` can be seen; libusb looks there once, when it starts
/// @param running a process of that name can be seen
record Udev(boolean listens, boolean visible, boolean running) {

    /// Looks.
    ///
    /// @param own the number of our own socket
    static Udev look(int own) {
        return look(
                Path.of("/proc/self/net/netlink"),
                Path.of("/run/udev/control"),
                Path.of("/proc"),
                own);
    }

    static Udev look(Path sockets, Path control, Path processes, int own) {
        return new Udev(listens(sockets, own), Files.exists(control), isRunning(processes));
    }

    /// Why libusb hears nothing; null when nothing speaks against it.
    @Nullable String fault() {
        if (listens && visible) {
            return null;
        }
        if (listens) {
            return "/run/udev is hidden from the agent";
        }
        return running
                ? "the agent lives in another network namespace than udevd"
                : "udevd does not run here";
    }

    /// The table has columns: sk, Eth (the protocol), Pid (the port id), Groups (in hexadecimal).
    private static boolean listens(Path sockets, int own) {
        List<String> lines;
        try {
            lines = Files.readAllLines(sockets);
        } catch (IOException e) {
            return true; // can't be told: then it is no fault of udevd
        }
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            String[] columns = line.strip().split("\\s+");
            if (columns.length > 3
                    && columns[1].equals("15")
                    && Long.parseLong(columns[2]) != own
                    && (Long.parseLong(columns[3], 16) & 1) != 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRunning(Path processes) {
        try (Stream<Path> all = Files.list(processes)) {
            return all.filter(process -> process.getFileName().toString().matches("\\d+"))
                    .anyMatch(process -> name(process).endsWith("udevd"));
        } catch (IOException e) {
            return false;
        }
    }

    private static String name(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
