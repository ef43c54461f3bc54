package sekisho.sensor.usb;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/// What happened while nobody looked: what was plugged in then, what is now, and what the kernel's
/// log tells of the time between. Pure.
///
/// @param before what was remembered; null when nobody ever looked
/// @param boot of the kernel now
/// @param stays of which the log tells since
/// @param timeOf the time of day of so many microseconds since the boot
record Absence(
        @Nullable Remembered before,
        String boot,
        List<KernelLog.Stay> stays,
        LongFunction<Instant> timeOf) {

    /// What is to be told: first what is gone, then what came and went, then what is there.
    List<UsbEvent> events(List<UsbDevice> present) {
        var events = new ArrayList<UsbEvent>();
        if (before != null) {
            for (UsbDevice device : before.devices()) {
                if (present.stream().noneMatch(one -> isStill(device, one))) {
                    events.add(new UsbEvent.Left(device, wentAt(device), true));
                }
            }
            for (KernelLog.Stay stay : stays) {
                if (stay.cameMicros() != null && stay.wentMicros() != null) {
                    UsbDevice device = stay.device();
                    events.add(new UsbEvent.Arrived(device, timeOf.apply(stay.cameMicros()), true));
                    events.add(new UsbEvent.Left(device, timeOf.apply(stay.wentMicros()), true));
                }
            }
        }
        for (UsbDevice device : present) {
            boolean known =
                    before == null
                            || before.devices().stream().anyMatch(one -> isStill(one, device));
            events.add(
                    new UsbEvent.Arrived(
                            device.asPreexisting(), known ? null : cameAt(device), !known));
        }
        return events;
    }

    /// Whether a device that was there is still the one that is. In one boot of the kernel its
    /// number changes whenever it is plugged; in another boot every number does.
    private boolean isStill(UsbDevice then, UsbDevice now) {
        boolean sameBoot = before != null && before.boot().equals(boot);
        return then.port().equals(now.port())
                && then.vid().equals(now.vid())
                && then.pid().equals(now.pid())
                && java.util.Objects.equals(then.serial(), now.serial())
                && then.interfaces().equals(now.interfaces())
                && (!sameBoot || (then.bus() == now.bus() && then.address() == now.address()));
    }

    private @Nullable Instant wentAt(UsbDevice device) {
        for (KernelLog.Stay stay : stays) {
            if (stay.cameMicros() == null && stay.wentMicros() != null && isOf(stay, device)) {
                return timeOf.apply(stay.wentMicros());
            }
        }
        return null;
    }

    private @Nullable Instant cameAt(UsbDevice device) {
        for (KernelLog.Stay stay : stays) {
            if (stay.cameMicros() != null && stay.wentMicros() == null && isOf(stay, device)) {
                return timeOf.apply(stay.cameMicros());
            }
        }
        return null;
    }

    private static boolean isOf(KernelLog.Stay stay, UsbDevice device) {
        return stay.device().port().equals(device.port())
                && stay.device().address() == device.address();
    }
}
