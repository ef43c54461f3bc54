package sekisho.site;

import java.util.Arrays;
import java.util.HexFormat;

/// A value that is bytes: compared by content, never shared, written as hexadecimal.
public final class Bytes {
    /// No bytes at all.
    public static final Bytes NONE = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /// The bytes as they are now.
    public static Bytes of(byte... content) {
        return content.length == 0 ? NONE : new Bytes(content.clone());
    }

    /// A part of an array, as it is now.
    public static Bytes of(byte[] whole, int from, int until) {
        return from == until ? NONE : new Bytes(Arrays.copyOfRange(whole, from, until));
    }

    /// Bytes from hexadecimal, without separators.
    ///
    /// @throws IllegalArgumentException when the text is something else
    public static Bytes ofHex(String hex) {
        return new Bytes(HexFormat.of().parseHex(hex));
    }

    /// How many there are.
    public int size() {
        return content.length;
    }

    /// One of them, 0 to 255.
    public int at(int index) {
        return content[index] & 0xFF;
    }

    /// Two of them as a number, the lower one first.
    public int u16(int index) {
        return at(index) | at(index + 1) << 8;
    }

    /// From one place up to another.
    public Bytes part(int from, int until) {
        return of(content, from, until);
    }

    /// From one place to the end.
    public Bytes from(int from) {
        return of(content, from, content.length);
    }

    /// These, then the others.
    public Bytes then(Bytes others) {
        byte[] both = Arrays.copyOf(content, content.length + others.content.length);
        System.arraycopy(others.content, 0, both, content.length, others.content.length);
        return new Bytes(both);
    }

    /// A copy.
    public byte[] toArray() {
        return content.clone();
    }

    /// Lower-case hexadecimal.
    public String hex() {
        return HexFormat.of().formatHex(content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return hex();
    }
}
