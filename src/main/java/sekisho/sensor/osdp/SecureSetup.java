package sekisho.sensor.osdp;

import org.jspecify.annotations.Nullable;

import sekisho.site.Bytes;
import sekisho.site.ReaderId;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The way to a secure channel with one reader: which key is tried, and how far that is.
///
/// The keys are tried in order: the one the reader is to have, the one it may still have, and,
/// while it is being installed, the one of the factory. A channel under any but the first serves to
/// set the first.
final class SecureSetup {

    /// How it stands after an answer.
    sealed interface Progress {
        /// There is another question.
        record GoOn() implements Progress {}

        /// The channel stands, under the key that the reader is to have.
        record Done() implements Progress {}

        /// The reader has another key now: greet it again.
        record Anew() implements Progress {}

        /// This key leads nowhere, and why.
        record Failed(String why) implements Progress {}
    }

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration INSTALL_MAX = Duration.ofDays(1);

    private final ReaderId reader;
    private final OsdpSecurity.Secure profile;
    private final OsdpKeys keys;
    private final Instant bornAt;
    private final Supplier<Bytes> random;

    private List<Bytes> candidates = List.of();
    private int tried;
    private @Nullable SecureHandshake handshake;
    private @Nullable OsdpCommand next;
    private @Nullable SecureChannel channel;

    /// @param now the time of the station's start: nobody installs for longer than a day from then
    /// @param random draws 8 bytes that nobody can foresee
    SecureSetup(
            ReaderId reader,
            OsdpSecurity.Secure profile,
            OsdpKeys keys,
            Instant now,
            Supplier<Bytes> random) {
        this.bornAt = now;
        this.reader = reader;
        this.profile = profile;
        this.keys = keys;
        this.random = random;
    }

    /// The way that a reader's configuration wants; null: in the clear.
    ///
    /// @param now the time of the start
    static @Nullable SecureSetup of(OsdpReaderConfig reader, OsdpKeys keys, Instant now) {
        return switch (reader.security()) {
            case OsdpSecurity.Plain _ -> null;
            case OsdpSecurity.Secure secure ->
                    new SecureSetup(reader.reader(), secure, keys, now, SecureSetup::random);
        };
    }

    private static Bytes random() {
        byte[] drawn = new byte[SecureKeys.RANDOM];
        RANDOM.nextBytes(drawn);
        return Bytes.of(drawn);
    }

    /// Begins with a handshake; false: there is no key to try.
    boolean begin(Instant now) {
        candidates = candidates(now);
        tried = tried < candidates.size() ? tried : 0;
        if (candidates.isEmpty()) {
            return false;
        }
        handshake = new SecureHandshake(candidates.get(tried), random.get());
        next = handshake.challenge();
        return true;
    }

    /// What to ask next, until it is done.
    OsdpCommand next() {
        if (next == null) {
            throw new IllegalStateException("no handshake is under way with reader " + reader);
        }
        return next;
    }

    /// The channel, as soon as one stands.
    @Nullable SecureChannel channel() {
        return channel;
    }

    /// Whether the reader is being given a key.
    boolean isSettingKey() {
        return next instanceof OsdpCommand.SetKey;
    }

    /// The conversation begins anew: no channel any more.
    void drop() {
        channel = null;
        handshake = null;
        next = null;
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

    /// Takes the reader's answer.
    ///
    /// @param block the security block of its frame
    Progress answered(OsdpReply reply, Bytes block) {
        SecureHandshake shaking = handshake;
        if (isSettingKey()) {
            return keySet(reply);
        }
        if (shaking != null
                && next instanceof OsdpCommand.Challenge
                && reply instanceof OsdpReply.Challenged challenged) {
            String fault = shaking.judge(challenged, block);
            next = shaking.prove();
            return fault == null ? new Progress.GoOn() : new Progress.Failed(fault);
        }
        if (shaking != null
                && next instanceof OsdpCommand.Prove
                && reply instanceof OsdpReply.Proven proven) {
            channel = shaking.establish(proven, block);
            return channel == null
                    ? new Progress.Failed("a handshake whose end does not hold")
                    : settle();
        }
        return new Progress.Failed("no answer to a handshake");
    }

    private Progress keySet(OsdpReply reply) {
        if (reply instanceof OsdpReply.Ack) {
            tried = 0;
            return new Progress.Anew();
        }
        return new Progress.Failed("a new key is not acknowledged");
    }

    /// The channel stands; is it under the right key?
    private Progress settle() {
        try {
            Bytes wanted = keyToSet();
            if (wanted != null) {
                next = new OsdpCommand.SetKey(wanted);
                return new Progress.GoOn();
            }
            if (keys.of(reader).size() > 1) {
                keys.confirm(reader);
            }
            next = null;
            return new Progress.Done();
        } catch (IOException e) {
            return new Progress.Failed("keys can't be kept: " + e.getMessage());
        }
    }

    /// The key that the reader is to be given over the channel; null when it has it.
    private @Nullable Bytes keyToSet() throws IOException {
        Bytes used = candidates.get(tried);
        if (used.equals(OsdpKeys.DEFAULT) && candidates.size() == 1) {
            return keys.draw(reader);
        }
        return used.equals(candidates.getFirst()) ? null : candidates.getFirst();
    }

    private List<Bytes> candidates(Instant now) {
        var all = new ArrayList<Bytes>();
        for (Bytes key : keys.of(reader)) {
            if (key.size() == OsdpKeys.SIZE && !OsdpKeys.isWeak(key)) {
                all.add(key);
            }
        }
        if (profile.isOpen(now) && now.isBefore(bornAt.plus(INSTALL_MAX))) {
            all.add(OsdpKeys.DEFAULT);
        }
        return all;
    }
}
