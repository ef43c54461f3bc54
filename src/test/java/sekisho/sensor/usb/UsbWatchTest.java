package sekisho.sensor.usb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// What the watch makes of what libusb tells; libusb itself is the rig's business.
class UsbWatchTest {
    private static final byte[] STICK =
            HexFormat.of()
                    .parseHex(
                            "12010002000000405109661600010102030109021200010100803209040000020806"
                                    + "5000");

    @TempDir Path sysfs;

    private final List<UsbEvent> events = new ArrayList<>();
    private UsbWatch watch = new UsbWatch(Path.of("unset"));

    @BeforeEach
    void build() {
        watch = new UsbWatch(sysfs);
    }

    private void inPort(String port, int address, String serial) throws IOException {
        Path folder = Files.createDirectories(sysfs.resolve(port));
        Files.write(folder.resolve("descriptors"), STICK);
        Files.writeString(folder.resolve("busnum"), "1\n");
        Files.writeString(folder.resolve("devnum"), address + "\n");
        Files.writeString(folder.resolve("serial"), serial + "\n");
    }

    private void told(boolean arrived, int address, boolean enumerating) {
        watch.hear(
                new LibUsbHotplug.Told(
                        arrived,
                        new UsbDevice(
                                1,
                                address,
                                "1-2",
                                "0951",
                                "1666",
                                null,
                                arrived ? List.of("ff:00:00") : List.of(),
                                enumerating)),
                events::add);
    }

    private static UsbDevice stick(int address, String serial, boolean preexisting) {
        return new UsbDevice(
                1, address, "1-2", "0951", "1666", serial, List.of("08:06:50"), preexisting);
    }

    @Test
    void sysfsSaysWhoItIsAndARemovalRemembersIt() throws IOException {
        inPort("1-2", 5, "媒体-001");
        told(true, 5, false);
        Files.delete(sysfs.resolve("1-2/serial"));
        told(false, 5, false);
        assertThat(events)
                .containsExactly(
                        new UsbEvent.Arrived(stick(5, "媒体-001", false)),
                        new UsbEvent.Left(stick(5, "媒体-001", false)));
    }

    @Test
    void aDeviceThatIsGoneAgainIsToldAsLibusbSawIt() {
        told(true, 5, false);
        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        UsbEvent.Arrived.class,
                        arrived -> {
                            assertThat(arrived.device().serial()).isNull();
                            assertThat(arrived.device().interfaces()).containsExactly("ff:00:00");
                        });
    }

    @Test
    void theNextDeviceInThePortLendsItsSerialToNobody() throws IOException {
        inPort("1-2", 6, "NEXT");
        told(true, 5, false);
        assertThat(((UsbEvent.Arrived) events.getFirst()).device().serial()).isNull();
    }

    @Test
    void whatIsToldTwiceIsReportedOnce() throws IOException {
        inPort("1-2", 5, "A");
        told(true, 5, true);
        told(true, 5, true);
        assertThat(events).containsExactly(new UsbEvent.Arrived(stick(5, "A", true)));
    }

    @Test
    void anAddressThatIsUsedAgainMeansThatTheFirstDeviceHasLeft() throws IOException {
        inPort("1-2", 5, "A");
        told(true, 5, false);
        inPort("1-2", 5, "B");
        told(true, 5, false);
        assertThat(events)
                .containsExactly(
                        new UsbEvent.Arrived(stick(5, "A", false)),
                        new UsbEvent.Left(stick(5, "A", false)),
                        new UsbEvent.Arrived(stick(5, "B", false)));
    }

    @Test
    void aRemovalOfADeviceNobodySawIsStillTold() {
        told(false, 9, false);
        assertThat(events).hasSize(1).first().isInstanceOf(UsbEvent.Left.class);
    }
}
