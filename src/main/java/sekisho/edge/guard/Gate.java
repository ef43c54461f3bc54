package sekisho.edge.guard;

import org.jspecify.annotations.Nullable;

import sekisho.edge.Allowance;
import sekisho.sensor.usb.UsbDevice;
import sekisho.site.Guarding.InUse;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is plugged into a machine, and what was ruled on it. Pure: sees devices, an allowance and
/// the time, and says what is to be done.
final class Gate {
    /// A device in its port, and the ruling on it.
    record Held(UsbDevice device, Ruling ruling) {}

    private final boolean divides;

    /// By port.
    private final Map<String, Held> held = new TreeMap<>();

    /// @param divides whether single interfaces of a device can be let in
    /// @param before what was ruled before a restart
    Gate(boolean divides, List<Held> before) {
        this.divides = divides;
        before.forEach(one -> held.put(one.device().port(), one));
    }

    /// Looks at what is there now.
    ///
    /// @param present every device, hubs included
    /// @param now by the station's clock
    /// @return what is ruled newly or otherwise than before, in the order of arrival in a port: who
    ///   came first is no twin
    List<Held> look(
            List<UsbDevice> present, @Nullable Allowance allowance, boolean released, Instant now) {
        held.values().removeIf(one -> present.stream().noneMatch(two -> isSame(one.device(), two)));
        var changed = new ArrayList<Held>();
        for (UsbDevice device : inOrder(present)) {
            Held before = held.get(device.port());
            Ruling ruling = Ruling.of(device, allowance, hasTwin(device), released, now);
            if (!divides) {
                ruling = ruling.undivided(device);
            }
            if (before != null
                    && allowance != null
                    && allowance.inUse() == InUse.KEEP
                    && ruling.takesFrom(before.ruling())) {
                continue;
            }
            if (before == null || !before.ruling().equals(ruling)) {
                var one = new Held(device, ruling);
                held.put(device.port(), one);
                changed.add(one);
            }
        }
        return changed;
    }

    /// Lets the device in a port be ruled on anew.
    void forget(String port) {
        held.remove(port);
    }

    /// What is there, and what was ruled on it.
    List<Held> held() {
        return List.copyOf(held.values());
    }

    /// What was known is ruled first: it was there before.
    private List<UsbDevice> inOrder(List<UsbDevice> present) {
        var order = new ArrayList<UsbDevice>();
        for (boolean known : new boolean[] {true, false}) {
            for (UsbDevice device : present) {
                if (held.containsKey(device.port()) == known) {
                    order.add(device);
                }
            }
        }
        return order;
    }

    private boolean hasTwin(UsbDevice device) {
        return held.values().stream()
                .anyMatch(one ->
                        !one.device().port().equals(device.port())
                                && one.device().media().equals(device.media())
                                && one.ruling().permit() != null
                                && !one.ruling().isNothing());
    }

    private static boolean isSame(UsbDevice one, UsbDevice other) {
        return one.bus() == other.bus()
                && one.address() == other.address()
                && one.port().equals(other.port())
                && one.vid().equals(other.vid())
                && one.pid().equals(other.pid())
                && java.util.Objects.equals(one.serial(), other.serial())
                && one.interfaces().equals(other.interfaces());
    }
}
