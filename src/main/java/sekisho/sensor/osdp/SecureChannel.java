package sekisho.sensor.osdp;

import org.jspecify.annotations.Nullable;

import sekisho.site.Bytes;

import java.util.Arrays;

/// An established secure channel, at either end: seals what goes out, opens what comes in.
///
/// Each message carries a MAC that follows the last one of the other direction, so that nothing can
/// be left out, repeated or put in. A repetition after a lost answer is the same bytes again: it is
/// sealed once, and opened at most once.
public final class SecureChannel {
    private static final int MAC = 4;

    /// Kinds of security block, for a command; for a reply one more.
    private static final int WITHOUT_DATA = 0x15;

    private static final int WITH_DATA = 0x17;

    private final SecureKeys keys;
    private Bytes commandMac = Bytes.of(new byte[SecureKeys.BLOCK]);
    private Bytes replyMac;

    /// @param firstMac what both ends agreed upon ([SecureKeys#firstMac])
    public SecureChannel(SecureKeys keys, Bytes firstMac) {
        this.keys = keys;
        this.replyMac = firstMac;
    }

    /// The frame as it travels.
    public OsdpFrame seal(OsdpFrame plain) {
        boolean empty = plain.data().size() == 0;
        Bytes previous = previous(plain.reply());
        Bytes data = empty ? Bytes.NONE : keys.encrypt(plain.data(), previous);
        Bytes block = block(plain.reply(), empty);
        OsdpFrame unsigned = with(plain, block, data.then(Bytes.of(new byte[MAC])));
        Bytes mac = remember(plain.reply(), mac(unsigned, previous));
        return with(plain, block, data.then(mac.part(0, MAC)));
    }

    /// The frame as it was meant; null when it was not sealed by the other end, now, for us.
    public @Nullable OsdpFrame open(OsdpFrame sealed) {
        int size = sealed.data().size() - MAC;
        if (size < 0) {
            return null;
        }
        boolean empty = sealed.block().equals(block(sealed.reply(), true));
        if (!empty && !sealed.block().equals(block(sealed.reply(), false))) {
            return null;
        }
        Bytes previous = previous(sealed.reply());
        Bytes mac = mac(sealed, previous);
        if (!SecureKeys.same(mac.part(0, MAC), sealed.data().from(size))) {
            return null;
        }
        Bytes data = sealed.data().part(0, size);
        remember(sealed.reply(), mac);
        return new OsdpFrame(
                sealed.address(),
                sealed.reply(),
                sealed.control(),
                Bytes.NONE,
                sealed.code(),
                empty ? data : keys.decrypt(data, previous));
    }

    private Bytes mac(OsdpFrame frame, Bytes previous) {
        byte[] covered = frame.unchecked().toArray();
        return keys.mac(Arrays.copyOf(covered, covered.length - MAC), previous);
    }

    /// A command follows the last reply, a reply the last command.
    private Bytes previous(boolean reply) {
        return reply ? commandMac : replyMac;
    }

    private Bytes remember(boolean reply, Bytes mac) {
        if (reply) {
            replyMac = mac;
        } else {
            commandMac = mac;
        }
        return mac;
    }

    private static Bytes block(boolean reply, boolean empty) {
        int kind = (empty ? WITHOUT_DATA : WITH_DATA) + (reply ? 1 : 0);
        return Bytes.of((byte) 2, (byte) kind);
    }

    private static OsdpFrame with(OsdpFrame plain, Bytes block, Bytes data) {
        return OsdpFrame.secured(
                plain.address(), plain.reply(), plain.sequence(), block, plain.code(), data);
    }
}
