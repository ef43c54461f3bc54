/// What is plugged into this machine.
///
/// Kernel and libusb come in, [sekisho.sensor.usb.UsbEvent]s leave: a device arrived, a device
/// left. Called by the agent (`edge`), which makes facts of them, and by the demo, which feeds a
/// [sekisho.sensor.usb.SimulatedUsb].
///
/// - [sekisho.sensor.usb.DeviceSource] is the one mouth of the package.
/// - [sekisho.sensor.usb.UsbWatch] watches the real buses. No device is ever opened, so no root is
///   needed: identity comes from descriptors that the kernel has already read.
/// - [sekisho.sensor.usb.UsbDescriptors] reads these descriptors; it is pure.
@NullMarked
package sekisho.sensor.usb;

import org.jspecify.annotations.NullMarked;
