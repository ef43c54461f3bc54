package sekisho.rig;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;

/// A pcscd of the test's own, with two readers without hardware.
///
/// The place of its socket is built in, so it sees a folder of ours there; the machine's own pcscd,
/// if there is one, never meets it. The library looks for the socket's name once in the life of a
/// JVM: so there is one folder for all of them, and one pcscd at a time.
public final class Pcscd implements AutoCloseable {
    /// How many readers it has.
    public static final int READERS = 2;

    private static final String NAME = "受付リーダー";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final int port;
    private @Nullable Process process;

    private Pcscd(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /// Starts one, and lets this JVM's libpcsclite find it.
    public static Pcscd start() throws Exception {
        Path folder = Path.of("/tmp/sekisho-pcscd-" + ProcessHandle.current().pid());
        Files.createDirectories(folder.resolve("run"));
        Path readers = Files.createDirectories(folder.resolve("readers"));
        var pcscd = new Pcscd(folder, twoFreePorts());
        Files.writeString(
                readers.resolve("vpcd"),
                """
                FRIENDLYNAME "%s"
                DEVICENAME   /dev/null:0x%X
                LIBPATH      /usr/lib/pcsc/drivers/serial/libifdvpcd.so
                CHANNELID    0x%X
                """
                        .formatted(NAME, pcscd.port, pcscd.port));
        setenv("PCSCLITE_CSOCK_NAME", pcscd.socket().toString());
        pcscd.startAgain();
        return pcscd;
    }

    /// The two readers listen for their cards at ports next to each other.
    private static int twoFreePorts() throws IOException {
        for (int tries = 0; tries < 100; tries++) {
            try (var first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    var _ = new ServerSocket(first.getLocalPort() + 1, 1)) {
                return first.getLocalPort();
            } catch (IOException _) {
                // The next one was taken.
            }
        }
        throw new IOException("no two free ports side by side");
    }

    /// What is in the name of one reader only, from 0.
    public static String reader(int number) {
        return NAME + " 00 0" + number;
    }

    /// Starts it once more, after [#kill].
    public void startAgain() throws Exception {
        Files.deleteIfExists(socket());
        Files.deleteIfExists(folder.resolve("run/pcscd.pid"));
        process =
                new ProcessBuilder(
                                "unshare",
                                "-r",
                                "-m",
                                "sh",
                                "-c",
                                "mount --bind \"$0\"/run /run/pcscd"
                                        + " && exec \"$1\" -f -c \"$0\"/readers",
                                folder.toString(),
                                Rig.program("pcscd"))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("pcscd.log").toFile())
                        .start();
        Process started = process;
        Until.holds(
                "pcscd serves",
                PATIENCE,
                () -> {
                    if (!started.isAlive()) {
                        throw new AssertionError(Files.readString(folder.resolve("pcscd.log")));
                    }
                    return Files.exists(socket());
                });
    }

    /// Ends it as `kill -9` does.
    public void kill() throws InterruptedException {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().waitFor();
        }
    }

    /// Lays a card on a reader.
    ///
    /// @param uid what it answers when it is asked for its number, in hexadecimal
    public VirtualCard lay(int reader, String uid) throws IOException {
        return VirtualCard.lay(port + reader, uid, false);
    }

    /// Lays a card on a reader that is lifted when it is asked for its number.
    public VirtualCard layBriefly(int reader) throws IOException {
        return VirtualCard.lay(port + reader, "12345678", true);
    }

    @Override
    public void close() throws InterruptedException, IOException {
        kill();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Path socket() {
        return folder.resolve("run/pcscd.comm");
    }

    /// Java has no word for it; the library reads it whenever it connects.
    private static void setenv(String name, String value) throws Exception {
        var call =
                Linker.nativeLinker()
                        .downcallHandle(
                                Linker.nativeLinker().defaultLookup().findOrThrow("setenv"),
                                FunctionDescriptor.of(
                                        ValueLayout.JAVA_INT,
                                        ValueLayout.ADDRESS,
                                        ValueLayout.ADDRESS,
                                        ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            int ignored =
                    (int) call.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
