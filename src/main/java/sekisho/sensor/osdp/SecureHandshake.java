package sekisho.sensor.osdp;

import org.jspecify.annotations.Nullable;

import sekisho.site.Bytes;

/// One handshake under one key, at our end: both prove that they know it, and a channel begins.
final class SecureHandshake {
    private static final Bytes ESTABLISHED = Bytes.ofHex("031401");

    private final Bytes key;
    private final Bytes ours;
    private final SecureKeys derived;
    private Bytes proof = Bytes.NONE;

    /// @param key that the reader is to know
    /// @param ours 8 bytes that nobody could foresee
    SecureHandshake(Bytes key, Bytes ours) {
        this.key = key;
        this.ours = ours;
        this.derived = SecureKeys.derive(key, ours);
    }

    OsdpCommand challenge() {
        return new OsdpCommand.Challenge(isDefault(), ours);
    }

    /// Judges the reader's proof; returns what is wrong with it, or null.
    @Nullable String judge(OsdpReply.Challenged answer, Bytes block) {
        if (!block.equals(OsdpCommands.handshake(0x12, isDefault()))) {
            return "a handshake with another kind of key than asked for";
        }
        Bytes expected = derived.clientCryptogram(ours, answer.random());
        if (!SecureKeys.same(answer.cryptogram(), expected)) {
            return "a handshake without knowledge of the key";
        }
        proof = derived.serverCryptogram(ours, answer.random());
        return null;
    }

    OsdpCommand prove() {
        return new OsdpCommand.Prove(isDefault(), proof);
    }

    /// The channel, if the reader accepted our proof.
    @Nullable SecureChannel establish(OsdpReply.Proven answer, Bytes block) {
        Bytes first = derived.firstMac(proof);
        boolean agreed = block.equals(ESTABLISHED) && SecureKeys.same(first, answer.firstMac());
        return agreed ? new SecureChannel(derived, first) : null;
    }

    private boolean isDefault() {
        return key.equals(OsdpKeys.DEFAULT);
    }
}
