package sekisho.journal.tree;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A signed note (C2SP signed-note): a text, an empty line, and a line per signature.
public final class Note {
    /// A note has at most so many signature lines; more are not looked at.
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

    /// The text of a note that this key has signed. Signatures of others do no harm.
    ///
    /// @throws IllegalArgumentException when it is no note, or not signed by this key
    public static String open(String note, VerifierKey key) {
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n") || hasControls(note)) {
            throw new IllegalArgumentException("this is not a signed note");
        }
        String text = note.substring(0, end + 1);
        boolean signed = false;
        var lines = note.substring(end + 2).lines().limit(SIGNATURES_MAX).toList();
        for (String line : lines) {
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
            if (parts.group(1).equals(key.name()) && ByteBuffer.wrap(bytes).getInt() == key.id()) {
                var signature = new byte[bytes.length - Integer.BYTES];
                ByteBuffer.wrap(bytes, Integer.BYTES, signature.length).get(signature);
                if (!key.verifies(text.getBytes(StandardCharsets.UTF_8), signature)) {
                    throw new IllegalArgumentException(
                            "the signature of " + key.name() + " does not agree with the text");
                }
                signed = true;
            }
        }
        if (!signed) {
            throw new IllegalArgumentException("the note is not signed by " + key.name());
        }
        return text;
    }

    /// A note holds no control characters but newlines.
    private static boolean hasControls(String note) {
        return note.chars().anyMatch(c -> c < 0x20 && c != '\n' || c == 0x7F);
    }
}
