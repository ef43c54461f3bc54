package sekisho.sensor.usb;

import java.util.Locale;

/// Who notices what is plugged in. Each can be deaf without knowing it; together they notice that.
public enum Witness {
    /// libusb's callback, which hears what udevd passes on.
    LIBUSB,
    /// The kernel's own messages.
    KERNEL,
    /// The kernel's list of devices, read every few seconds: it misses what was there between two
    /// readings and is nobody's fault for that.
    SYSFS;

    /// Its word in facts.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
