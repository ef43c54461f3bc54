package sekisho.sensor;

import org.jspecify.annotations.Nullable;

import sekisho.config.Form;
import sekisho.config.Section;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `card-formats:`, formats of one's own; and `formats:`, by which a reader names those of its
/// cards.
public final class CardFormatsPart {
    private static final Form<Integer> BITS = Form.whole(1, CardFormat.BITS_MAX);
    private static final Form<Integer> BIT = Form.whole(0, CardFormat.BITS_MAX - 1);
    private static final Form<List<Integer>> PLACES =
            Form.of("bits such as 1-18 or 2-3,5-6", CardFormatsPart::places);
    private static final Form<CardFormat.Field> FIELD =
            Form.of("the first and the last bit, such as 1-16", CardFormatsPart::field);

    private final Map<String, CardFormat> formats = new LinkedHashMap<>();

    /// Those that have a name anyway.
    public CardFormatsPart() {
        CardFormat.KNOWN.forEach(format -> formats.put(format.name(), format));
    }

    /// The formats that the file describes, and those that have a name anyway.
    public CardFormatsPart(Section root) {
        this();
        root.sections("card-formats", "a card format").forEach(this::readFormat);
    }

    /// These, and those that another part of the file describes for itself.
    public CardFormatsPart(CardFormatsPart known, Section in) {
        formats.putAll(known.formats);
        in.sections("card-formats", "a card format").forEach(this::readFormat);
    }

    /// The formats of a reader's cards.
    public CardFormats read(Section reader) {
        return new CardFormats(
                reader.list("formats", Form.word(formats)).stream()
                        .map(Section.Placed::value)
                        .toList());
    }

    /// The one format that a key names; null where it names none.
    public @Nullable CardFormat one(Section in, String key) {
        return in.optional(key, Form.word(formats));
    }

    private void readFormat(Section in) {
        String name = in.required("name", Form.TEXT.asking("a name for the format"));
        Integer bits = in.required("bits", BITS);
        CardFormat.Field facility = in.optional("facility", FIELD);
        CardFormat.Field number = in.required("number", FIELD);
        List<CardFormat.Parity> parities = new ArrayList<>();
        for (Section one : in.sections("parity", "a parity bit")) {
            CardFormat.Parity parity = parity(one);
            if (parity != null) {
                parities.add(parity);
            }
        }
        if (name == null || bits == null || number == null) {
            return;
        }
        try {
            var format = new CardFormat(name, bits, facility, number, parities);
            if (formats.putIfAbsent(name, format) != null) {
                in.fault("name", "there is a format of this name already");
            }
        } catch (IllegalArgumentException e) {
            in.fault("bits", String.valueOf(e.getMessage()));
        }
    }

    private static CardFormat.@Nullable Parity parity(Section in) {
        Integer bit = in.required("bit", BIT);
        List<Integer> even = in.optional("even", PLACES);
        List<Integer> odd = in.optional("odd", PLACES);
        if (in.has("even") == in.has("odd")) {
            in.fault("", "a parity bit is either \"even\" or \"odd\" over some bits");
        }
        List<Integer> over = odd == null ? even : odd;
        return bit == null || over == null ? null : new CardFormat.Parity(bit, odd != null, over);
    }

    private static CardFormat.Field field(String text) {
        List<Integer> places = places(text);
        return new CardFormat.Field(places.getFirst(), places.getLast());
    }

    private static List<Integer> places(String text) {
        List<Integer> places = new ArrayList<>();
        for (String piece : text.split(",", -1)) {
            String[] ends = piece.strip().split("-", 2);
            int from = Integer.parseInt(ends[0]);
            int until = Integer.parseInt(ends[ends.length - 1]);
            if (from > until || until >= CardFormat.BITS_MAX) {
                throw new IllegalArgumentException(text);
            }
            for (int i = from; i <= until; i++) {
                places.add(i);
            }
        }
        return places;
    }
}
