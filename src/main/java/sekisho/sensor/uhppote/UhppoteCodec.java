package sekisho.sensor.uhppote;

import org.jspecify.annotations.Nullable;

import sekisho.site.Bytes;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.HexFormat;

/// Datagrams of 64 bytes, numbers with the lower byte first: start, code, two empty bytes, serial
/// number, and from offset 8 on what the code wants.
final class UhppoteCodec {
    static final int LENGTH = 64;

    static final int EVENT_PUSHED = 0x20;
    static final int SET_CLOCK = 0x30;
    static final int CLOCK = 0x32;
    static final int SPECIAL_EVENTS = 0x8E;
    static final int SET_LISTENER = 0x90;
    static final int EVENT = 0xB0;

    /// The index that stands for the newest event.
    static final long NEWEST = 0xFFFF_FFFFL;

    /// The index that stands for the oldest event.
    static final long OLDEST = 0;

    private static final int START = 0x17;

    /// Firmware 6.62 begins its pushed events so.
    private static final int START_OTHER = 0x19;

    private static final int PRINT_FROM = 8;
    private static final int PRINT_UNTIL = 28;

    private UhppoteCodec() {}

    /// Why bytes are no message; null when they are one.
    static @Nullable String fault(Bytes datagram) {
        if (datagram.size() != LENGTH) {
            return "a length of " + datagram.size();
        }
        int start = datagram.at(0);
        boolean pushed = start == START_OTHER && datagram.at(1) == EVENT_PUSHED;
        return start == START || pushed ? null : "no start of a message";
    }

    /// Reads a message.
    ///
    /// @throws IllegalArgumentException when [#fault] says why not
    static UhppoteReply read(Bytes datagram) {
        String fault = fault(datagram);
        if (fault != null) {
            throw new IllegalArgumentException(fault);
        }
        int code = datagram.at(1);
        long serial = u32(datagram, 4);
        return switch (code) {
            case EVENT_PUSHED, EVENT -> event(datagram, code == EVENT_PUSHED, serial);
            case CLOCK, SET_CLOCK ->
                    new UhppoteReply.Clock(serial, code == SET_CLOCK, time(datagram, 8));
            case SET_LISTENER, SPECIAL_EVENTS ->
                    new UhppoteReply.Done(serial, code, datagram.at(8) == 1);
            default -> new UhppoteReply.Unread(serial, code);
        };
    }

    private static UhppoteReply event(Bytes datagram, boolean pushed, long serial) {
        return new UhppoteReply.Event(
                serial,
                pushed,
                u32(datagram, 8),
                datagram.at(12),
                datagram.at(13) == 1,
                datagram.at(14),
                datagram.at(15),
                u32(datagram, 16),
                time(datagram, 20),
                datagram.at(27),
                datagram.part(PRINT_FROM, PRINT_UNTIL));
    }

    /// Asks for an event.
    static Bytes askEvent(long serial, long index) {
        byte[] request = request(EVENT, serial);
        put32(request, 8, index);
        return Bytes.of(request);
    }

    /// Asks what the controller's clock says.
    static Bytes askClock(long serial) {
        return Bytes.of(request(CLOCK, serial));
    }

    /// Sets the controller's clock.
    static Bytes setClock(long serial, LocalDateTime time) {
        byte[] request = request(SET_CLOCK, serial);
        String digits =
                "%04d%02d%02d%02d%02d%02d"
                        .formatted(
                                time.getYear(),
                                time.getMonthValue(),
                                time.getDayOfMonth(),
                                time.getHour(),
                                time.getMinute(),
                                time.getSecond());
        byte[] written = HexFormat.of().parseHex(digits);
        System.arraycopy(written, 0, request, 8, written.length);
        return Bytes.of(request);
    }

    /// Names the address to which the controller is to push events.
    ///
    /// @throws IllegalArgumentException when that is no IPv4 address: the controller knows no other
    static Bytes setListener(long serial, InetSocketAddress listener) {
        if (!(listener.getAddress() instanceof Inet4Address address)) {
            throw new IllegalArgumentException(listener + " is no IPv4 address");
        }
        byte[] request = request(SET_LISTENER, serial);
        System.arraycopy(address.getAddress(), 0, request, 8, 4);
        request[12] = (byte) listener.getPort();
        request[13] = (byte) (listener.getPort() >> 8);
        return Bytes.of(request);
    }

    /// Asks the controller to record doors and buttons, and not cards alone.
    static Bytes recordSpecialEvents(long serial) {
        byte[] request = request(SPECIAL_EVENTS, serial);
        request[8] = 1;
        return Bytes.of(request);
    }

    private static byte[] request(int code, long serial) {
        var request = new byte[LENGTH];
        request[0] = START;
        request[1] = (byte) code;
        put32(request, 4, serial);
        return request;
    }

    private static void put32(byte[] bytes, int offset, long value) {
        for (int i = 0; i < 4; i++) {
            bytes[offset + i] = (byte) (value >> 8 * i);
        }
    }

    private static long u32(Bytes bytes, int offset) {
        return bytes.u16(offset) | (long) bytes.u16(offset + 2) << 16;
    }

    /// Seven bytes of two decimal digits each: year, month, day, hour, minute, second.
    private static @Nullable LocalDateTime time(Bytes bytes, int offset) {
        String digits = bytes.part(offset, offset + 7).hex();
        try {
            return LocalDateTime.of(
                    Integer.parseInt(digits, 0, 4, 10),
                    Integer.parseInt(digits, 4, 6, 10),
                    Integer.parseInt(digits, 6, 8, 10),
                    Integer.parseInt(digits, 8, 10, 10),
                    Integer.parseInt(digits, 10, 12, 10),
                    Integer.parseInt(digits, 12, 14, 10));
        } catch (NumberFormatException | DateTimeException e) {
            return null;
        }
    }
}
