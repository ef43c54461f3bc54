package sekisho.sensor.usb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;

class UsbDescriptorsTest {
    /// A stick that also claims to be a keyboard.
    private static final byte[] STICK_AND_KEYBOARD =
            hex(
                    """
                    12 01 00 02 00 00 00 40 51 09 66 16 00 01 01 02 03 01  # 0951:1666
                    09 02 37 00 02 01 00 80 32  # two interfaces
                    09 04 00 00 02 08 06 50 00  # mass storage, SCSI, bulk only
                    07 05 81 02 00 02 00
                    07 05 02 02 00 02 00
                    09 04 01 00 01 03 01 01 00  # keyboard
                    09 21 11 01 00 01 22 3f 00  # HID
                    07 05 83 03 08 00 0a
                    """);

    /// A disk with two settings of one interface, and a second configuration.
    private static final byte[] TWO_SETTINGS =
            hex(
                    """
                    12 01 10 03 00 00 00 09 c2 0b 2a 23 00 01 02 03 01 02
                    09 02 2c 00 01 01 00 80 70
                    09 04 00 00 02 08 06 50 00  # bulk only
                    09 04 00 01 04 08 06 62 00  # UAS
                    09 04 00 02 04 08 06 62 00  # the same again
                    09 02 12 00 01 02 00 80 70
                    09 04 00 00 02 08 06 50 00  # known
                    09 04 01 00 01 ff 42 01 00  # new
                    """);

    private static byte[] hex(String annotated) {
        var digits = new StringBuilder();
        for (String line : annotated.split("\n")) {
            digits.append(line.replaceFirst("#.*", "").replace(" ", ""));
        }
        return HexFormat.of().parseHex(digits);
    }

    @Test
    void readsWhoItIsAndEveryInterfaceInItsOrder() {
        assertThat(UsbDescriptors.read(STICK_AND_KEYBOARD))
                .isEqualTo(new UsbDescriptors("0951", "1666", List.of("08:06:50", "03:01:01")));
    }

    @Test
    void hidesNoSettingAndNoConfigurationAndRepeatsNone() {
        UsbDescriptors read = Objects.requireNonNull(UsbDescriptors.read(TWO_SETTINGS));
        assertThat(read.interfaces()).containsExactly("08:06:50", "08:06:62", "ff:42:01");
    }

    @Test
    void readsAsFarAsItMakesSenseWhereverItIsCutOff() {
        for (int length = 0; length < STICK_AND_KEYBOARD.length; length++) {
            UsbDescriptors read = UsbDescriptors.read(Arrays.copyOf(STICK_AND_KEYBOARD, length));
            if (length < 18) {
                assertThat(read).as("cut at %d", length).isNull();
            } else {
                assertThat(Objects.requireNonNull(read).interfaces())
                        .as("cut at %d", length)
                        .hasSize(length < 36 ? 0 : length < 59 ? 1 : 2);
            }
        }
    }

    @Test
    void anyBytesAreReadOrRefusedAndNeverThrow() {
        for (long seed = 1; seed <= 5000; seed++) {
            var random = new Random(seed);
            byte[] bytes = STICK_AND_KEYBOARD.clone();
            for (int i = random.nextInt(8); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            UsbDescriptors read = UsbDescriptors.read(bytes);
            if (read != null) {
                assertThat(read.vid()).as("seed %d", seed).matches("[0-9a-f]{4}");
                assertThat(read.interfaces())
                        .as("seed %d", seed)
                        .allMatch(one -> one.matches("[0-9a-f]{2}(:[0-9a-f]{2}){2}"));
            }
        }
    }
}
