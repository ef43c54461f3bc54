package sekisho.sensor.usb;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The few calls of Linux's C library that Java has no word for: netlink sockets, and files that
/// don't block. Structures as on every 64-bit Linux.
final class Libc {
    /// The call would have had to wait.
    static final int EAGAIN = 11;

    /// The kernel had more to say than the socket could hold, or overwrote what was not read.
    static final int ENOBUFS = 105;

    static final int EPIPE = 32;
    static final int EINTR = 4;

    private static final int AF_NETLINK = 16;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final int NETLINK_KOBJECT_UEVENT = 15;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUF = 8;
    private static final int SO_RCVTIMEO = 20;
    private static final int O_RDONLY_NONBLOCK_CLOEXEC = 0x800 | 0x80000;
    private static final int SOCKADDR_NL = 12;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO_OF =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SOCKET = call("socket", JAVA_INT, 3);
    private static final MethodHandle BIND =
            call("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle SETSOCKOPT =
            call(
                    "setsockopt",
                    FunctionDescriptor.of(
                            JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle GETSOCKNAME =
            call("getsockname", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle RECVFROM =
            call(
                    "recvfrom",
                    FunctionDescriptor.of(
                            JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle OPEN =
            call("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle READ =
            call("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle CLOSE = call("close", JAVA_INT, 1);

    /// A call that failed.
    static final class Failed extends IOException {
        private static final long serialVersionUID = 1;
        private final int errno;

        Failed(String call, int errno) {
            super(call + " failed with errno " + errno);
            this.errno = errno;
        }

        int errno() {
            return errno;
        }
    }

    private Libc() {}

    /// A socket that hears the kernel's messages about devices (group 1).
    ///
    /// @param waitMillis how long [#receive] waits at most
    /// @param buffer bytes that the kernel may keep for us; it doubles them and has a limit
    static int ueventSocket(int waitMillis, int buffer) throws Failed {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int socket =
                    (int)
                            SOCKET.invokeExact(
                                    state, AF_NETLINK, SOCK_DGRAM_CLOEXEC, NETLINK_KOBJECT_UEVENT);
            checked("socket", socket, state);
            try {
                MemorySegment size = arena.allocateFrom(JAVA_INT, buffer);
                option(socket, SO_RCVBUF, size, state);
                MemorySegment wait = arena.allocate(JAVA_LONG, 2);
                wait.setAtIndex(JAVA_LONG, 0, waitMillis / 1000);
                wait.setAtIndex(JAVA_LONG, 1, waitMillis % 1000 * 1000L);
                option(socket, SO_RCVTIMEO, wait, state);
                MemorySegment address = arena.allocate(SOCKADDR_NL);
                address.set(JAVA_SHORT, 0, (short) AF_NETLINK);
                address.set(JAVA_INT, 8, 1);
                checked("bind", (int) BIND.invokeExact(state, socket, address, SOCKADDR_NL), state);
                return socket;
            } catch (Failed e) {
                close(socket);
                throw e;
            }
        } catch (Failed e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /// The number under which a netlink socket is listed.
    static int portId(int socket) throws Failed {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment address = arena.allocate(SOCKADDR_NL);
            MemorySegment length = arena.allocateFrom(JAVA_INT, SOCKADDR_NL);
            int result = (int) GETSOCKNAME.invokeExact(state, socket, address, length);
            checked("getsockname", result, state);
            return address.get(JAVA_INT, 4);
        } catch (Failed e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /// Receives one message of the kernel itself.
    ///
    /// @return its length; -1 when it came from anybody else
    static int receive(int socket, byte[] into) throws Failed {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment buffer = arena.allocate(into.length);
            MemorySegment address = arena.allocate(SOCKADDR_NL);
            MemorySegment length = arena.allocateFrom(JAVA_INT, SOCKADDR_NL);
            long count =
                    (long)
                            RECVFROM.invokeExact(
                                    state, socket, buffer, (long) into.length, 0, address, length);
            checked("recvfrom", count, state);
            MemorySegment.ofArray(into).copyFrom(buffer.asSlice(0, count));
            return address.get(JAVA_INT, 4) == 0 ? (int) count : -1;
        } catch (Failed e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /// Opens a file for reading without ever waiting for more of it.
    static int open(String path) throws Failed {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int file =
                    (int)
                            OPEN.invokeExact(
                                    state, arena.allocateFrom(path), O_RDONLY_NONBLOCK_CLOEXEC);
            checked("open " + path, file, state);
            return file;
        } catch (Failed e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /// Reads once; the number of bytes.
    static int read(int file, byte[] into) throws Failed {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment buffer = arena.allocate(into.length);
            long count = (long) READ.invokeExact(state, file, buffer, (long) into.length);
            checked("read", count, state);
            MemorySegment.ofArray(into).copyFrom(buffer.asSlice(0, count));
            return (int) count;
        } catch (Failed e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    static void close(int file) {
        try (Arena arena = Arena.ofConfined()) {
            int ignored = (int) CLOSE.invokeExact(arena.allocate(STATE), file);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static void option(int socket, int name, MemorySegment value, MemorySegment state)
            throws Throwable {
        int result =
                (int)
                        SETSOCKOPT.invokeExact(
                                state, socket, SOL_SOCKET, name, value, (int) value.byteSize());
        checked("setsockopt", result, state);
    }

    private static void checked(String call, long result, MemorySegment state) throws Failed {
        if (result < 0) {
            throw new Failed(call, (int) ERRNO_OF.get(state, 0L));
        }
    }

    private static MethodHandle call(String name, MemoryLayout result, int ints) {
        var arguments = new MemoryLayout[ints];
        java.util.Arrays.fill(arguments, JAVA_INT);
        return call(name, FunctionDescriptor.of(result, arguments));
    }

    private static MethodHandle call(String name, FunctionDescriptor shape) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), shape, ERRNO);
    }
}
