package sekisho.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// An installer looks at a line, records it, and describes its form.
class SerialCommandsTest {
    private static final String CARD = "\u00020C000621A58E\r\n\u0003";

    @TempDir private Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aLineIsShownAndRecordedAndTheRecordingShownAgainByAFormat() throws Exception {
        Path recording = folder.resolve("line.txt");
        try (var device = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().start(() -> sayAndHangUp(device));
            String address = "127.0.0.1:" + device.getLocalPort();
            int code = run("serial", "watch", address, "--record", recording.toString());
            assertThat(code).isEqualTo(1);
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("the line is gone");
        assertThat(shown())
                .contains("02 30 43 30 30 30 36 32 31 41 35 38 45 0D 0A 03")
                .contains("<STX>0C000621A58E<CR><LF><ETX>");
        out.reset();

        int code =
                run(
                        "serial",
                        "replay",
                        recording.toString(),
                        "--format",
                        "hardware/serial/em4100-ascii.yaml");

        assertThat(code).isZero();
        assertThat(shown()).contains("frame: Card=40:0c000621a5");
    }

    @Test
    void gapsInTimeAreShownAndWhatBrokeOffInThem() throws Exception {
        Path recording = folder.resolve("line.txt");
        Files.writeString(
                recording, "2026-11-21T00:00:05.000Z 02 30\n2026-11-21T00:00:06.250Z 03\n");
        run(
                "serial",
                "replay",
                recording.toString(),
                "--format",
                "hardware/serial/em4100-ascii.yaml");
        assertThat(shown().lines().map(String::strip).toList())
                .anySatisfy(line -> assertThat(line).contains("+1.250 s  03"))
                .containsSubsequence(
                        "no frame: broken off: 02 30", "no frame: no start of a frame: 03");
    }

    @Test
    void whatIsWrongWithAFormatIsToldWithItsPlace() throws Exception {
        Path format = Files.writeString(folder.resolve("f.yaml"), "end: XX\n");
        Path recording = Files.writeString(folder.resolve("r.txt"), "");
        int code = run("serial", "replay", recording.toString(), "--format", format.toString());
        assertThat(code).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("f.yaml:1:6: \"end\" is \"XX\"");
    }

    private static void sayAndHangUp(ServerSocket device) {
        try (Socket line = device.accept()) {
            line.getOutputStream().write(CARD.getBytes(StandardCharsets.US_ASCII));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String shown() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private int run(String... arguments) {
        return Main.execute(new PrintStream(out), new PrintStream(err), arguments);
    }
}
