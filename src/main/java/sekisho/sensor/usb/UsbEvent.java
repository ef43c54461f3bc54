package sekisho.sensor.usb;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// What happened on the buses of this machine, and whether it can be noticed.
public sealed interface UsbEvent {

    /// A device was plugged in, or was there when we began to look.
    ///
    /// @param at when, where the kernel's log tells it afterwards; absent: just now
    /// @param unattended it came while nobody looked
    record Arrived(UsbDevice device, @Nullable Instant at, boolean unattended) implements UsbEvent {
        public Arrived(UsbDevice device) {
            this(device, null, false);
        }
    }

    /// A device was pulled. It says no more who it is: this is what it said when it arrived.
    ///
    /// @param at when, where the kernel's log tells it afterwards; absent: just now, or, if nobody
    ///   looked, at some time before
    /// @param unattended it went while nobody looked
    record Left(UsbDevice device, @Nullable Instant at, boolean unattended) implements UsbEvent {
        public Left(UsbDevice device) {
            this(device, null, false);
        }
    }

    /// A disc or a card was put into a drive that is plugged in.
    ///
    /// @param slot the kernel's name of the drive's slot, such as `sr0` or `sdb`
    record Loaded(UsbDevice drive, String slot) implements UsbEvent {}

    /// A disc or a card was taken out of a drive.
    record Unloaded(UsbDevice drive, String slot) implements UsbEvent {}

    /// USBGuard, which runs on this machine, let a device in or kept it out.
    ///
    /// @param reason what it did, in words
    record Ruled(UsbDevice device, Instant at, boolean admitted, String reason)
            implements UsbEvent {}

    /// A witness missed what another saw, or can't see anything.
    record Deaf(Witness witness, String reason) implements UsbEvent {}

    /// A witness that was deaf sees again.
    record Hears(Witness witness) implements UsbEvent {}
}
