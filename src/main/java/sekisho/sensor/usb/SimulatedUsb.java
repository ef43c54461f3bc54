package sekisho.sensor.usb;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A bus without hardware: whoever holds it plugs and pulls. For the demo and for tests.
///
/// Any thread may call it; the listener is called by the thread that plugs.
public final class SimulatedUsb implements DeviceSource {
    private final Map<String, UsbDevice> plugged = new LinkedHashMap<>();
    private @Nullable Consumer<UsbEvent> listener;
    private int lastAddress;

    /// Plugs a device into a port of bus 1, such as `2` or `2.4`; what was in it is pulled first.
    ///
    /// @param interfaces see [UsbDevice]
    /// @return the device as it is reported
    public synchronized UsbDevice plug(
            String port, String vid, String pid, @Nullable String serial, List<String> interfaces) {
        pull(port);
        lastAddress = lastAddress % 127 + 1;
        var device =
                new UsbDevice(1, lastAddress, "1-" + port, vid, pid, serial, interfaces, false);
        plugged.put(port, device);
        tell(new UsbEvent.Arrived(device));
        return device;
    }

    /// Pulls what is in a port; nothing happens when it is empty.
    public synchronized void pull(String port) {
        UsbDevice device = plugged.remove(port);
        if (device != null) {
            tell(new UsbEvent.Left(device));
        }
    }

    @Override
    public synchronized void start(Consumer<UsbEvent> listener) {
        this.listener = listener;
        for (UsbDevice d : new ArrayList<>(plugged.values())) {
            tell(new UsbEvent.Arrived(d.asPreexisting()));
        }
    }

    @Override
    public synchronized void stop() {
        listener = null;
    }

    private void tell(UsbEvent event) {
        if (listener != null) {
            listener.accept(event);
        }
    }
}
