package sekisho.rig.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What a guest boots: a kernel and everything it will ever need, in memory.
///
/// @param folder where it was built, and where the guest leaves what it printed
public record Image(Path folder) {
    private static final Duration BUILD = Duration.ofMinutes(5);

    /// Builds the image of a rig by its own script, `src/test/rig/NAME/image.sh`.
    ///
    /// @param arguments what the script takes behind the folder and the JDK
    public static Image build(String name, Path... arguments) throws Exception {
        Path folder = Path.of("target", "rig", name).toAbsolutePath();
        Files.createDirectories(folder);
        Path log = folder.resolve("image.log");
        List<String> command = new ArrayList<>();
        command.addAll(List.of("bash", "src/test/rig/" + name + "/image.sh", folder.toString()));
        command.add(System.getProperty("java.home"));
        List.of(arguments).forEach(argument -> command.add(argument.toString()));
        Process build =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (!build.waitFor(BUILD.toSeconds(), TimeUnit.SECONDS) || build.exitValue() != 0) {
            build.destroyForcibly();
            throw new IOException("the guest can't be built: " + Files.readString(log));
        }
        return new Image(folder);
    }

    /// The kernel to boot.
    public Path kernel() {
        return folder.resolve("kernel");
    }

    /// All files of the guest.
    public Path initrd() {
        return folder.resolve("initrd");
    }

    /// What the guest printed.
    public Path console() {
        return folder.resolve("console.log");
    }

    /// What QEMU printed.
    public Path complaints() {
        return folder.resolve("qemu.log");
    }
}
