package sekisho.sensor.osdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import sekisho.sensor.line.LineAddress;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.ReaderId;
import sekisho.site.ZoneId;

import java.time.Duration;
import java.util.List;

class OsdpConfigTest {

    @Test
    void aReaderHasNoInputsAndEightSecondsUnlessSaidOtherwise() {
        OsdpReaderConfig reader = reader(5);
        assertThat(reader.contactInput()).isNull();
        assertThat(reader.exitInput()).isNull();
        assertThat(reader.offlineAfter()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void refusesAddressesThatNoReaderHas() {
        for (int address : new int[] {-1, 127, 128}) {
            assertThatIllegalArgumentException().isThrownBy(() -> reader(address));
        }
    }

    @Test
    void refusesTwoReadersAtOneAddress() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new OsdpLineConfig(
                                "line",
                                new LineAddress.Tcp("127.0.0.1", 7000),
                                List.of(reader(5), reader(5))))
                .withMessageContaining("address 5");
    }

    @Test
    void refusesAContactAndAnExitButtonOnOneInput() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new OsdpReaderConfig(
                                new ReaderId("r"),
                                5,
                                new DoorId("d"),
                                new ZoneId("z"),
                                Direction.IN,
                                1,
                                true,
                                1,
                                OsdpReaderConfig.OFFLINE_AFTER));
    }

    @Test
    void refusesSpeedsThatOsdpDoesNotHave() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new OsdpLineConfig(
                                "line",
                                new LineAddress.Serial("/dev/ttyUSB0", 4800),
                                List.of(reader(5))))
                .withMessageContaining("4800");
        assertThat(new LineAddress.Serial("/dev/ttyUSB0", 9600).travel(96))
                .isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void refusesPortsThatAreNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LineAddress.Tcp("host", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new LineAddress.Tcp("", 4001));
    }

    private static OsdpReaderConfig reader(int address) {
        return OsdpReaderConfig.of(
                new ReaderId("reader-" + address),
                address,
                new DoorId("door"),
                new ZoneId("zone"),
                Direction.IN);
    }
}
