package sekisho.sensor.usb;

import java.io.IOException;

/// Tells that something was plugged or pulled, or that a bus came: not what, which the kernel's
/// list of devices says better.
public final class UsbChanges implements AutoCloseable {
    private final KernelUevents messages;

    /// Begins to listen.
    public UsbChanges() throws IOException {
        messages = new KernelUevents();
    }

    /// Waits for about half a second.
    ///
    /// @return whether something may have changed
    public boolean await() throws IOException {
        try {
            Uevent message = messages.next();
            return message != null && message.isDevice();
        } catch (KernelUevents.Dropped e) {
            return true;
        }
    }

    @Override
    public void close() {
        messages.close();
    }
}
