package sekisho.sensor.osdp;

import org.jspecify.annotations.Nullable;

import sekisho.site.Bytes;
import sekisho.site.ReaderId;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The way to a secure channel with one reader: which key is tried, and how far the handshake is.
///
/// The keys are tried in order: the one the reader is to have, the one it may still have, and,
/// while it is being installed, the one of the factory. A channel under any but the first serves to
/// set the first.
final class SecureSetup {
    private static final Bytes ESTABLISHED = Bytes.ofHex("031401");

    private final ReaderId reader;
    private final OsdpSecurity.Secure profile;
    private final OsdpKeys keys;
    private final Supplier<Bytes> random;

    private List<Bytes> candidates = List.of();
    private int tried;
    private Bytes ours = Bytes.NONE;
    private @Nullable SecureKeys derived;
    private Bytes proof = Bytes.NONE;

    /// @param random draws 8 bytes that nobody can foresee
    SecureSetup(
            ReaderId reader, OsdpSecurity.Secure profile, OsdpKeys keys, Supplier<Bytes> random) {
        this.reader = reader;
        this.profile = profile;
        this.keys = keys;
        this.random = random;
    }

    /// Whether there is a key to try.
    boolean begin(Instant now) {
        candidates = candidates(now);
        tried = tried < candidates.size() ? tried : 0;
        return !candidates.isEmpty();
    }

    /// Turns to the next key; false: all were tried, and it is time for a pause.
    boolean tryNext() {
        tried++;
        if (tried < candidates.size()) {
            return true;
        }
        tried = 0;
        return false;
    }

    /// Begins with the first key again.
    void reset() {
        tried = 0;
    }

    OsdpCommand challenge() {
        ours = random.get();
        derived = SecureKeys.derive(candidates.get(tried), ours);
        return new OsdpCommand.Challenge(isDefault(), ours);
    }

    /// Judges the reader's proof; returns what is wrong with it, or null.
    @Nullable String judge(OsdpReply.Challenged answer, Bytes block) {
        if (!block.equals(OsdpCommands.handshake(0x12, isDefault()))) {
            return "a handshake with another kind of key than asked for";
        }
        SecureKeys shared = derived();
        if (!SecureKeys.same(answer.cryptogram(), shared.clientCryptogram(ours, answer.random()))) {
            return "a handshake without knowledge of the key";
        }
        proof = shared.serverCryptogram(ours, answer.random());
        return null;
    }

    OsdpCommand prove() {
        return new OsdpCommand.Prove(isDefault(), proof);
    }

    /// The channel, if the reader accepted our proof.
    @Nullable SecureChannel establish(OsdpReply.Proven answer, Bytes block) {
        Bytes first = derived().firstMac(proof);
        boolean agreed = block.equals(ESTABLISHED) && SecureKeys.same(first, answer.firstMac());
        return agreed ? new SecureChannel(derived(), first) : null;
    }

    /// The key that the reader is to be given over the channel; null when it has it.
    @Nullable Bytes keyToSet() throws IOException {
        Bytes used = candidates.get(tried);
        if (candidates.size() == 1 && isDefault()) {
            return keys.draw(reader);
        }
        return used.equals(candidates.getFirst()) ? null : candidates.getFirst();
    }

    /// The reader has the key it is to have.
    void confirm() throws IOException {
        if (keys.of(reader).size() > 1) {
            keys.confirm(reader);
        }
    }

    /// Whether the channel is under the key of the factory, good for nothing but setting a key.
    boolean isDefault() {
        return candidates.get(tried).equals(OsdpKeys.DEFAULT);
    }

    private List<Bytes> candidates(Instant now) {
        var all = new ArrayList<Bytes>();
        for (Bytes key : keys.of(reader)) {
            if (key.size() == OsdpKeys.SIZE && !OsdpKeys.isWeak(key)) {
                all.add(key);
            }
        }
        Instant installUntil = profile.installUntil();
        if (installUntil != null && now.isBefore(installUntil)) {
            all.add(OsdpKeys.DEFAULT);
        }
        return all;
    }

    private SecureKeys derived() {
        if (derived == null) {
            throw new IllegalStateException("no handshake was begun");
        }
        return derived;
    }
}
