package sekisho.sensor.serial;

import org.jspecify.annotations.Nullable;

import sekisho.config.Faults;
import sekisho.config.Form;
import sekisho.config.Misconfigured;
import sekisho.config.Section;
import sekisho.config.YamlText;
import sekisho.sensor.CardFormatsPart;
import sekisho.sensor.mapping.TextPatterns;
import sekisho.sensor.serial.SerialFormat.As;
import sekisho.sensor.serial.SerialFormat.Card;
import sekisho.sensor.serial.SerialFormat.Check;
import sekisho.sensor.serial.SerialFormat.Field;
import sekisho.sensor.serial.SerialFormat.Size;
import sekisho.sensor.serial.SerialFormat.Written;
import sekisho.site.Bytes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Reads a [SerialFormat] from a file, with everything that is wrong with it.
public final class SerialFormatPart {
    private static final int MAX_USUAL = 256;

    /// A number of more bytes is no number of a card, a door or a length.
    private static final int NUMBER_BYTES_MAX = 8;

    private static final Form<Integer> BYTES = Form.whole(1, SerialFormat.MAX);
    private static final Form<Integer> MORE = Form.whole(-SerialFormat.MAX, SerialFormat.MAX);
    private static final Form<Integer> BITS = Form.whole(1, 256);
    private static final Form<Checksum> CHECKSUM = words(Checksum.values());
    private static final Form<Written> WRITTEN = words(Written.values());
    private static final Form<As> AS = words(As.values());

    private enum Of {
        BYTES,
        HEX_DIGITS
    }

    private enum End {
        FIRST,
        LAST
    }

    private final Section in;
    private final CardFormatsPart cards;
    private final Set<String> names = new LinkedHashSet<>();

    private SerialFormatPart(Section in, CardFormatsPart cards) {
        this.in = in;
        this.cards = new CardFormatsPart(cards, in);
    }

    /// A format, and the names of the fields that its frames have.
    public record Read(SerialFormat format, Set<String> names) {}

    /// Reads a file that holds a format and nothing else.
    ///
    /// @throws Misconfigured with everything that is wrong with it
    public static Read read(Path file) throws Misconfigured {
        var faults = new Faults(file);
        Section root = Section.root("the format", YamlText.of(file, "a format"), faults);
        Read read = read(root, new CardFormatsPart());
        root.close();
        faults.check();
        if (read == null) {
            throw new IllegalStateException("a format without a fault was not read");
        }
        return read;
    }

    /// Reads a format that may use the card formats of its file and others that are known.
    ///
    /// @return null when something was wrong, which is noted
    public static @Nullable Read read(Section in, CardFormatsPart cards) {
        return new SerialFormatPart(in, cards).format();
    }

    private static <E extends Enum<E>> Form<E> words(E[] values) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E value : values) {
            words.put(value.name().toLowerCase(Locale.ROOT).replace('_', '-'), value);
        }
        return Form.word(words);
    }

    private @Nullable Read format() {
        Bytes start = in.optional("start", Literal.FORM, Bytes.NONE);
        Bytes end = in.optional("end", Literal.FORM, Bytes.NONE);
        int max = in.optional("max", BYTES, MAX_USUAL);
        Size size = size(end, max);
        Check check = check();
        List<Field> fields = fields();
        TextPatterns patterns = in.has("patterns") ? TextPatterns.read(in, "patterns") : null;
        if (patterns != null) {
            patterns.names().forEach(name -> name(in, "patterns", name));
        }
        if (names.isEmpty()) {
            in.fault("", "a format needs \"fields\" or \"patterns\": what its frames say");
        }
        return size == null
                ? null
                : new Read(new SerialFormat(start, size, max, check, fields, patterns), names);
    }

    private @Nullable Size size(Bytes end, int max) {
        if (!in.has("length")) {
            if (end.size() == 0) {
                in.fault(
                        "",
                        "a format needs \"end\" or \"length\": how one knows where a frame ends");
                return null;
            }
            return new Size.Until(end);
        }
        if (in.isScalar("length")) {
            Integer bytes = in.required("length", BYTES);
            return bytes == null ? null : new Size.Fixed(checked(bytes, max), end);
        }
        Section told = in.section("length", "\"length\"");
        if (told == null) {
            return null;
        }
        Span at = told.required("at", Span.FORM);
        Written written = told.optional("written", WRITTEN, Written.BINARY);
        int more = told.optional("more", MORE, 0);
        if (at != null && (at.from() < 0 || at.until() < 0)) {
            told.fault("at", "where the length stands is counted from the beginning");
            return null;
        }
        return at == null || !isNumber(told, at, written)
                ? null
                : new Size.Told(at, written, more, end);
    }

    private int checked(int bytes, int max) {
        if (bytes > max) {
            in.fault("length", "longer than \"max\", which is " + max);
        }
        return bytes;
    }

    private static boolean isNumber(Section section, Span at, Written written) {
        boolean binary = written == Written.BINARY || written == Written.BINARY_LOW_FIRST;
        int size = (at.from() < 0) == (at.until() < 0) ? at.until() - at.from() + 1 : 0;
        if (size < 1 || size > (binary ? NUMBER_BYTES_MAX / 2 : NUMBER_BYTES_MAX)) {
            section.fault("at", "a number has 1 to 4 bytes, or 1 to 8 digits");
            return false;
        }
        return true;
    }

    private @Nullable Check check() {
        Section described = in.section("check", "\"check\"");
        if (described == null) {
            return null;
        }
        Checksum kind = described.required("kind", CHECKSUM);
        Span over = described.required("over", Span.FORM);
        Of of = described.optional("of", words(Of.values()), Of.BYTES);
        Span at = described.required("at", Span.FORM);
        Written usual = kind == Checksum.CRC16_MODBUS ? Written.BINARY_LOW_FIRST : Written.BINARY;
        Written written = described.optional("written", WRITTEN, usual);
        if (kind == null || over == null || at == null || !isNumber(described, at, written)) {
            return null;
        }
        int wide = at.until() - at.from() + 1;
        int wanted =
                switch (written) {
                    case BINARY, BINARY_LOW_FIRST -> kind.size;
                    case HEX -> 2 * kind.size;
                    case DECIMAL -> wide;
                };
        if (wide != wanted) {
            described.fault("at", "this check has %d bytes, not %d".formatted(wanted, wide));
        }
        return new Check(kind, over, of == Of.HEX_DIGITS, at, written);
    }

    private List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        for (Section one : in.sections("fields", "a field")) {
            String name = one.required("name", Form.TEXT.asking("a name for the field"));
            Span at = one.required("at", Span.FORM);
            As as = one.required("as", AS);
            Card card = card(one, as);
            if (name != null) {
                name(one, "name", name);
            }
            if (name != null && at != null && as != null) {
                fields.add(new Field(name, at, as, card));
            }
        }
        return fields;
    }

    private @Nullable Card card(Section one, @Nullable As as) {
        Integer bits = one.optional("bits", BITS);
        End end = one.optional("bits-are", words(End.values()), End.LAST);
        var formats = cards.read(one);
        if (bits == null) {
            if (one.has("formats") || one.has("bits-are")) {
                one.fault("", "a field with a card needs \"bits\": how many the card has");
            }
            return null;
        }
        if (as != null && as != As.HEX && as != As.BYTES) {
            one.fault("as", "the bits of a card stand as hex or as bytes");
        }
        return new Card(bits, end == End.LAST, formats);
    }

    private void name(Section section, String key, String name) {
        if (!names.add(name)) {
            section.fault(key, "there is a field \"%s\" already".formatted(name));
        }
    }
}
