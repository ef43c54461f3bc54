package sekisho.site.json;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Texts that come again and again, each made once: ids, names of members, types.
///
/// Whoever gets the same object again need not compare its characters. The table never grows; a
/// newcomer takes the place of an older one. Any thread may use it: what they see of each other's
/// words is whole, or not there yet.
final class Words {
    private static final int SLOTS_LOG = 14;

    private final @Nullable Word[] slots = new Word[1 << SLOTS_LOG];

    private record Word(byte[] ascii, String text) {}

    /// The text of some ASCII bytes.
    ///
    /// @param hash of the bytes, whatever the function
    String of(byte[] bytes, int from, int until, int hash) {
        int slot = hash * 0x9E3779B9 >>> Integer.SIZE - SLOTS_LOG;
        Word known = slots[slot];
        if (known != null
                && Arrays.equals(known.ascii, 0, known.ascii.length, bytes, from, until)) {
            return known.text;
        }
        byte[] ascii = Arrays.copyOfRange(bytes, from, until);
        var word = new Word(ascii, new String(ascii, StandardCharsets.US_ASCII));
        slots[slot] = word;
        return word.text;
    }
}
