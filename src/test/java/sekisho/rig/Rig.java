package sekisho.rig;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Whether the machine has what a rig needs.
public final class Rig {
    private Rig() {}

    /// Lets a rig go on, or says what it needs: as a skip when rigs were not asked for, as a
    /// failure when they were (`-Prigs`).
    ///
    /// @param name what the rig proves, in a few words
    /// @param programs programs that must be on the PATH or in /usr/sbin
    public static void require(String name, String... programs) {
        boolean required = "required".equals(System.getProperty("rigs"));
        List<String> missing = new ArrayList<>();
        for (String program : programs) {
            if (find(program) == null) {
                missing.add(program);
            }
        }
        if (required && !missing.isEmpty()) {
            fail("rig " + name + ": missing " + missing + "; run with -Dinstall as root");
        }
        if (!required) {
            String line =
                    "rig skipped: "
                            + name
                            + " (needs -Prigs and "
                            + String.join(", ", programs)
                            + (missing.isEmpty() ? ", all here)" : "; missing " + missing + ")");
            System.out.println(line);
            abort(line);
        }
    }

    /// Lets a rig go on only where it runs as root; elsewhere it says so and is skipped.
    ///
    /// @param name what the rig proves, in a few words
    public static void requireRoot(String name) {
        if (!"root".equals(System.getProperty("user.name"))) {
            String line = "rig skipped: " + name + " (needs root)";
            System.out.println(line);
            abort(line);
        }
    }

    /// The path of a program.
    public static String program(String name) {
        Path path = find(name);
        if (path == null) {
            throw new IllegalStateException(name + " is not installed");
        }
        return path.toString();
    }

    private static @org.jspecify.annotations.Nullable Path find(String program) {
        String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin";
        for (String folder : path.split(":")) {
            Path candidate = Path.of(folder, program);
            if (!folder.isEmpty() && Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        return null;
    }
}
