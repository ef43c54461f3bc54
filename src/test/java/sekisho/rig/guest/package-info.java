/// Booted kernels in QEMU: how their images are built and how to talk to them.
@NullMarked
package sekisho.rig.guest;

import org.jspecify.annotations.NullMarked;
