package sekisho.witness;

import org.jspecify.annotations.Nullable;

import sekisho.journal.tree.Checkpoint;
import sekisho.journal.tree.Note;
import sekisho.journal.tree.RawKey;
import sekisho.site.Bytes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The public key of a witness, with its name (C2SP tlog-cosignature). It can't be taken for the
/// key of a log, nor the other way round: their ids are of other kinds.
public final class WitnessKey {
    private static final Pattern WRITTEN =
            Pattern.compile("([^+\\s]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/]+=*)");

    /// The ways a witness signs, with their numbers in signed notes.
    private enum Kind {
        ED25519(4, RawKey.ED25519),
        ML_DSA_44(6, RawKey.ML_DSA_44);

        private final byte number;
        private final RawKey raw;

        Kind(int number, RawKey raw) {
            this.number = (byte) number;
            this.raw = raw;
        }
    }

    private final String name;
    private final Kind kind;
    private final Bytes raw;

    private WitnessKey(String name, Kind kind, Bytes raw) {
        this.name = name;
        this.kind = kind;
        this.raw = raw;
    }

    /// Reads the one-line form `name+id+key`.
    ///
    /// @throws IllegalArgumentException when it is none, its id is not that of the key, or it is
    ///   the key of a log
    public static WitnessKey parse(String line) {
        Matcher parts = WRITTEN.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException("the key of a witness is written name+id+key");
        }
        byte[] typed = Base64.getDecoder().decode(parts.group(3));
        for (Kind kind : Kind.values()) {
            if (typed.length == 1 + kind.raw.length() && typed[0] == kind.number) {
                Bytes raw = Bytes.of(typed, 1, typed.length);
                var key = new WitnessKey(parts.group(1), kind, raw);
                if (!key.toString().equals(line)) {
                    throw new IllegalArgumentException("the id does not belong to the key");
                }
                return key;
            }
        }
        throw new IllegalArgumentException(
                "this is no key of a witness: those are Ed25519 (kind 4) or ML-DSA-44 (kind 6)");
    }

    /// Who signs.
    public String name() {
        return name;
    }

    /// When the witness says that it has seen a checkpoint to be the largest of its log.
    ///
    /// @param note its signatures of others do no harm
    /// @return null when the witness has not cosigned it
    /// @throws IllegalArgumentException when it is no note of a checkpoint, or a cosignature by
    ///   this key does not hold
    public @Nullable Instant cosigned(String note) {
        Note.Parts parts = Note.parse(note);
        return cosigned(parts.text(), parts.signatures());
    }

    @Nullable Instant cosigned(String text, Iterable<Note.Line> signatures) {
        Instant latest = null;
        for (Note.Line line : signatures) {
            if (line.name().equals(name) && line.id() == id()) {
                Instant time = time(text, line.signature().toArray());
                latest = latest == null || time.isAfter(latest) ? time : latest;
            }
        }
        return latest;
    }

    private Instant time(String text, byte[] signed) {
        if (signed.length <= Long.BYTES) {
            throw new IllegalArgumentException("the cosignature of " + name + " is too short");
        }
        long seconds = ByteBuffer.wrap(signed).getLong();
        byte[] signature = Arrays.copyOfRange(signed, Long.BYTES, signed.length);
        if (seconds <= 0 || seconds > Instant.MAX.getEpochSecond()) {
            throw new IllegalArgumentException("the cosignature of " + name + " tells no time");
        }
        if (!kind.raw.verifies(raw.toArray(), message(text, seconds), signature)) {
            throw new IllegalArgumentException(
                    "the cosignature of " + name + " does not agree with the checkpoint");
        }
        return Instant.ofEpochSecond(seconds);
    }

    /// What a witness signs of a checkpoint at a time.
    private byte[] message(String text, long seconds) {
        return switch (kind) {
            case ED25519 ->
                    ("cosignature/v1\ntime " + seconds + "\n" + text)
                            .getBytes(StandardCharsets.UTF_8);
            case ML_DSA_44 -> subtree(Checkpoint.parse(text), seconds);
        };
    }

    private byte[] subtree(Checkpoint checkpoint, long seconds) {
        byte[] cosigner = name.getBytes(StandardCharsets.UTF_8);
        byte[] origin = checkpoint.origin().getBytes(StandardCharsets.UTF_8);
        byte[] label = "subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII);
        byte[] root = checkpoint.root().bytes();
        return ByteBuffer.allocate(
                        label.length + 2 + cosigner.length + origin.length + 24 + root.length)
                .put(label)
                .put((byte) cosigner.length)
                .put(cosigner)
                .putLong(seconds)
                .put((byte) origin.length)
                .put(origin)
                .putLong(0)
                .putLong(checkpoint.size())
                .put(root)
                .array();
    }

    private int id() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((name + '\n').getBytes(StandardCharsets.UTF_8));
            digest.update(kind.number);
            return ByteBuffer.wrap(digest.digest(raw.toArray())).getInt();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// The one-line form that other verifiers of cosignatures read.
    @Override
    public String toString() {
        byte[] typed =
                ByteBuffer.allocate(1 + raw.size()).put(kind.number).put(raw.toArray()).array();
        return name
                + '+'
                + HexFormat.of().toHexDigits(id())
                + '+'
                + Base64.getEncoder().encodeToString(typed);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WitnessKey key && key.toString().equals(toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
