package sekisho.sensor.usb;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class AbsenceTest {
    private static final UsbDevice STICK = device("1-2", 5, "A");
    private static final UsbDevice OTHER = device("1-3", 6, "B");

    private static UsbDevice device(String port, int address, @Nullable String serial) {
        return new UsbDevice(1, address, port, "0951", "1666", serial, List.of("08:06:50"), false);
    }

    private static Remembered before(String boot, UsbDevice... devices) {
        return new Remembered(boot, 700, List.of(), List.of(devices));
    }

    private static Instant second(long second) {
        return Instant.ofEpochSecond(second);
    }

    private static List<UsbEvent> events(
            @Nullable Remembered before, List<KernelLog.Stay> stays, UsbDevice... present) {
        return new Absence(before, "boot", stays, micros -> second(micros / 1_000_000))
                .events(List.of(present));
    }

    private static UsbEvent there(UsbDevice device) {
        return new UsbEvent.Arrived(device.asPreexisting(), null, false);
    }

    private static UsbEvent newHere(UsbDevice device) {
        return new UsbEvent.Arrived(device.asPreexisting(), null, true);
    }

    private static UsbEvent gone(UsbDevice device) {
        return new UsbEvent.Left(device, null, true);
    }

    @Test
    void atTheFirstStartEverythingWasThereAndNothingIsNew() {
        assertThat(events(null, List.of(), STICK)).containsExactly(there(STICK));
    }

    @Test
    void whatIsStillThereIsNotNew() {
        assertThat(events(before("boot", STICK), List.of(), STICK)).containsExactly(there(STICK));
    }

    @Test
    void whatCameIsNewAndWhatWentIsGone() {
        assertThat(events(before("boot", STICK), List.of(), OTHER))
                .containsExactly(gone(STICK), newHere(OTHER));
    }

    @Test
    void aStickThatWasPulledAndPutBackHasAnotherNumberAndIsNew() {
        UsbDevice again = device("1-2", 9, "A");
        assertThat(events(before("boot", STICK), List.of(), again))
                .containsExactly(gone(STICK), newHere(again));
    }

    @Test
    void afterARebootNumbersMeanNothing() {
        UsbDevice again = device("1-2", 2, "A");
        assertThat(events(before("another boot", STICK), List.of(), again))
                .containsExactly(there(again));
        assertThat(events(before("another boot", STICK), List.of(), device("1-2", 2, "C")))
                .hasSize(2);
    }

    @Test
    void theLogSaysWhenAndTellsOfWhatCameAndWent() {
        UsbDevice passing = device("1-4", 7, "C");
        assertThat(
                        events(
                                before("boot", STICK),
                                List.of(
                                        new KernelLog.Stay(STICK, null, 3_000_000L),
                                        new KernelLog.Stay(passing, 4_000_000L, 5_000_000L),
                                        new KernelLog.Stay(OTHER, 6_000_000L, null)),
                                OTHER))
                .containsExactly(
                        new UsbEvent.Left(STICK, second(3), true),
                        new UsbEvent.Arrived(passing, second(4), true),
                        new UsbEvent.Left(passing, second(5), true),
                        new UsbEvent.Arrived(OTHER.asPreexisting(), second(6), true));
    }

    @Test
    void whatIsRememberedComesBackAsItWas() throws Exception {
        var odd =
                new UsbDevice(
                        2,
                        7,
                        "2-1.4",
                        "0951",
                        "1666",
                        " 鍵\"\\ ",
                        List.of("08:06:50"),
                        false,
                        "hotplug");
        var remembered =
                new Remembered(
                        "b", 12, List.of(Witness.KERNEL), List.of(odd, device("1-1", 1, null)));
        assertThat(Remembered.of(remembered.json())).isEqualTo(remembered);
    }
}
