package sekisho.journal.tree;

import sekisho.site.Bytes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A signed note (C2SP signed-note): a text, an empty line, and a line per signature.
public final class Note {
    /// With more signature lines it is none.
    private static final int SIGNATURES_MAX = 100;

    private static final Pattern SIGNATURE =
            Pattern.compile("\u2014 (\\S+) ([A-Za-z0-9+/]+={0,2})");

    private Note() {}

    /// The note, signed by one key.
    ///
    /// @param text ends with a newline
    static String sign(String text, SigningKey key) {
        byte[] signature = key.sign(text.getBytes(StandardCharsets.UTF_8));
        byte[] line =
                ByteBuffer.allocate(Integer.BYTES + signature.length)
                        .putInt(key.verifier().id())
                        .put(signature)
                        .array();
        return text
                + "\n\u2014 "
                + key.verifier().name()
                + ' '
                + Base64.getEncoder().encodeToString(line)
                + '\n';
    }

    /// What a note consists of.
    ///
    /// @param text what is signed; ends with a newline
    /// @param signatures in their order, whosesoever
    public record Parts(String text, List<Line> signatures) {
        public Parts {
            signatures = List.copyOf(signatures);
        }
    }

    /// A signature of a note.
    ///
    /// @param name who signs
    /// @param id of the key
    /// @param signature the bytes, in the way of the kind of key
    /// @param written the whole line, without its newline
    public record Line(String name, int id, Bytes signature, String written) {}

    /// Takes a note apart; nothing of it is checked yet.
    ///
    /// @throws IllegalArgumentException when it is no note
    public static Parts parse(String note) {
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n") || hasControls(note)) {
            throw new IllegalArgumentException("this is not a signed note");
        }
        return new Parts(note.substring(0, end + 1), signatures(note.substring(end + 2)));
    }

    /// The signatures in lines that belong to a note.
    ///
    /// @throws IllegalArgumentException when one is none
    public static List<Line> signatures(String lines) {
        if (lines.lines().count() > SIGNATURES_MAX) {
            throw new IllegalArgumentException(
                    "a note has at most " + SIGNATURES_MAX + " signatures");
        }
        return lines.lines().map(Note::line).toList();
    }

    private static Line line(String line) {
        Matcher parts = SIGNATURE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a line of the note is no signature: " + line);
        }
        byte[] bytes = Base64.getDecoder().decode(parts.group(2));
        if (!Base64.getEncoder().encodeToString(bytes).equals(parts.group(2))) {
            throw new IllegalArgumentException("a signature of the note has bits left over");
        }
        if (bytes.length < Integer.BYTES + 1) {
            throw new IllegalArgumentException("a signature of the note is too short");
        }
        return new Line(
                parts.group(1),
                ByteBuffer.wrap(bytes).getInt(),
                Bytes.of(Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length)),
                line);
    }

    /// The text of a note that this key has signed. Signatures of others do no harm.
    ///
    /// @throws IllegalArgumentException when it is no note, or not signed by this key
    public static String open(String note, VerifierKey key) {
        Parts parts = parse(note);
        boolean signed = false;
        for (Line line : parts.signatures()) {
            if (line.name().equals(key.name()) && line.id() == key.id()) {
                if (!key.verifies(
                        parts.text().getBytes(StandardCharsets.UTF_8),
                        line.signature().toArray())) {
                    throw new IllegalArgumentException(
                            "the signature of " + key.name() + " does not agree with the text");
                }
                signed = true;
            }
        }
        if (!signed) {
            throw new IllegalArgumentException("the note is not signed by " + key.name());
        }
        return parts.text();
    }

    /// A note with the signatures that another note of the same text has besides. Of another text
    /// nothing is taken.
    public static String together(String note, String other) {
        Parts parts = parse(note);
        Parts more = parse(other);
        if (!more.text().equals(parts.text())) {
            return note;
        }
        var together = new StringBuilder(note);
        for (Line line : more.signatures()) {
            if (parts.signatures().stream().noneMatch(line::equals)) {
                together.append(line.written()).append('\n');
            }
        }
        return together.toString();
    }

    /// The notes of a file, one behind the other with an empty line between; one that was cut off
    /// at the end is left out.
    public static List<String> all(byte[] file) {
        return History.notes(file);
    }

    /// A note holds no control characters but newlines.
    private static boolean hasControls(String note) {
        return note.chars().anyMatch(c -> c < 0x20 && c != '\n' || c == 0x7F);
    }
}
