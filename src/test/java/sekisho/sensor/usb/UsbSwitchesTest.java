package sekisho.sensor.usb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.rig.SysfsTree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class UsbSwitchesTest {
    private static final String STORAGE = "08:06:50";
    private static final String KEYBOARD = "03:01:01";

    @TempDir Path folder;

    private SysfsTree tree;
    private UsbSwitches switches;

    @BeforeEach
    void plug() throws IOException {
        tree = new SysfsTree(folder);
        tree.bus(1);
        tree.plug("1-1", 2, "046d", "c31c", null, true, KEYBOARD);
        tree.plug("1-3", 4, "1234", "5678", "媒体-001", false, STORAGE, KEYBOARD);
        switches = new UsbSwitches(tree.devices());
    }

    private UsbDevice device(String port) throws IOException {
        return switches.devices().stream()
                .filter(one -> one.port().equals(port))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void seesDevicesAndNoBuses() throws IOException {
        assertThat(switches.devices()).extracting(UsbDevice::port).containsExactly("1-1", "1-3");
        assertThat(device("1-3").interfaces()).containsExactly(STORAGE, KEYBOARD);
    }

    @Test
    void holdingLeavesOnWhatIsOn() throws IOException {
        switches.hold();
        assertThat(tree.read("usb1/authorized_default")).isEqualTo("0");
        assertThat(tree.read("usb1/interface_authorized_default")).isEqualTo("0");
        assertThat(tree.read("1-1/authorized")).isEqualTo("1");
    }

    @Test
    void releasingSwitchesEverythingOn() throws IOException {
        switches.hold();
        switches.release();
        assertThat(tree.read("usb1/authorized_default")).isEqualTo("1");
        assertThat(tree.read("usb1/interface_authorized_default")).isEqualTo("1");
        assertThat(tree.read("1-3/authorized")).isEqualTo("1");
        assertThat(tree.read("1-3:1.0/authorized")).isEqualTo("1");
        assertThat(tree.read("1-3:1.1/authorized")).isEqualTo("1");
        assertThat(tree.probed()).isEqualTo("1-3:1.1");
    }

    @Test
    void lettingArriveLeavesOffWhatIsOff() throws IOException {
        switches.hold();
        switches.letArrive();
        assertThat(tree.read("usb1/authorized_default")).isEqualTo("1");
        assertThat(tree.read("1-3/authorized")).isEqualTo("0");
    }

    @Test
    void switchesOneInterfaceOnAndTheOtherOff() throws IOException {
        Files.writeString(tree.devices().resolve("1-3:1.1/authorized"), "1\n");
        assertThat(switches.on(device("1-3"), List.of(STORAGE))).isTrue();
        assertThat(tree.read("1-3/authorized")).isEqualTo("1");
        assertThat(tree.read("1-3:1.0/authorized")).isEqualTo("1");
        assertThat(tree.read("1-3:1.1/authorized")).isEqualTo("0");
        assertThat(tree.probed()).isEqualTo("1-3:1.0");
    }

    @Test
    void askForNoDriverOfWhatIsOnAlready() throws IOException {
        assertThat(switches.on(device("1-1"))).isTrue();
        assertThat(tree.probed()).isEmpty();
    }

    @Test
    void switchesADeviceOff() throws IOException {
        assertThat(switches.off(device("1-1"))).isTrue();
        assertThat(tree.read("1-1/authorized")).isEqualTo("0");
    }

    @Test
    void letsNobodyElseInByMistake() throws IOException {
        UsbDevice permitted = device("1-3");
        tree.pull("1-3");
        tree.plug("1-3", 5, "1234", "5678", "another", false, STORAGE);
        assertThat(switches.on(permitted)).isFalse();
        assertThat(switches.off(permitted)).isFalse();
        assertThat(tree.read("1-3/authorized")).isEqualTo("0");
        tree.pull("1-3");
        assertThatThrownBy(() -> switches.on(permitted)).isInstanceOf(IOException.class);
    }

    /// A setting of an interface that is another kind of device is reached without anybody asking.
    @Test
    void anInterfaceThatCanBecomeAnotherIsOff() throws IOException {
        tree.plug("1-5", 6, "1234", "5679", "S", false, STORAGE);
        Path file = tree.devices().resolve("1-5/descriptors");
        byte[] raw = Files.readAllBytes(file);
        byte[] both = java.util.Arrays.copyOf(raw, raw.length + 9);
        System.arraycopy(new byte[] {9, 4, 0, 1, 2, 3, 1, 1, 0}, 0, both, raw.length, 9);
        Files.write(file, both);
        UsbDevice device = device("1-5");
        assertThat(device.interfaces()).containsExactly(STORAGE, KEYBOARD);
        switches.on(device, List.of(STORAGE));
        assertThat(tree.read("1-5:1.0/authorized")).isEqualTo("0");
        switches.on(device, List.of(STORAGE, KEYBOARD));
        assertThat(tree.read("1-5:1.0/authorized")).isEqualTo("1");
    }

    @Test
    void oldKernelsCantDivide() throws IOException {
        assertThat(switches.canDivide()).isTrue();
        Files.delete(tree.devices().resolve("usb1/interface_authorized_default"));
        assertThat(switches.canDivide()).isFalse();
    }

    @Test
    void knowsAnotherGuardByItsName() throws IOException {
        Path proc = Files.createDirectories(folder.resolve("proc"));
        Files.createDirectories(proc.resolve("7"));
        Files.writeString(proc.resolve("7/comm"), "usbguard-dbus\n");
        assertThat(UsbGuardDaemon.running(proc)).isNull();
        Files.createDirectories(proc.resolve("812"));
        Files.writeString(proc.resolve("812/comm"), "usbguard-daemon\n");
        assertThat(UsbGuardDaemon.running(proc)).isEqualTo("usbguard-daemon (812)");
    }
}
