package sekisho.sensor.usb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Lines as USBGuard 1.1 writes them; of the names in a line, the order is not fixed.
class UsbGuardLogTest {
    private static final String RULE =
            "id 0951:1666 serial \"E0'D5 \\xe9\\x8d\\xb5\" name \"Data'Traveler 3.0\" hash"
                    + " \"kEf6=\" parent-hash \"EYAl=\" via-port \"2-4.2\" with-interface {"
                    + " 08:06:50 08:06:62 } with-connect-type \"unknown\"";
    private static final String SYSTEM =
            "device.system_name='/devices/pci0000:00/0000:00:14.0/usb2/2-4/2-4.2' ";

    @TempDir Path folder;

    private static String line(String target) {
        return "[1680306232.389] (A) uid=0 pid=1782 result='SUCCESS' "
                + SYSTEM
                + "target.new='"
                + target
                + "' device.rule='block "
                + RULE
                + "' target.old='block' type='Policy.Device.Update' ";
    }

    @Test
    void aDecisionNamesTheDeviceAsWeDo() {
        UsbEvent.Ruled ruled = Objects.requireNonNull(UsbGuardLog.read(line("allow")));
        assertThat(ruled.admitted()).isTrue();
        assertThat(ruled.reason()).isEqualTo("USBGuard allowed it");
        assertThat(ruled.at()).isEqualTo(Instant.ofEpochMilli(1_680_306_232_389L));
        UsbDevice device = ruled.device();
        assertThat(device.media().value()).isEqualTo("0951:1666:E0'D5 鍵");
        assertThat(device.port()).isEqualTo("2-4.2");
        assertThat(device.bus()).isEqualTo(2);
        assertThat(device.interfaces()).containsExactly("08:06:50", "08:06:62");
    }

    @Test
    void blockingAndRejectingAreRefusals() {
        assertThat(Objects.requireNonNull(UsbGuardLog.read(line("block"))).admitted()).isFalse();
        UsbEvent.Ruled rejected = Objects.requireNonNull(UsbGuardLog.read(line("reject")));
        assertThat(rejected.admitted()).isFalse();
        assertThat(rejected.reason()).isEqualTo("USBGuard rejected it");
    }

    @Test
    void aPolicyThatIsAppliedToANewDeviceIsADecision() {
        String line =
                "[1680306232.389] (A) uid=0 pid=1 type='Policy.Device.Insert' target='block' "
                        + SYSTEM
                        + "device.rule='block id 1:2 via-port \"1-1\"' result='SUCCESS' ";
        assertThat(UsbGuardLog.read(line.replace("1:2", "0001:0002"))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[1680306232.389] (I) started",
                "[1680306232.389] (A) uid=0 pid=1 result='SUCCESS' device.rule='block id 0951:1666"
                        + " via-port \"1-1\"' type='Device.Insert' ",
                "[1680306232.389] (A) uid=0 pid=1 result='FAILURE' target.new='allow'"
                        + " device.rule='allow id 0951:1666 via-port \"1-1\"'"
                        + " type='Policy.Device.Update' ",
                "[1680306232.389] (A) uid=0 pid=1 result='SUCCESS' target.new='allow'"
                        + " device.rule='allow name \"?\"' type='Policy.Device.Update' ",
                "[99999999999999999999.1] (A) uid=0 pid=1 result='SUCCESS' target='match' "
                        + "device.rule='allow id 0951:1666 via-port \"1-1\"' type='Policy.Device.X'"
            })
    void everythingElseIsNone(String line) {
        assertThat(UsbGuardLog.read(line)).isNull();
    }

    private Path file() {
        return folder.resolve("audit.log");
    }

    private void write(String text) throws IOException {
        Files.writeString(file(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private UsbGuardLog log() {
        return new UsbGuardLog(file(), folder.resolve("place"));
    }

    private static List<String> look(UsbGuardLog log) {
        var said = new ArrayList<String>();
        log.look(one -> said.add(one.reason().split(" ")[1]));
        return said;
    }

    @Test
    void whatStoodThereBeforeTheFirstLookIsOld() throws IOException {
        write(line("allow") + "\n");
        UsbGuardLog log = log();
        assertThat(look(log)).isEmpty();
        write(line("block") + "\n");
        assertThat(look(log)).containsExactly("blocked");
        assertThat(look(log)).isEmpty();
    }

    @Test
    void goesOnWhereItWasAfterARestart() throws IOException {
        assertThat(look(log())).isEmpty();
        write(line("allow") + "\n" + line("block") + "\n");
        assertThat(look(log())).containsExactly("allowed", "blocked");
        assertThat(look(log())).isEmpty();
        write(line("reject") + "\n");
        assertThat(look(log())).containsExactly("rejected");
    }

    @Test
    void aLineIsReadWhenItIsWhole() throws IOException {
        UsbGuardLog log = log();
        look(log);
        byte[] bytes = (line("allow") + "\n").getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut < bytes.length; cut++) {
            Files.write(
                    file(),
                    new byte[] {bytes[cut]},
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            boolean isWhole = cut == bytes.length - 1;
            if (cut % 50 == 0 || isWhole) {
                assertThat(look(log)).hasSize(isWhole ? 1 : 0);
            }
        }
    }

    @Test
    void aFileThatWasPutAwayIsBegunAnew() throws IOException {
        UsbGuardLog log = log();
        write(line("allow") + "\n");
        look(log);
        Files.move(file(), folder.resolve("audit.log.1"));
        assertThat(look(log)).isEmpty();
        write(line("reject") + "\n");
        assertThat(look(log)).containsExactly("rejected");
        Files.writeString(file(), line("block") + "\n", StandardOpenOption.TRUNCATE_EXISTING);
        write("");
        assertThat(look(log)).containsExactly("blocked");
    }

    @Test
    void aLineWithoutEndDoesNotStopIt() throws IOException {
        UsbGuardLog log = log();
        look(log);
        write("x".repeat(600_000) + "\n" + line("allow") + "\n");
        var said = new ArrayList<String>();
        for (int i = 0; i < 4; i++) {
            said.addAll(look(log));
        }
        assertThat(said).containsExactly("allowed");
    }
}
