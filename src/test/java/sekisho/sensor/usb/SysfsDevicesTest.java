package sekisho.sensor.usb;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

class SysfsDevicesTest {
    private static final byte[] STICK =
            HexFormat.of()
                    .parseHex(
                            "12010002000000405109661600010102030109021200010100803209040000020806"
                                    + "5000");

    @TempDir Path sysfs;

    private void device(String port, int address, @Nullable String serial) throws IOException {
        Path folder = Files.createDirectories(sysfs.resolve(port));
        Files.write(folder.resolve("descriptors"), STICK);
        Files.writeString(folder.resolve("busnum"), "1\n");
        Files.writeString(folder.resolve("devnum"), address + "\n");
        if (serial != null) {
            Files.write(folder.resolve("serial"), serial.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void readsADeviceWithoutOpeningIt() throws IOException {
        device("1-2.4", 9, "USB-1\n");
        assertThat(new SysfsDevices(sysfs).read("1-2.4"))
                .isEqualTo(
                        new UsbDevice(
                                1,
                                9,
                                "1-2.4",
                                "0951",
                                "1666",
                                "USB-1",
                                List.of("08:06:50"),
                                false));
    }

    @Test
    void takesOneLineEndFromASerialAndNothingElse() throws IOException {
        String[][] cases = {
            {"媒体-管理-001\n", "媒体-管理-001"},
            {"  padded  \n", "  padded  "},
            {"two\n\n", "two\n"},
            {"no end", "no end"},
            {"\"quoted\\\"\n", "\"quoted\\\""},
            {" \n", " "},
        };
        for (String[] one : cases) {
            device("1-1", 2, one[0]);
            UsbDevice read = new SysfsDevices(sysfs).all().getFirst();
            assertThat(read.serial()).isEqualTo(one[1]);
        }
    }

    @Test
    void aDeviceWithoutASerialHasNone() throws IOException {
        device("1-1", 2, null);
        device("1-2", 3, "\n");
        assertThat(new SysfsDevices(sysfs).all()).extracting(UsbDevice::serial).containsOnlyNulls();
    }

    @Test
    void listsDevicesAndNotTheirInterfaces() throws IOException {
        device("1-1", 2, "A");
        device("usb1", 1, null);
        Files.createDirectories(sysfs.resolve("1-1:1.0"));
        Files.createDirectories(sysfs.resolve("1-9"));
        assertThat(new SysfsDevices(sysfs).all())
                .extracting(UsbDevice::port)
                .containsExactly("1-1", "usb1");
    }

    @Test
    void whatIsNotThereIsNotThere() {
        assertThat(new SysfsDevices(sysfs).read("1-1")).isNull();
    }
}
