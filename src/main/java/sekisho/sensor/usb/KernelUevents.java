package sekisho.sensor.usb;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// The kernel's messages about devices, heard without udevd and without root.
///
/// Trusted: only what the kernel itself sent is taken. Whoever can make the kernel send it, such as
/// root by writing into sysfs, is the machine's owner.
final class KernelUevents implements AutoCloseable {
    private static final int WAIT_MILLIS = 500;
    private static final int BUFFER = 1 << 20;

    /// A message has at most 2048 bytes of values and a path (lib/kobject_uevent.c).
    private static final int MESSAGE_MAX = 8192;

    /// The kernel had to drop messages: this process did not read for too long.
    static final class Dropped extends IOException {
        private static final long serialVersionUID = 1;

        Dropped() {
            super("the kernel dropped messages");
        }
    }

    private final int socket;
    private final byte[] buffer = new byte[MESSAGE_MAX];

    /// Begins to listen: whatever happens from here on is kept until [#next] asks for it.
    KernelUevents() throws IOException {
        socket = Libc.ueventSocket(WAIT_MILLIS, BUFFER);
    }

    /// The next message; null when there was none for half a second, or when what came is no
    /// message of the kernel.
    ///
    /// @throws Dropped when some are lost; later ones can still be read
    @Nullable Uevent next() throws IOException {
        try {
            int length = Libc.receive(socket, buffer);
            return length <= 0 ? null : Uevent.read(buffer, length);
        } catch (Libc.Failed e) {
            return switch (e.errno()) {
                case Libc.EAGAIN, Libc.EINTR -> null;
                case Libc.ENOBUFS -> throw new Dropped();
                default -> throw e;
            };
        }
    }

    /// The number under which `/proc/net/netlink` lists it.
    int portId() throws IOException {
        return Libc.portId(socket);
    }

    @Override
    public void close() {
        Libc.close(socket);
    }
}
