import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Puts the agent into an archive that runs on a server without a JDK: a Java runtime of the
/// modules that it needs, the program without what only a station uses, a launcher and the unit.
///
///     java hardware/usb/Archive.java JAR FOLDER    leaves FOLDER/sekisho-agent-linux-ARCH.tar.gz
///
/// The runtime is that of the JDK that runs this, for its system and processor.
final class Archive {
    private static final String NAME = "sekisho-agent";

    private static final String MODULES =
            "java.base,java.logging,java.naming,java.xml,java.management,jdk.net,jdk.unsupported";

    /// The station's web pages, native code of libraries that an agent does not load, and the list
    /// by which every JVM would load all of Bouncy Castle's algorithms to use none of them.
    private static final List<String> STATION_ONLY =
            List.of(
                    "webroot/",
                    "META-INF/services/java.security.Provider",
                    "org/sqlite/native/",
                    "Windows/",
                    "Android/",
                    "OSX/",
                    "FreeBSD/",
                    "OpenBSD/",
                    "Solaris/");

    private Archive() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2) {
            System.err.println("java hardware/usb/Archive.java JAR FOLDER");
            System.exit(2);
        }
        Path jar = Path.of(arguments[0]);
        Path folder = Path.of(arguments[1]);
        Path here = Path.of("hardware", "usb");
        Path root = folder.resolve(NAME);
        delete(root);
        Files.createDirectories(root.resolve("bin"));
        Files.createDirectories(root.resolve("lib"));
        link(root.resolve("jre"));
        strip(jar, root.resolve("lib").resolve("sekisho.jar"));
        Path options = root.resolve("lib").resolve("jvm.options");
        Files.copy(here.resolve("jvm.options"), options);
        train(jar, root, folder.resolve("agent-training"));
        Path launcher = root.resolve("bin").resolve(NAME);
        Files.copy(here.resolve(NAME), launcher, StandardCopyOption.REPLACE_EXISTING);
        launcher.toFile().setExecutable(true, false);
        for (String file : List.of(
                NAME + ".service", "sekisho-guard.service", NAME + ".sysusers", "README.md")) {
            Files.copy(here.resolve(file), root.resolve(file));
        }
        Path archive = folder.resolve(NAME + "-linux-" + System.getProperty("os.arch") + ".tar.gz");
        run(
                "tar",
                "--owner=0",
                "--group=0",
                "-czf",
                archive.toString(),
                "-C",
                folder.toString(),
                NAME);
        System.out.printf("%s: %.1f MB%n", archive, Files.size(archive) / 1e6);
    }

    private static void link(Path jre) {
        ToolProvider jlink =
                ToolProvider.findFirst("jlink")
                        .orElseThrow(() -> new IllegalStateException("this is no JDK: no jlink"));
        int failed =
                jlink.run(
                        System.out,
                        System.err,
                        "--add-modules",
                        MODULES,
                        "--output",
                        jre.toString(),
                        "--vm",
                        "server",
                        "--compress",
                        "zip-6",
                        "--generate-cds-archive",
                        "--strip-debug",
                        "--no-header-files",
                        "--no-man-pages");
        if (failed != 0) {
            throw new IllegalStateException("jlink failed");
        }
    }

    private static void train(Path jar, Path root, Path scratch) throws Exception {
        delete(scratch);
        Path lib = root.resolve("lib");
        run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                jar.toString(),
                "hardware/usb/Training.java",
                root.resolve("jre/bin/java").toString(),
                lib.resolve("jvm.options").toString(),
                lib.resolve("sekisho.jar").toString(),
                scratch.toString(),
                lib.resolve("agent.jsa").toString());
        delete(scratch);
    }

    private static void strip(Path jar, Path to) throws IOException {
        try (var in = new ZipFile(jar.toFile());
                var out = new ZipOutputStream(Files.newOutputStream(to))) {
            for (ZipEntry entry : in.stream().map(ZipEntry.class::cast).toList()) {
                if (STATION_ONLY.stream().noneMatch(entry.getName()::startsWith)) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    try (InputStream content = in.getInputStream(entry)) {
                        content.transferTo(out);
                    }
                    out.closeEntry();
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int failed = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (failed != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed");
        }
    }
}
