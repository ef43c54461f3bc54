package sekisho.journal.tree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The keys whose signatures on a log are believed: one that the verifier brought, and those to
/// which the log has handed over from there.
///
/// A handover is a checkpoint with a line more, `handover OLD NEW`, signed by both. So whoever has
/// any of the keys can check everything that the log has signed before and since.
public final class Keys {
    /// The file of the handovers, one note behind the other.
    public static final String HANDOVERS = "handovers";

    private static final String LINE = "handover ";

    private final List<VerifierKey> keys = new ArrayList<>();

    private Keys(VerifierKey pinned) {
        keys.add(pinned);
    }

    /// This key alone.
    public static Keys of(VerifierKey pinned) {
        return new Keys(pinned);
    }

    /// This key and those that the log's own handovers lead to.
    public static Keys of(VerifierKey pinned, Tiles log) throws IOException {
        var keys = new Keys(pinned);
        byte[] file = log.get(HANDOVERS);
        if (file != null) {
            List<String> notes = History.notes(file);
            for (String note : notes) {
                keys.learn(note);
            }
            for (String note : notes.reversed()) {
                keys.learn(note);
            }
        }
        return keys;
    }

    /// A log went over from one key to another.
    public record Handover(String from, String to) {}

    /// The handovers that are signed by both of their keys, in their order.
    public static List<Handover> handovers(Tiles log) throws IOException {
        byte[] file = log.get(HANDOVERS);
        List<Handover> all = new ArrayList<>();
        for (String note : file == null ? List.<String>of() : History.notes(file)) {
            try {
                all.addAll(signed(note));
            } catch (IllegalArgumentException e) {
                // Signed by nobody: it is none.
                continue;
            }
        }
        return all;
    }

    private static List<Handover> signed(String note) {
        List<Handover> signed = new ArrayList<>();
        for (String line : Note.parse(note).text().lines().skip(3).toList()) {
            String[] parts = line.split(" ");
            if (line.startsWith(LINE) && parts.length == 3) {
                Note.open(note, VerifierKey.parse(parts[1]));
                Note.open(note, VerifierKey.parse(parts[2]));
                signed.add(new Handover(parts[1], parts[2]));
            }
        }
        return signed;
    }

    /// The text by which a log goes on under another key.
    static String handover(Checkpoint at, VerifierKey from, VerifierKey to) {
        return at.text() + LINE + from + ' ' + to + '\n';
    }

    private void learn(String note) {
        try {
            String text = open(note);
            for (String line : text.lines().skip(3).toList()) {
                String[] parts = line.split(" ");
                if (line.startsWith(LINE) && parts.length == 3) {
                    VerifierKey from = VerifierKey.parse(parts[1]);
                    VerifierKey to = VerifierKey.parse(parts[2]);
                    Note.open(note, from);
                    Note.open(note, to);
                    add(from);
                    add(to);
                }
            }
        } catch (IllegalArgumentException e) {
            // Signed by nobody who is believed: it introduces nobody.
            return;
        }
    }

    private void add(VerifierKey key) {
        if (key.name().equals(name())
                && keys.stream().noneMatch(one -> one.toString().equals(key.toString()))) {
            keys.add(key);
        }
    }

    /// The name of the log.
    public String name() {
        return keys.getFirst().name();
    }

    /// All of them, the one that the verifier brought first.
    public List<VerifierKey> all() {
        return List.copyOf(keys);
    }

    /// The text of a note that at least one of the keys has signed.
    ///
    /// @throws IllegalArgumentException when none has, or a signature of one is wrong
    String open(String note) {
        IllegalArgumentException reason = null;
        for (VerifierKey key : keys) {
            try {
                return Note.open(note, key);
            } catch (IllegalArgumentException e) {
                reason = reason == null ? e : reason;
            }
        }
        throw reason == null ? new IllegalArgumentException("there is no key") : reason;
    }

    /// The checkpoint in a signed note.
    ///
    /// @throws IllegalArgumentException when it is none of this log, or not signed by a key of it
    public Checkpoint checkpoint(String note) {
        Checkpoint checkpoint = Checkpoint.parse(open(note));
        if (!checkpoint.origin().equals(name())) {
            throw new IllegalArgumentException(
                    "the checkpoint is of another log: " + checkpoint.origin());
        }
        return checkpoint;
    }

    /// The newest checkpoint of a log.
    ///
    /// @throws IllegalArgumentException when there is none, or not signed by a key of the log
    public Checkpoint newest(Tiles log) throws IOException {
        byte[] note = log.get(Publisher.CHECKPOINT);
        if (note == null) {
            throw new IllegalArgumentException("there is no checkpoint: nothing has been signed");
        }
        return checkpoint(new String(note, StandardCharsets.UTF_8));
    }
}
