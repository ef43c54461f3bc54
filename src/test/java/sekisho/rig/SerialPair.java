package sekisho.rig;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/// A serial cable without hardware: two pseudo terminals with a `socat` between them.
public final class SerialPair implements AutoCloseable {
    private final Process socat;
    private final Path ours;
    private final Path theirs;

    private SerialPair(Process socat, Path ours, Path theirs) {
        this.socat = socat;
        this.ours = ours;
        this.theirs = theirs;
    }

    /// Plugs a cable in, whose two ends are links of fixed names in a folder.
    public static SerialPair plugIn(Path folder) throws IOException {
        Path ours = folder.resolve("ours");
        Path theirs = folder.resolve("theirs");
        Process socat =
                new ProcessBuilder(
                                Rig.program("socat"),
                                "-d",
                                "-d",
                                "pty,raw,echo=0,link=" + ours,
                                "pty,raw,echo=0,link=" + theirs)
                        .start();
        BufferedReader log = socat.errorReader();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            if (line.contains("starting data transfer loop")) {
                return new SerialPair(socat, ours, theirs);
            }
        }
        throw new IOException("socat ended before it began");
    }

    public Path ours() {
        return ours;
    }

    public Path theirs() {
        return theirs;
    }

    /// Pulls the cable out: both ends are gone.
    @Override
    public void close() {
        socat.destroy();
        try {
            socat.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
