package sekisho.sensor.usb;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Watches the USB buses of this machine.
///
/// libusb says that something came or went, sysfs says what it is. One platform thread of its own
/// waits in libusb (native waiting would pin a virtual thread), and everything slow happens on it
/// after the callback has returned; libusb keeps what comes meanwhile.
public final class UsbWatch implements DeviceSource {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    /// A place on a bus. A removal carries nothing else.
    private record Place(int bus, int address) {}

    private final SysfsDevices sysfs;
    private final Map<Place, UsbDevice> present = new HashMap<>();
    private volatile boolean stopping;
    private @Nullable Thread thread;

    public UsbWatch() {
        this(SysfsDevices.LINUX);
    }

    UsbWatch(Path sysfs) {
        this.sysfs = new SysfsDevices(sysfs);
    }

    @Override
    public void start(Consumer<UsbEvent> listener) throws Unavailable {
        var hotplug = new LibUsbHotplug();
        thread = Thread.ofPlatform().name("usb-watch").start(() -> watch(hotplug, listener));
    }

    @Override
    public void stop() {
        stopping = true;
        if (thread != null) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void watch(LibUsbHotplug hotplug, Consumer<UsbEvent> listener) {
        try (hotplug) {
            while (!stopping) {
                LibUsbHotplug.Told told = hotplug.next(PATIENCE);
                if (told != null) {
                    hear(told, listener);
                }
            }
        }
    }

    void hear(LibUsbHotplug.Told told, Consumer<UsbEvent> listener) {
        var place = new Place(told.device().bus(), told.device().address());
        if (told.arrived()) {
            UsbDevice device = identified(told.device());
            UsbDevice before = present.put(place, device);
            if (device.equals(before)) {
                return; // libusb may tell twice what is plugged in while it registers
            }
            if (before != null) {
                listener.accept(new UsbEvent.Left(before));
            }
            listener.accept(new UsbEvent.Arrived(device));
        } else {
            UsbDevice device = present.remove(place);
            listener.accept(new UsbEvent.Left(device == null ? told.device() : device));
        }
    }

    /// What sysfs knows of it, if it is still the same device that sits in the port.
    private UsbDevice identified(UsbDevice told) {
        UsbDevice known = sysfs.read(told.port());
        if (known == null || known.bus() != told.bus() || known.address() != told.address()) {
            return told;
        }
        return new UsbDevice(
                known.bus(),
                known.address(),
                known.port(),
                known.vid(),
                known.pid(),
                known.serial(),
                known.interfaces(),
                told.preexisting());
    }
}
