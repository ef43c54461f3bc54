/// A machine of its own for USB: QEMU boots Debian's kernel with udevd, a small JRE and the
/// product's jar, and plugs devices into it. `src/test/rig/usb` holds what is built into it.
@NullMarked
package sekisho.rig.usb;

import org.jspecify.annotations.NullMarked;
