package sekisho.sensor.osdp;

import sekisho.site.Bytes;

/// One message on the line, either way, whatever it means.
///
/// @param address of the reader, 0 to 126, or [#BROADCAST]
/// @param reply whether it comes from the reader
/// @param control bits 0–1 sequence, bit 2 CRC instead of checksum, bit 3 security block
/// @param block the security block with its own length byte in front; empty without one
/// @param code of the command or reply
/// @param data that belongs to the code; where the block says so, encrypted and with a MAC behind
public record OsdpFrame(
        int address, boolean reply, int control, Bytes block, int code, Bytes data) {

    /// The address that every reader listens to, and answers with its own.
    public static final int BROADCAST = 0x7F;

    /// The longest frame there is, from start to check.
    public static final int LENGTH_MAX = 1440;

    /// As long as the commands and replies of every day, together.
    static final int TYPICAL = 64;

    static final byte START = 0x53;
    static final int HEADER = 5;
    static final int LENGTH_MIN = HEADER + 1 + 1;

    private static final int SEQUENCE = 0x03;
    private static final int WITH_CRC = 0x04;
    private static final int WITH_BLOCK = 0x08;
    private static final int REPLY = 0x80;

    /// A frame in the clear, with a CRC.
    public static OsdpFrame plain(int address, boolean reply, int sequence, int code, Bytes data) {
        return new OsdpFrame(address, reply, sequence | WITH_CRC, Bytes.NONE, code, data);
    }

    /// A frame with a security block and a CRC.
    static OsdpFrame secured(
            int address, boolean reply, int sequence, Bytes block, int code, Bytes data) {
        return new OsdpFrame(address, reply, sequence | WITH_CRC | WITH_BLOCK, block, code, data);
    }

    /// 0 after a restart of the conversation, then 1, 2, 3, 1, …
    public int sequence() {
        return control & SEQUENCE;
    }

    /// Whether it has a security block.
    boolean isSecured() {
        return block.size() > 0;
    }

    /// The bytes, as they travel.
    public Bytes encoded() {
        FrameCheck check = check(control);
        int body = HEADER + block.size() + 1 + data.size();
        byte[] bytes = new byte[body + check.size];
        System.arraycopy(unchecked().toArray(), 0, bytes, 0, body);
        check.write(bytes, 0, body);
        return Bytes.of(bytes);
    }

    /// The bytes in front of the check: what a MAC covers.
    Bytes unchecked() {
        int length = HEADER + block.size() + 1 + data.size() + check(control).size;
        byte[] header = {
            START,
            (byte) (reply ? address | REPLY : address),
            (byte) length,
            (byte) (length >> 8),
            (byte) control
        };
        return Bytes.of(header).then(block).then(Bytes.of((byte) code)).then(data);
    }

    static FrameCheck check(int control) {
        return (control & WITH_CRC) == 0 ? FrameCheck.CHECKSUM : FrameCheck.CRC;
    }

    static boolean hasBlock(int control) {
        return (control & WITH_BLOCK) != 0;
    }

    static boolean isReply(int address) {
        return (address & REPLY) != 0;
    }

    static int withoutReply(int address) {
        return address & ~REPLY & 0xFF;
    }
}
