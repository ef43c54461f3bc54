package sekisho.sensor.uhppote;

import sekisho.site.Bytes;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// A controller with a memory for events, as the board behaves: answers requests, forgets the
/// oldest events, pushes when it was told where to. It writes its own bytes.
final class VirtualController {
    private final long serial;
    private final ZoneId zone;
    private final int capacity;
    private final TreeMap<Long, byte[]> events = new TreeMap<>();
    private long last;
    private boolean listenerNamed;
    private boolean special;
    private Duration ahead = Duration.ZERO;
    boolean oldFirmware;

    VirtualController(long serial, ZoneId zone, int capacity) {
        this.serial = serial;
        this.zone = zone;
        this.capacity = capacity;
    }

    /// Its clock runs ahead from now on.
    void ahead(Duration span) {
        ahead = span;
    }

    Duration ahead() {
        return ahead;
    }

    /// It pushes from now on.
    void nameListener() {
        listenerNamed = true;
    }

    /// All events are erased; the next one has index 1 again.
    void erase() {
        events.clear();
        last = 0;
    }

    /// Records an event; the datagram that it pushes for it, where it pushes.
    Optional<Bytes> record(Instant at, int type, boolean granted, int door, int reason, long card) {
        if (!special && type != 1) {
            return Optional.empty();
        }
        var body = new byte[64];
        last++;
        put(body, 8, last);
        body[12] = (byte) type;
        body[13] = (byte) (granted ? 1 : 0);
        body[14] = (byte) door;
        body[15] = 1;
        put(body, 16, card);
        time(body, 20, at.plus(ahead));
        body[27] = (byte) reason;
        events.put(last, body);
        if (events.size() > capacity) {
            events.pollFirstEntry();
        }
        return listenerNamed ? Optional.of(message(0x20, body, oldFirmware)) : Optional.empty();
    }

    /// The answer to a request; none to what is not for it.
    List<Bytes> asked(Bytes request, Instant now) {
        if (request.size() != 64 || request.at(0) != 0x17 || u32(request, 4) != serial) {
            return List.of();
        }
        int code = request.at(1);
        var body = new byte[64];
        switch (code) {
            case 0xB0 -> body = event(u32(request, 8));
            case 0x32 -> time(body, 8, now.plus(ahead));
            case 0x30 -> {
                System.arraycopy(request.toArray(), 8, body, 8, 7);
                String digits = request.part(8, 15).hex();
                var set =
                        LocalDateTime.of(
                                Integer.parseInt(digits.substring(0, 4)),
                                Integer.parseInt(digits.substring(4, 6)),
                                Integer.parseInt(digits.substring(6, 8)),
                                Integer.parseInt(digits.substring(8, 10)),
                                Integer.parseInt(digits.substring(10, 12)),
                                Integer.parseInt(digits.substring(12, 14)));
                ahead = Duration.between(now, set.atZone(zone).toInstant());
            }
            case 0x90 -> {
                listenerNamed = true;
                body[8] = 1;
            }
            case 0x8E -> {
                special = request.at(8) == 1;
                body[8] = 1;
            }
            default -> {
                return List.of();
            }
        }
        return List.of(message(code, body, false));
    }

    private byte[] event(long index) {
        if (events.isEmpty()) {
            return new byte[64];
        }
        long wanted =
                index == 0 ? events.firstKey() : index == 0xFFFF_FFFFL ? events.lastKey() : index;
        if (wanted < events.firstKey()) {
            var overwritten = new byte[64];
            overwritten[12] = (byte) 0xFF;
            return overwritten;
        }
        return events.getOrDefault(wanted, new byte[64]);
    }

    private Bytes message(int code, byte[] body, boolean other) {
        byte[] message = body.clone();
        message[0] = (byte) (other ? 0x19 : 0x17);
        message[1] = (byte) code;
        put(message, 4, serial);
        return Bytes.of(message);
    }

    private void time(byte[] body, int offset, Instant instant) {
        LocalDateTime time = LocalDateTime.ofInstant(instant, zone);
        String digits =
                "%04d%02d%02d%02d%02d%02d"
                        .formatted(
                                time.getYear(),
                                time.getMonthValue(),
                                time.getDayOfMonth(),
                                time.getHour(),
                                time.getMinute(),
                                time.getSecond());
        System.arraycopy(HexFormat.of().parseHex(digits), 0, body, offset, 7);
    }

    private static void put(byte[] bytes, int offset, long value) {
        for (int i = 0; i < 4; i++) {
            bytes[offset + i] = (byte) (value >> 8 * i);
        }
    }

    private static long u32(Bytes bytes, int offset) {
        return bytes.u16(offset) | (long) bytes.u16(offset + 2) << 16;
    }
}
