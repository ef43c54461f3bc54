/// What is plugged into this machine.
///
/// Kernel and libusb come in, [sekisho.sensor.usb.UsbEvent]s leave: a device arrived or left, a
/// disc was put into a drive, a witness is deaf. Called by the agent (`edge`), which makes facts of
/// them, and by the demo, which feeds a [sekisho.sensor.usb.SimulatedUsb].
///
/// - [sekisho.sensor.usb.DeviceSource] is the one mouth of the package.
/// - [sekisho.sensor.usb.UsbWatch] watches the real buses. No device is ever opened, so no root is
///   needed: identity comes from descriptors that the kernel has already read.
/// - Pure: [sekisho.sensor.usb.Witnesses] makes one truth of what libusb, the kernel's messages and
///   its list say, and knows who is deaf; [sekisho.sensor.usb.Absence] says what happened while
///   nobody looked; [sekisho.sensor.usb.UsbDescriptors], [sekisho.sensor.usb.Uevent] and
///   [sekisho.sensor.usb.KernelLog] read what the kernel writes.
/// - [sekisho.sensor.usb.UsbSwitches] throws the kernel's switches, for the guard (`edge.guard`),
///   which [sekisho.sensor.usb.UsbChanges] wakes.
/// - USBGuard, where it runs: [sekisho.sensor.usb.UsbGuardRules] reads its rules,
///   [sekisho.sensor.usb.UsbGuardLog] what it decides.
/// - Native: [sekisho.sensor.usb.LibUsbHotplug], and [sekisho.sensor.usb.Libc] for the netlink
///   socket ([sekisho.sensor.usb.KernelUevents]) and the kernel's log.
@NullMarked
package sekisho.sensor.usb;

import org.jspecify.annotations.NullMarked;
