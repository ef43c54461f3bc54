package sekisho.sensor.usb;

import org.jspecify.annotations.Nullable;
import org.usb4java.ConfigDescriptor;
import org.usb4java.Context;
import org.usb4java.Device;
import org.usb4java.DeviceDescriptor;
import org.usb4java.HotplugCallbackHandle;
import org.usb4java.Interface;
import org.usb4java.InterfaceDescriptor;
import org.usb4java.LibUsb;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// libusb's hot-plug callback, reduced to what it can tell without opening a device.
///
/// Not safe for several threads: the one that waits is the one on which libusb calls back.
final class LibUsbHotplug implements AutoCloseable {

    /// What libusb said: a device without a serial, which only an opened device could tell.
    record Told(boolean arrived, UsbDevice device) {}

    private final Context context = new Context();
    private final HotplugCallbackHandle callback = new HotplugCallbackHandle();
    private final Deque<Told> told = new ArrayDeque<>();
    private boolean enumerating;

    /// Opens libusb and registers; what is plugged in already has been told when this returns.
    LibUsbHotplug() throws DeviceSource.Unavailable {
        init();
        enumerating = true;
        int result =
                LibUsb.hotplugRegisterCallback(
                        context,
                        LibUsb.HOTPLUG_EVENT_DEVICE_ARRIVED | LibUsb.HOTPLUG_EVENT_DEVICE_LEFT,
                        LibUsb.HOTPLUG_ENUMERATE,
                        LibUsb.HOTPLUG_MATCH_ANY,
                        LibUsb.HOTPLUG_MATCH_ANY,
                        LibUsb.HOTPLUG_MATCH_ANY,
                        (_, device, event, _) -> {
                            told.add(describe(event, device));
                            return 0;
                        },
                        null,
                        callback);
        enumerating = false;
        if (result != LibUsb.SUCCESS) {
            LibUsb.exit(context);
            throw new DeviceSource.Unavailable(
                    "libusb can't report hot-plug on this system: " + LibUsb.errorName(result));
        }
    }

    /// The next thing libusb says; null when it said nothing for so long.
    @Nullable Told next(Duration patience) {
        if (told.isEmpty()) {
            LibUsb.handleEventsTimeout(context, patience.toNanos() / 1000);
        }
        return told.poll();
    }

    @Override
    public void close() {
        LibUsb.hotplugDeregisterCallback(context, callback);
        LibUsb.exit(context);
    }

    private void init() throws DeviceSource.Unavailable {
        int result;
        try {
            result = LibUsb.init(context);
        } catch (RuntimeException | LinkageError e) {
            throw new DeviceSource.Unavailable(
                    "the native part of usb4java can't be loaded ("
                            + e.getMessage()
                            + "): it exists for Linux with glibc, macOS and Windows, and"
                            + " unpacks itself into "
                            + System.getProperty("java.io.tmpdir")
                            + ", which must not be mounted noexec"
                            + " (-Djava.io.tmpdir=DIR names another folder)",
                    e);
        }
        if (result != LibUsb.SUCCESS) {
            throw new DeviceSource.Unavailable(
                    "libusb does not start: " + LibUsb.errorName(result));
        }
    }

    /// Runs inside the callback: all of it comes from libusb's memory.
    private Told describe(int event, Device device) {
        boolean arrived = event == LibUsb.HOTPLUG_EVENT_DEVICE_ARRIVED;
        var descriptor = new DeviceDescriptor();
        LibUsb.getDeviceDescriptor(device, descriptor);
        var interfaces = new UsbDescriptors.Interfaces();
        if (arrived) {
            for (int i = 0; i < (descriptor.bNumConfigurations() & 0xff); i++) {
                gather(device, i, interfaces);
            }
        }
        int bus = LibUsb.getBusNumber(device);
        return new Told(
                arrived,
                new UsbDevice(
                        bus,
                        LibUsb.getDeviceAddress(device),
                        port(bus, device),
                        "%04x".formatted(descriptor.idVendor() & 0xffff),
                        "%04x".formatted(descriptor.idProduct() & 0xffff),
                        null,
                        interfaces.list(),
                        enumerating));
    }

    private static void gather(Device device, int index, UsbDescriptors.Interfaces out) {
        var configuration = new ConfigDescriptor();
        if (LibUsb.getConfigDescriptor(device, (byte) index, configuration) != LibUsb.SUCCESS) {
            return;
        }
        try {
            for (Interface one : configuration.iface()) {
                for (InterfaceDescriptor setting : one.altsetting()) {
                    out.add(
                            setting.bInterfaceNumber() & 0xff,
                            setting.bInterfaceClass() & 0xff,
                            setting.bInterfaceSubClass() & 0xff,
                            setting.bInterfaceProtocol() & 0xff);
                }
            }
        } finally {
            LibUsb.freeConfigDescriptor(configuration);
        }
    }

    /// The kernel's name of the port, from the chain of ports; a root hub has none.
    private static String port(int bus, Device device) {
        // A chain has at most seven ports (USB 2.0, 4.1.1).
        var ports = ByteBuffer.allocateDirect(8);
        int count = LibUsb.getPortNumbers(device, ports);
        if (count <= 0) {
            return "usb" + bus;
        }
        var name = new StringBuilder().append(bus).append('-').append(ports.get(0) & 0xff);
        for (int i = 1; i < count; i++) {
            name.append('.').append(ports.get(i) & 0xff);
        }
        return name.toString();
    }
}
