package sekisho.sensor.usb;

/// What happened on the buses of this machine.
public sealed interface UsbEvent {

    /// A device was plugged in, or was there when we began to look.
    record Arrived(UsbDevice device) implements UsbEvent {}

    /// A device was pulled. It says no more who it is: this is what it said when it arrived.
    record Left(UsbDevice device) implements UsbEvent {}
}
