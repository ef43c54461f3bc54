package sekisho.sensor.usb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

/// Records as `/dev/kmsg` of Debian's kernel 6.1 gave them.
class KernelLogTest {
    private static final String[] STICK = {
        "6,701,12500000,-;usb 1-1: new high-speed USB device number 5 using xhci_hcd\n"
                + " SUBSYSTEM=usb\n DEVICE=c189:4\n",
        "6,702,12600000,-;usb 1-1: New USB device found, idVendor=46f4, idProduct=0001, bcdDevice="
                + " 0.00\n",
        "6,703,12600001,-;usb 1-1: New USB device strings: Mfr=1, Product=2, SerialNumber=3\n",
        "6,704,12600002,-;usb 1-1: SerialNumber: \\xe9\\x8d\\xb5 A\\x5cB\n",
    };
    private static final String GONE =
            "6,705,13000000,-;usb 1-1: USB disconnect, device number 5\n SUBSYSTEM=usb\n";

    private static List<KernelLog.Stay> stays(String... records) {
        return KernelLog.stays(
                Stream.of(records)
                        .map(one -> Objects.requireNonNull(KernelLog.line(one)))
                        .toList());
    }

    private static String[] with(String... more) {
        return Stream.concat(Stream.of(STICK), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void aStickThatCameAndWentIsToldWithItsSerialAndBothTimes() {
        assertThat(stays(with(GONE)))
                .containsExactly(
                        new KernelLog.Stay(
                                new UsbDevice(
                                        1, 5, "1-1", "46f4", "0001", "鍵 A\\B", List.of(), false),
                                12_500_000L,
                                13_000_000L));
    }

    @Test
    void oneThatIsStillThereHasNotGone() {
        assertThat(stays(STICK).getFirst().wentMicros()).isNull();
    }

    @Test
    void ofOneThatCameBeforeTheLogBeginsOnlyTheGoingIsKnown() {
        KernelLog.Stay stay = stays(GONE).getFirst();
        assertThat(stay.cameMicros()).isNull();
        assertThat(stay.device().address()).isEqualTo(5);
        assertThat(stay.wentMicros()).isEqualTo(13_000_000L);
    }

    @Test
    void anotherDeviceInThePortIsAnotherStay() {
        assertThat(stays(with(GONE.replace("number 5", "number 4"))).getFirst().cameMicros())
                .isNull();
    }

    @Test
    void aHubIsKnownToBeOne() {
        String hub = "6,706,12600003,-;hub 1-1:1.0: USB hub found\n";
        assertThat(stays(with(hub, GONE)).getFirst().device().isHub()).isTrue();
    }

    @Test
    void nothingInTheLogMakesItFail() {
        var random = new Random(3);
        String text = String.join("", with(GONE));
        for (int i = 0; i < 5_000; i++) {
            var chars = text.toCharArray();
            for (int k = 0; k < 6; k++) {
                chars[random.nextInt(chars.length)] = (char) (32 + random.nextInt(96));
            }
            var lines =
                    Stream.of(new String(chars).split("\n"))
                            .map(KernelLog::line)
                            .filter(Objects::nonNull)
                            .toList();
            assertThat(KernelLog.stays(lines)).isNotNull();
        }
    }
}
