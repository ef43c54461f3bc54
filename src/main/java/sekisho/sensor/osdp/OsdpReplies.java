package sekisho.sensor.osdp;

import sekisho.site.Bytes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Code and data to a reply, and back. Total: whatever came, there is an answer, and no answer is
/// an exception.
public final class OsdpReplies {
    private static final int ACK = 0x40;
    private static final int NAK = 0x41;
    static final int PDID = 0x45;
    private static final int PDCAP = 0x46;
    private static final int LSTATR = 0x48;
    private static final int ISTATR = 0x49;
    private static final int OSTATR = 0x4A;
    private static final int RSTATR = 0x4B;
    private static final int RAW = 0x50;
    private static final int FMT = 0x51;
    private static final int KEYPAD = 0x53;
    private static final int COM = 0x54;
    private static final int CCRYPT = 0x76;
    private static final int RMAC_I = 0x78;
    private static final int BUSY = 0x79;

    private static final int PDID_SIZE = 12;
    private static final int RAW_HEADER = 4;

    /// More than any card has, and as many as fit the id of a credential in hexadecimal.
    private static final int BITS_MAX = 600;

    private OsdpReplies() {}

    /// What a frame from a reader says.
    public static OsdpReply read(int code, Bytes data) {
        int size = data.size();
        return switch (code) {
            case ACK -> new OsdpReply.Ack();
            case NAK ->
                    size >= 1
                            ? new OsdpReply.Nak(data.at(0), data.from(1))
                            : malformed(code, data, "no reason");
            case PDID ->
                    size >= PDID_SIZE ? deviceId(data) : malformed(code, data, "wants 12 bytes");
            case PDCAP ->
                    size % 3 == 0
                            ? capabilities(data)
                            : malformed(code, data, "wants 3 bytes for each function");
            case LSTATR ->
                    size >= 2
                            ? new OsdpReply.LocalStatus(data.at(0) != 0, data.at(1) != 0)
                            : malformed(code, data, "wants 2 bytes");
            case ISTATR -> new OsdpReply.InputStatus(data);
            case OSTATR -> new OsdpReply.OutputStatus(data);
            case RSTATR -> new OsdpReply.ReaderStatus(data);
            case RAW -> rawCard(data);
            case FMT -> formattedCard(data);
            case KEYPAD -> keys(data);
            case COM ->
                    size >= 5
                            ? new OsdpReply.Communication(data.at(0), little(data, 1))
                            : malformed(code, data, "wants 5 bytes");
            case CCRYPT ->
                    size == 32
                            ? new OsdpReply.Challenged(
                                    data.part(0, 8), data.part(8, 16), data.part(16, 32))
                            : malformed(code, data, "wants 32 bytes");
            case RMAC_I ->
                    size == SecureKeys.BLOCK
                            ? new OsdpReply.Proven(data)
                            : malformed(code, data, "wants 16 bytes");
            case BUSY -> new OsdpReply.Busy();
            default -> new OsdpReply.Unread(code, data);
        };
    }

    /// The frame in which a reader says it, in the clear.
    public static OsdpFrame frame(OsdpReply reply, int address, int sequence) {
        return OsdpFrame.plain(address, true, sequence, code(reply), data(reply));
    }

    /// The frame of a handshake, with its security block.
    public static OsdpFrame secured(OsdpReply reply, Bytes block, int address, int sequence) {
        return OsdpFrame.secured(address, true, sequence, block, code(reply), data(reply));
    }

    static int code(OsdpReply reply) {
        return switch (reply) {
            case OsdpReply.Ack _ -> ACK;
            case OsdpReply.Nak _ -> NAK;
            case OsdpReply.DeviceId _ -> PDID;
            case OsdpReply.Capabilities _ -> PDCAP;
            case OsdpReply.LocalStatus _ -> LSTATR;
            case OsdpReply.InputStatus _ -> ISTATR;
            case OsdpReply.OutputStatus _ -> OSTATR;
            case OsdpReply.ReaderStatus _ -> RSTATR;
            case OsdpReply.RawCard _ -> RAW;
            case OsdpReply.FormattedCard _ -> FMT;
            case OsdpReply.Keys _ -> KEYPAD;
            case OsdpReply.Communication _ -> COM;
            case OsdpReply.Challenged _ -> CCRYPT;
            case OsdpReply.Proven _ -> RMAC_I;
            case OsdpReply.Busy _ -> BUSY;
            case OsdpReply.Unread unread -> unread.code();
            case OsdpReply.Malformed malformed -> malformed.code();
        };
    }

    static Bytes data(OsdpReply reply) {
        return switch (reply) {
            case OsdpReply.Ack _, OsdpReply.Busy _ -> Bytes.NONE;
            case OsdpReply.Nak(int reason, Bytes rest) -> Bytes.of((byte) reason).then(rest);
            case OsdpReply.DeviceId id -> deviceId(id);
            case OsdpReply.Capabilities(List<OsdpReply.Capability> all) -> capabilities(all);
            case OsdpReply.LocalStatus(boolean tampered, boolean powerLow) ->
                    Bytes.of((byte) (tampered ? 1 : 0), (byte) (powerLow ? 1 : 0));
            case OsdpReply.InputStatus(Bytes inputs) -> inputs;
            case OsdpReply.OutputStatus(Bytes outputs) -> outputs;
            case OsdpReply.ReaderStatus(Bytes readers) -> readers;
            case OsdpReply.RawCard(int reader, int format, int bits, Bytes data) ->
                    Bytes.of((byte) reader, (byte) format, (byte) bits, (byte) (bits >> 8))
                            .then(data);
            case OsdpReply.FormattedCard(int reader, boolean backward, Bytes characters) ->
                    Bytes.of((byte) reader, (byte) (backward ? 1 : 0), (byte) characters.size())
                            .then(characters);
            case OsdpReply.Keys(int reader, Bytes keys) ->
                    Bytes.of((byte) reader, (byte) keys.size()).then(keys);
            case OsdpReply.Communication(int address, long baud) ->
                    Bytes.of((byte) address).then(little(baud));
            case OsdpReply.Challenged(Bytes clientId, Bytes random, Bytes cryptogram) ->
                    clientId.then(random).then(cryptogram);
            case OsdpReply.Proven(Bytes firstMac) -> firstMac;
            case OsdpReply.Unread(_, Bytes data) -> data;
            case OsdpReply.Malformed(_, Bytes data, _) -> data;
        };
    }

    /// Vendor and serial stand low byte first, the firmware high byte first.
    private static OsdpReply deviceId(Bytes data) {
        return new OsdpReply.DeviceId(
                data.u16(0) | data.at(2) << 16,
                data.at(3),
                data.at(4),
                little(data, 5),
                data.at(9) + "." + data.at(10) + "." + data.at(11));
    }

    private static Bytes deviceId(OsdpReply.DeviceId id) {
        String[] firmware = id.firmware().split("\\.", -1);
        return Bytes.of(
                        (byte) id.vendor(),
                        (byte) (id.vendor() >> 8),
                        (byte) (id.vendor() >> 16),
                        (byte) id.model(),
                        (byte) id.version())
                .then(little(id.serial()))
                .then(
                        Bytes.of(
                                (byte) Integer.parseInt(firmware[0]),
                                (byte) Integer.parseInt(firmware[1]),
                                (byte) Integer.parseInt(firmware[2])));
    }

    private static OsdpReply capabilities(Bytes data) {
        var all = new ArrayList<OsdpReply.Capability>();
        for (int i = 0; i < data.size(); i += 3) {
            all.add(new OsdpReply.Capability(data.at(i), data.at(i + 1), data.at(i + 2)));
        }
        return new OsdpReply.Capabilities(all);
    }

    private static Bytes capabilities(List<OsdpReply.Capability> all) {
        Bytes data = Bytes.NONE;
        for (OsdpReply.Capability one : all) {
            data =
                    data.then(
                            Bytes.of(
                                    (byte) one.function(),
                                    (byte) one.compliance(),
                                    (byte) one.number()));
        }
        return data;
    }

    private static OsdpReply rawCard(Bytes data) {
        if (data.size() < RAW_HEADER) {
            return malformed(RAW, data, "wants 4 bytes and the bits");
        }
        int bits = data.u16(2);
        int size = (bits + 7) / 8;
        if (bits == 0 || bits > BITS_MAX || data.size() < RAW_HEADER + size) {
            return malformed(RAW, data, bits + " bits in " + (data.size() - RAW_HEADER) + " bytes");
        }
        byte[] aligned = data.part(RAW_HEADER, RAW_HEADER + size).toArray();
        aligned[size - 1] &= (byte) (0xFF << (size * 8 - bits));
        return new OsdpReply.RawCard(data.at(0), data.at(1), bits, Bytes.of(aligned));
    }

    private static OsdpReply formattedCard(Bytes data) {
        if (data.size() < 3 || data.at(2) == 0 || data.size() < 3 + data.at(2)) {
            return malformed(FMT, data, "wants 3 bytes and the characters");
        }
        return new OsdpReply.FormattedCard(
                data.at(0), data.at(1) != 0, data.part(3, 3 + data.at(2)));
    }

    private static OsdpReply keys(Bytes data) {
        if (data.size() < 2 || data.size() < 2 + data.at(1)) {
            return malformed(KEYPAD, Bytes.NONE, "wants 2 bytes and the keys");
        }
        return new OsdpReply.Keys(data.at(0), data.part(2, 2 + data.at(1)));
    }

    private static OsdpReply malformed(int code, Bytes data, String reason) {
        return new OsdpReply.Malformed(code, data, reason);
    }

    static long little(Bytes data, int from) {
        return data.u16(from) | (long) data.u16(from + 2) << 16;
    }

    static Bytes little(long number) {
        return Bytes.of(
                ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) number).array());
    }
}
