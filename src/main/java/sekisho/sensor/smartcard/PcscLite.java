package sekisho.sensor.smartcard;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import sekisho.site.Bytes;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The PC/SC service of this machine: pcscd, by libpcsclite.so.1. Structures as on 64-bit Linux,
/// where a DWORD has 8 bytes.
///
/// `javax.smartcardio` of the JDK stays deaf when pcscd was started anew; these calls do not.
final class PcscLite implements Pcsc {
    private static final String LIBRARY = "libpcsclite.so.1";
    private static final long SCOPE_SYSTEM = 2;
    private static final long SHARE_SHARED = 2;
    private static final long SHARE_DIRECT = 3;
    private static final long PROTOCOL_T0_OR_T1 = 3;
    private static final long LEAVE_CARD = 0;
    private static final long ATTRIBUTE_FIRMWARE = 0x10102;
    private static final long ATTRIBUTE_SERIAL = 0x10103;

    /// An answer of 256 bytes and two of status; the library wants room for what it calls the
    /// longest.
    private static final int ANSWER_MAX = 264;

    private static final int ATTRIBUTE_MAX = 264;
    private static final int NAMES_MAX = 1 << 16;

    /// SCARD_READERSTATE.
    private static final class StateLayout {
        static final long NAME = 0;
        static final long KNOWN = 16;
        static final long NOW = 24;
        static final long ATR_LENGTH = 32;
        static final long ATR = 40;
        static final int ATR_MAX = 33;
        static final long SIZE = 80;
    }

    private final MethodHandle establishContext;
    private final MethodHandle releaseContext;
    private final MethodHandle listReaders;
    private final MethodHandle getStatusChange;
    private final MethodHandle cancel;
    private final MethodHandle connect;
    private final MethodHandle disconnect;
    private final MethodHandle transmit;
    private final MethodHandle getAttrib;
    private final MemorySegment pciT0;
    private final MemorySegment pciT1;

    private PcscLite(SymbolLookup library) {
        Linker linker = Linker.nativeLinker();
        var calls =
                new Object() {
                    MethodHandle of(String name, MemoryLayout... arguments) {
                        return linker.downcallHandle(
                                library.findOrThrow(name),
                                FunctionDescriptor.of(JAVA_LONG, arguments));
                    }
                };
        establishContext = calls.of("SCardEstablishContext", JAVA_LONG, ADDRESS, ADDRESS, ADDRESS);
        releaseContext = calls.of("SCardReleaseContext", JAVA_LONG);
        listReaders = calls.of("SCardListReaders", JAVA_LONG, ADDRESS, ADDRESS, ADDRESS);
        getStatusChange =
                calls.of("SCardGetStatusChange", JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG);
        cancel = calls.of("SCardCancel", JAVA_LONG);
        connect =
                calls.of(
                        "SCardConnect", JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS);
        disconnect = calls.of("SCardDisconnect", JAVA_LONG, JAVA_LONG);
        transmit =
                calls.of(
                        "SCardTransmit",
                        JAVA_LONG,
                        ADDRESS,
                        ADDRESS,
                        JAVA_LONG,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS);
        getAttrib = calls.of("SCardGetAttrib", JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS);
        pciT0 = library.findOrThrow("g_rgSCardT0Pci");
        pciT1 = library.findOrThrow("g_rgSCardT1Pci");
    }

    /// The service of this machine; where the library is not installed, it is looked for whenever
    /// the service is opened.
    static Pcsc ofThisMachine() {
        return () -> load().open();
    }

    private static PcscLite load() throws Failed {
        try {
            return new PcscLite(SymbolLookup.libraryLookup(LIBRARY, Arena.global()));
        } catch (IllegalArgumentException _) {
            throw new Failed(new PcscError(PcscError.NO_LIBRARY));
        }
    }

    @Override
    public Context open() throws Failed {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment context = arena.allocate(JAVA_LONG);
            check(
                    (long)
                            establishContext.invokeExact(
                                    SCOPE_SYSTEM, MemorySegment.NULL, MemorySegment.NULL, context));
            return new Connected(context.get(JAVA_LONG, 0));
        } catch (Failed e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static void check(long code) throws Failed {
        if (code != 0) {
            throw new Failed(new PcscError((int) code));
        }
    }

    private final class Connected implements Context {
        private final long context;

        /// Names as the service writes them, which may be in any characters.
        private final Map<String, byte[]> names = new HashMap<>();

        Connected(long context) {
            this.context = context;
            names.put(Slot.NOTIFICATION, Slot.NOTIFICATION.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public List<String> readers() throws Failed {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment buffer = arena.allocate(NAMES_MAX);
                MemorySegment length = arena.allocateFrom(JAVA_LONG, NAMES_MAX);
                long code =
                        (long) listReaders.invokeExact(context, MemorySegment.NULL, buffer, length);
                if ((int) code == PcscError.NO_READERS) {
                    return List.of();
                }
                check(code);
                return split(buffer.asSlice(0, length.get(JAVA_LONG, 0)).toArray(JAVA_BYTE));
            } catch (Failed e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        /// Each name ends with a zero, and so does the list.
        private List<String> split(byte[] list) {
            List<String> found = new ArrayList<>();
            int from = 0;
            for (int i = 0; i < list.length; i++) {
                if (list[i] == 0) {
                    if (i > from) {
                        byte[] written = Bytes.of(list, from, i).toArray();
                        String name = text(written);
                        names.put(name, written);
                        found.add(name);
                    }
                    from = i + 1;
                }
            }
            return found;
        }

        @Override
        public List<Slot> await(List<Slot> known, Duration atMost) throws Failed {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment states =
                        arena.allocate(StateLayout.SIZE * Math.max(known.size(), 1), 8);
                for (int i = 0; i < known.size(); i++) {
                    MemorySegment one = states.asSlice(i * StateLayout.SIZE, StateLayout.SIZE);
                    one.set(ADDRESS, StateLayout.NAME, name(known.get(i).reader(), arena));
                    one.set(JAVA_LONG, StateLayout.KNOWN, known.get(i).state());
                }
                long code =
                        (long)
                                getStatusChange.invokeExact(
                                        context, atMost.toMillis(), states, (long) known.size());
                if ((int) code == PcscError.TIMEOUT || (int) code == PcscError.CANCELLED) {
                    return List.of();
                }
                check(code);
                return changed(known, states);
            } catch (Failed e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        private List<Slot> changed(List<Slot> known, MemorySegment states) {
            List<Slot> changed = new ArrayList<>();
            for (int i = 0; i < known.size(); i++) {
                MemorySegment one = states.asSlice(i * StateLayout.SIZE, StateLayout.SIZE);
                long length = one.get(JAVA_LONG, StateLayout.ATR_LENGTH);
                byte[] atr =
                        one.asSlice(StateLayout.ATR, Math.clamp(length, 0, StateLayout.ATR_MAX))
                                .toArray(JAVA_BYTE);
                var slot =
                        new Slot(
                                known.get(i).reader(),
                                one.get(JAVA_LONG, StateLayout.NOW),
                                Bytes.of(atr));
                if (slot.is(Slot.CHANGED)) {
                    changed.add(slot);
                }
            }
            return changed;
        }

        @Override
        public Bytes ask(String reader, Bytes command) throws Failed {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment protocol = arena.allocate(JAVA_LONG);
                long card = connect(reader, SHARE_SHARED, PROTOCOL_T0_OR_T1, protocol, arena);
                try {
                    MemorySegment pci = protocol.get(JAVA_LONG, 0) == 1 ? pciT0 : pciT1;
                    MemorySegment sent = arena.allocateFrom(JAVA_BYTE, command.toArray());
                    MemorySegment answer = arena.allocate(ANSWER_MAX);
                    MemorySegment length = arena.allocateFrom(JAVA_LONG, ANSWER_MAX);
                    check(
                            (long)
                                    transmit.invokeExact(
                                            card,
                                            pci,
                                            sent,
                                            (long) command.size(),
                                            MemorySegment.NULL,
                                            answer,
                                            length));
                    return Bytes.of(answer.asSlice(0, length.get(JAVA_LONG, 0)).toArray(JAVA_BYTE));
                } finally {
                    long ignored = (long) disconnect.invokeExact(card, LEAVE_CARD);
                }
            } catch (Failed e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        private long connect(
                String reader, long share, long protocols, MemorySegment protocol, Arena arena)
                throws Throwable {
            MemorySegment handle = arena.allocate(JAVA_LONG);
            check(
                    (long)
                            connect.invokeExact(
                                    context,
                                    name(reader, arena),
                                    share,
                                    protocols,
                                    handle,
                                    protocol));
            return handle.get(JAVA_LONG, 0);
        }

        @Override
        public About about(String reader) throws Failed {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment protocol = arena.allocate(JAVA_LONG);
                long handle = connect(reader, SHARE_DIRECT, 0, protocol, arena);
                try {
                    byte[] serial = attribute(handle, ATTRIBUTE_SERIAL, arena);
                    byte[] firmware = attribute(handle, ATTRIBUTE_FIRMWARE, arena);
                    return new About(text(serial).strip().replace("\0", ""), version(firmware));
                } finally {
                    long ignored = (long) disconnect.invokeExact(handle, LEAVE_CARD);
                }
            } catch (Failed e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        private byte[] attribute(long handle, long attribute, Arena arena) throws Throwable {
            MemorySegment value = arena.allocate(ATTRIBUTE_MAX);
            MemorySegment length = arena.allocateFrom(JAVA_LONG, ATTRIBUTE_MAX);
            long code = (long) getAttrib.invokeExact(handle, attribute, value, length);
            return code == 0
                    ? value.asSlice(0, length.get(JAVA_LONG, 0)).toArray(JAVA_BYTE)
                    : new byte[0];
        }

        private MemorySegment name(String reader, Arena arena) {
            byte[] written =
                    Objects.requireNonNullElseGet(
                            names.get(reader), () -> reader.getBytes(StandardCharsets.UTF_8));
            MemorySegment name = arena.allocate(written.length + 1L);
            name.copyFrom(MemorySegment.ofArray(written));
            return name;
        }

        @Override
        public void cancel() {
            try {
                long ignored = (long) cancel.invokeExact(context);
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            try {
                long ignored = (long) releaseContext.invokeExact(context);
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// Names are UTF-8 by custom; nobody promises it.
    private static String text(byte[] written) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(written)).toString();
        } catch (CharacterCodingException _) {
            return new String(written, StandardCharsets.ISO_8859_1);
        }
    }

    /// SCARD_ATTR_VENDOR_IFD_VERSION: 0xMMmmbbbb, lower byte first.
    private static String version(byte[] value) {
        return value.length < 4
                ? ""
                : "%d.%02d.%04x"
                        .formatted(
                                value[3] & 0xFF,
                                value[2] & 0xFF,
                                (value[1] & 0xFF) << 8 | value[0] & 0xFF);
    }
}
