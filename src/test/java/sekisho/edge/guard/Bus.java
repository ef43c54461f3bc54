package sekisho.edge.guard;

import org.jspecify.annotations.Nullable;

import sekisho.edge.Allowance;
import sekisho.sensor.usb.UsbDevice;
import sekisho.site.DevicePattern;
import sekisho.site.Guarding.Away;
import sekisho.site.Guarding.InUse;
import sekisho.site.MachineId;
import sekisho.site.MediaId;
import sekisho.site.Paperwork.BaselineAdopted;
import sekisho.site.Paperwork.MediaPermitted;
import sekisho.site.PermitId;
import sekisho.site.ZoneId;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Devices and allowances for tests of the guard.
final class Bus {
    static final Instant NOON = Instant.parse("2026-11-21T03:00:00Z");
    static final MachineId DB1 = new MachineId("db1");
    static final ZoneId CAGE = new ZoneId("cage");
    static final String STORAGE = "08:06:50";
    static final String KEYBOARD = "03:01:01";
    static final String CAMERA = "06:01:01";
    static final String VENDOR = "ff:ff:ff";

    static final UsbDevice CONSOLE = device("1-1", 2, "046d", "c31c", null, KEYBOARD);
    static final UsbDevice STICK = device("1-2", 3, "0951", "1666", "S-1", STORAGE);
    static final UsbDevice COMPOSITE =
            device("1-3", 4, "1234", "5678", "媒体-001", STORAGE, KEYBOARD);
    static final UsbDevice HUB = device("1-4", 5, "0409", "55aa", null, "09:00:00");

    private Bus() {}

    static UsbDevice device(
            String port,
            int address,
            String vid,
            String pid,
            @Nullable String serial,
            String... interfaces) {
        return new UsbDevice(1, address, port, vid, pid, serial, List.of(interfaces), false);
    }

    static UsbDevice in(String port, int address, UsbDevice other) {
        return new UsbDevice(
                1,
                address,
                port,
                other.vid(),
                other.pid(),
                other.serial(),
                other.interfaces(),
                false);
    }

    static MediaPermitted permit(UsbDevice device, @Nullable List<String> interfaces) {
        return permit("P-1", device.media(), NOON.minusSeconds(60), NOON, interfaces);
    }

    static MediaPermitted permit(
            String id,
            MediaId media,
            Instant from,
            Instant until,
            @Nullable List<String> interfaces) {
        return new MediaPermitted(
                from, new PermitId(id), media, CAGE, DB1, null, from, until, null, interfaces);
    }

    /// One that has the console's keyboard as the machine's own, and holds for an hour after noon.
    static Allowance allowance(Away away, InUse inUse, MediaPermitted... permits) {
        var own =
                new BaselineAdopted(
                        NOON.minusSeconds(3600),
                        CAGE,
                        DB1,
                        List.of(
                                DevicePattern.of(
                                        CONSOLE.vid(),
                                        CONSOLE.pid(),
                                        null,
                                        CONSOLE.port(),
                                        CONSOLE.interfaces())),
                        "kanri");
        return new Allowance(7, NOON.plus(Duration.ofHours(1)), away, inUse, own, List.of(permits));
    }

    static Allowance closed(MediaPermitted... permits) {
        return allowance(Away.CLOSED, InUse.CUT, permits);
    }

    static Allowance open(MediaPermitted... permits) {
        return allowance(Away.OPEN, InUse.CUT, permits);
    }
}
