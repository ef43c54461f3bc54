package sekisho.sensor.usb;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// The daemon of USBGuard, which throws the same switches as a guard of ours.
public final class UsbGuardDaemon {
    /// The kernel keeps fifteen characters of a program's name.
    private static final String NAME = "usbguard-daemon";

    private UsbGuardDaemon() {}

    /// Its name and process, where it runs; null where it does not.
    public static @Nullable String running() throws IOException {
        return running(Path.of("/proc"));
    }

    static @Nullable String running(Path proc) throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (name(process).equals(NAME)) {
                    return NAME + " (" + process.getFileName() + ')';
                }
            }
        }
        return null;
    }

    private static String name(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip();
        } catch (IOException e) {
            return ""; // it has ended meanwhile
        }
    }
}
