package sekisho.sensor.usb;

import java.util.function.Consumer;

/// Tells what is plugged in and pulled.
public interface DeviceSource {

    /// This machine can't be watched. The message says why, and what would help.
    final class Unavailable extends Exception {
        private static final long serialVersionUID = 1;

        public Unavailable(String reason) {
            super(reason);
        }

        public Unavailable(String reason, Throwable cause) {
            super(reason, cause);
        }
    }

    /// Begins to tell: first every device that is there, marked `preexisting`, then what comes and
    /// goes. The listener is called by one thread at a time and may take its time.
    ///
    /// @throws Unavailable when it can't
    void start(Consumer<UsbEvent> listener) throws Unavailable;

    /// Ends it; the listener is not called any more when this has returned. Once is enough.
    void stop();
}
