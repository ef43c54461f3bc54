package sekisho.sensor.serial;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.CardFormats;
import sekisho.sensor.mapping.TextPatterns;
import sekisho.site.Bytes;

import java.util.List;

/// What the frames of a line look like.
///
/// @param start every frame begins with it; nothing: a frame begins where the last one ended
/// @param size how one knows where it ends
/// @param max no frame is longer, in bytes
/// @param check absent: nothing tells a disturbed frame but its fields
/// @param fields in their order
/// @param patterns absent: the frame's content is not text
record SerialFormat(
        Bytes start,
        Size size,
        int max,
        @Nullable Check check,
        List<Field> fields,
        @Nullable TextPatterns patterns) {
    static final int MAX = 4096;

    SerialFormat {
        fields = List.copyOf(fields);
    }

    /// How one knows where a frame ends.
    sealed interface Size {

        /// At these bytes.
        record Until(Bytes end) implements Size {}

        /// After so many bytes in all; the last of them are `end`.
        record Fixed(int bytes, Bytes end) implements Size {}

        /// A number in the frame tells, and so many bytes more than it; the last of them are `end`.
        record Told(Span at, Written written, int more, Bytes end) implements Size {}

        /// The bytes behind everything else.
        default Bytes end() {
            return switch (this) {
                case Until(Bytes end) -> end;
                case Fixed(_, Bytes end) -> end;
                case Told(_, _, _, Bytes end) -> end;
            };
        }
    }

    /// How a number stands in a frame.
    enum Written {
        /// As it is, the highest byte first.
        BINARY,
        /// As it is, the lowest byte first.
        BINARY_LOW_FIRST,
        /// In ASCII hexadecimal digits.
        HEX,
        /// In ASCII decimal digits.
        DECIMAL
    }

    /// A check over a part of the frame.
    ///
    /// @param hexDigits the bytes it is over are pairs of hexadecimal digits: the check is over
    ///   what they stand for
    record Check(Checksum kind, Span over, boolean hexDigits, Span at, Written written) {}

    /// A part of the frame with a name.
    record Field(String name, Span at, As as, @Nullable Card card) {}

    /// What the bytes of a field are.
    enum As {
        /// Printable ASCII.
        TEXT,
        /// ASCII hexadecimal digits.
        HEX,
        /// ASCII decimal digits.
        DECIMAL,
        /// Two decimal digits in each byte.
        BCD,
        /// A number, the highest byte first.
        NUMBER,
        /// A number, the lowest byte first.
        NUMBER_LOW_FIRST,
        /// Anything, read as hexadecimal.
        BYTES
    }

    /// The field holds the bits of a card.
    ///
    /// @param bits how many
    /// @param atTheEnd they are the last of the field's bits; otherwise the first
    record Card(int bits, boolean atTheEnd, CardFormats formats) {}
}
