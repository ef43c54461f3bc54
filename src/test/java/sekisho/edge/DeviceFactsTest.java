package sekisho.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import sekisho.sensor.usb.UsbDevice;
import sekisho.sensor.usb.UsbEvent;
import sekisho.sensor.usb.Witness;
import sekisho.site.MachineId;
import sekisho.site.Observation.MediaInserted;
import sekisho.site.Observation.MediaRemoved;
import sekisho.site.Observation.SourceDeaf;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

class DeviceFactsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final UsbDevice DRIVE =
            new UsbDevice(1, 5, "1-2", "0951", "1666", "A", List.of("08:06:50"), false, "hotplug");

    private final DeviceFacts facts =
            new DeviceFacts(new SourceId("agent-db1"), new MachineId("db1"), new ZoneId("cage"));

    private <F> F told(Class<F> kind, UsbEvent event, Instant now) {
        return kind.cast(Objects.requireNonNull(facts.of(event, now)));
    }

    @Test
    void whatTheLogTellsAfterwardsKeepsItsOwnTime() {
        Instant then = NOW.minusSeconds(100).plusNanos(1_234_567);
        var fact = told(MediaInserted.class, new UsbEvent.Arrived(DRIVE, then, true), NOW);
        assertThat(fact.at()).isEqualTo(NOW.minusSeconds(100).plusMillis(1));
        assertThat(fact.unattended()).isTrue();
        assertThat(fact.connect()).isEqualTo("hotplug");
        var gone = told(MediaRemoved.class, new UsbEvent.Left(DRIVE, null, true), NOW);
        assertThat(gone.at()).isEqualTo(NOW);
        assertThat(gone.unattended()).isTrue();
    }

    @Test
    void aHubIsNoMedium() {
        var hub = new UsbDevice(1, 6, "1-6", "0409", "55aa", null, List.of("09:00:00"), false);
        assertThat(facts.of(new UsbEvent.Arrived(hub), NOW)).isNull();
        assertThat(facts.of(new UsbEvent.Left(hub), NOW)).isNull();
    }

    @Test
    void aDiscStandsUnderItsDriveInAPortOfItsOwn() {
        var loaded = told(MediaInserted.class, new UsbEvent.Loaded(DRIVE, "sr0"), NOW);
        assertThat(loaded.media().value()).isEqualTo("0951:1666:A/medium");
        assertThat(loaded.port()).isEqualTo("1-2/sr0");
        var unloaded = told(MediaRemoved.class, new UsbEvent.Unloaded(DRIVE, "sr0"), NOW);
        assertThat(unloaded.media()).isEqualTo(loaded.media());
        assertThat(unloaded.port()).isEqualTo(loaded.port());
    }

    @Test
    void deafnessIsTheAgentsOwn() {
        assertThat(facts.of(new UsbEvent.Deaf(Witness.LIBUSB, "why"), NOW))
                .isEqualTo(
                        new SourceDeaf(
                                NOW,
                                new SourceId("agent-db1"),
                                new ZoneId("cage"),
                                "libusb",
                                "why"));
    }
}
