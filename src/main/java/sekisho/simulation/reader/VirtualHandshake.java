package sekisho.simulation.reader;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.osdp.OsdpCommand;
import sekisho.sensor.osdp.OsdpCommands;
import sekisho.sensor.osdp.OsdpFrame;
import sekisho.sensor.osdp.OsdpKeys;
import sekisho.sensor.osdp.OsdpReplies;
import sekisho.sensor.osdp.OsdpReply;
import sekisho.sensor.osdp.SecureChannel;
import sekisho.sensor.osdp.SecureKeys;
import sekisho.site.Bytes;

import java.security.SecureRandom;

/// The reader's half of one handshake.
final class VirtualHandshake {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Bytes base;
    private Bytes expected = Bytes.NONE;
    private @Nullable SecureKeys keys;

    VirtualHandshake(Bytes base) {
        this.base = base;
    }

    /// Draws its own number and proves that it knows the key.
    OsdpFrame challenged(OsdpCommand.Challenge challenge, int address, int sequence) {
        byte[] drawn = new byte[8];
        RANDOM.nextBytes(drawn);
        Bytes theirs = Bytes.of(drawn);
        SecureKeys derived = SecureKeys.derive(base, challenge.random());
        keys = derived;
        expected = derived.serverCryptogram(challenge.random(), theirs);
        var reply =
                new OsdpReply.Challenged(
                        Bytes.of(new byte[8]),
                        theirs,
                        derived.clientCryptogram(challenge.random(), theirs));
        Bytes block = OsdpCommands.handshake(0x12, base.equals(OsdpKeys.DEFAULT));
        return OsdpReplies.secured(reply, block, address, sequence);
    }

    /// The channel, if the control panel proved that it knows the key.
    @Nullable SecureChannel channel(OsdpCommand.Prove proof) {
        SecureKeys shared = keys;
        return shared != null && proof.cryptogram().equals(expected)
                ? new SecureChannel(shared, shared.firstMac(expected))
                : null;
    }

    /// Says whether it did.
    OsdpFrame proven(boolean holds, int address, int sequence) {
        Bytes block = Bytes.of((byte) 3, (byte) 0x14, (byte) (holds ? 1 : 0xFF));
        Bytes first = holds && keys != null ? keys.firstMac(expected) : Bytes.of(new byte[16]);
        return OsdpReplies.secured(new OsdpReply.Proven(first), block, address, sequence);
    }
}
