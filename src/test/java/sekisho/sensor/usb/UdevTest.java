package sekisho.sensor.usb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class UdevTest {
    private static final int OURS = 4711;
    private static final String HEADING =
            "sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops\n";

    @TempDir Path machine;

    private Udev look(String... sockets) throws IOException {
        Path table = machine.resolve("netlink");
        Files.writeString(table, HEADING + String.join("\n", sockets) + "\n");
        return Udev.look(table, machine.resolve("control"), machine, OURS);
    }

    private static String socket(int protocol, long port, String groups) {
        return "0000000000000000 %d  %d %s 0 0 0 2 0 1234".formatted(protocol, port, groups);
    }

    private void control() throws IOException {
        Files.createFile(machine.resolve("control"));
    }

    private void process(String name) throws IOException {
        Path folder = Files.createDirectories(machine.resolve("4712"));
        Files.writeString(folder.resolve("comm"), name + "\n");
    }

    @Test
    void aListenerAndItsFolderAreEnough() throws IOException {
        control();
        assertThat(look(socket(15, 300, "00000001")).fault()).isNull();
    }

    @Test
    void ourOwnSocketAndOthersThatHearUdevdOnlyDoNotCount() throws IOException {
        control();
        var udev =
                look(
                        socket(15, OURS, "00000001"),
                        socket(15, 4000000000L, "00000002"),
                        socket(0, 300, "00000001"));
        assertThat(udev.fault()).isEqualTo("udevd does not run here");
    }

    @Test
    void udevdThatRunsAndDoesNotListenHereIsInAnotherNamespace() throws IOException {
        control();
        process("systemd-udevd");
        assertThat(look().fault())
                .isEqualTo("the agent lives in another network namespace than udevd");
    }

    @Test
    void aListenerWithoutAFolderIsHidden() throws IOException {
        assertThat(look(socket(15, 300, "00000001")).fault())
                .isEqualTo("/run/udev is hidden from the agent");
    }

    @Test
    void aTableThatCantBeReadAccusesNobody() throws IOException {
        control();
        Udev udev = Udev.look(machine.resolve("none"), machine.resolve("control"), machine, OURS);
        assertThat(udev.fault()).isNull();
    }
}
