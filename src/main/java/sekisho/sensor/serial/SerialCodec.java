package sekisho.sensor.serial;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.CardFormats;
import sekisho.sensor.mapping.Fields;
import sekisho.sensor.serial.SerialFormat.Card;
import sekisho.sensor.serial.SerialFormat.Check;
import sekisho.sensor.serial.SerialFormat.Field;
import sekisho.sensor.serial.SerialFormat.Written;
import sekisho.site.Bytes;
import sekisho.site.json.Unreadable;

import java.util.LinkedHashMap;
import java.util.Map;

/// What the bytes of a frame say, by its format. Total: every run of bytes has fields or a reason.
final class SerialCodec {
    private final SerialFormat format;

    SerialCodec(SerialFormat format) {
        this.format = format;
    }

    /// What some bytes are when they are taken for a frame.
    ///
    /// @return [Framed.Whole]; [Framed.Refused] where the check tells that this was a frame all the
    ///   same; else [Framed.Noise]
    Framed read(Bytes bytes) {
        String fault = fault(bytes);
        if (fault != null) {
            return new Framed.Noise(bytes, fault);
        }
        try {
            return new Framed.Whole(bytes, fields(bytes));
        } catch (Unreadable e) {
            String reason = String.valueOf(e.getMessage());
            return format.check() == null
                    ? new Framed.Noise(bytes, reason)
                    : new Framed.Refused(bytes, reason);
        }
    }

    /// A number that stands in a frame; −1 when there is none.
    static int number(Bytes frame, Span at, Written written) {
        if (!at.fits(frame.size())) {
            return -1;
        }
        Bytes bytes = at.of(frame);
        String digits =
                switch (written) {
                    case BINARY -> Long.toString(Numbers.number(bytes, false));
                    case BINARY_LOW_FIRST -> Long.toString(Numbers.number(bytes, true));
                    case HEX -> Numbers.digits(bytes, 16);
                    case DECIMAL -> Numbers.digits(bytes, 10);
                };
        try {
            return digits == null ? -1 : Integer.parseInt(digits, written == Written.HEX ? 16 : 10);
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    /// Why this is no frame; null when it is one.
    private @Nullable String fault(Bytes bytes) {
        Bytes end = format.size().end();
        if (bytes.size() < format.start().size() + end.size()) {
            return "a length of " + bytes.size();
        }
        if (!bytes.from(bytes.size() - end.size()).equals(end)) {
            return "no end where it should be";
        }
        Check check = format.check();
        if (check == null) {
            return null;
        }
        if (!check.over().fits(bytes.size()) || !check.at().fits(bytes.size())) {
            return "a length of " + bytes.size();
        }
        Bytes over = check.over().of(bytes);
        Bytes covered = check.hexDigits() ? Numbers.ofHexDigits(over) : over;
        return covered == null
                        || check.kind().of(covered) != number(bytes, check.at(), check.written())
                ? "a bad check"
                : null;
    }

    private Map<String, String> fields(Bytes bytes) throws Unreadable {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Field field : format.fields()) {
            fields.put(field.name(), text(bytes, field));
        }
        if (format.patterns() != null) {
            int from = format.start().size();
            Bytes content = bytes.part(from, bytes.size() - format.size().end().size());
            String text = Numbers.text(content);
            Fields found = text == null ? null : format.patterns().fields(text);
            if (found == null) {
                throw new Unreadable("no pattern fits");
            }
            for (String name : format.patterns().names()) {
                String value = found.field(name);
                if (value != null) {
                    fields.put(name, value);
                }
            }
        }
        return fields;
    }

    private static String text(Bytes frame, Field field) throws Unreadable {
        if (!field.at().fits(frame.size())) {
            throw new Unreadable("too short for the field " + field.name());
        }
        Bytes bytes = field.at().of(frame);
        String text =
                switch (field.as()) {
                    case TEXT -> Numbers.text(bytes);
                    case HEX -> Numbers.digits(bytes, 16);
                    case DECIMAL -> Numbers.digits(bytes, 10);
                    case BCD -> Numbers.bcd(bytes);
                    case NUMBER -> Numbers.decimal(bytes, false);
                    case NUMBER_LOW_FIRST -> Numbers.decimal(bytes, true);
                    case BYTES -> bytes.hex();
                };
        if (text == null) {
            throw new Unreadable("the field " + field.name() + " is not of its kind");
        }
        return field.card() == null ? text : card(field, field.card(), bytes);
    }

    private static String card(Field field, Card card, Bytes bytes) throws Unreadable {
        Bytes whole = field.as() == SerialFormat.As.HEX ? Numbers.ofHexDigits(bytes) : bytes;
        int there = whole == null ? 0 : whole.size() * 8;
        if (whole == null || there < card.bits()) {
            throw new Unreadable(
                    "the field %s has %d bits, not %d".formatted(field.name(), there, card.bits()));
        }
        Bytes bits = leftAligned(whole, card.atTheEnd() ? there - card.bits() : 0, card.bits());
        CardFormats.Read read = card.formats().read(card.bits(), bits);
        if (!read.sound()) {
            throw new Unreadable("a card whose parity does not hold");
        }
        return read.credential().value();
    }

    /// Some bits of bytes, the first one highest in the first byte, and zeros behind the last.
    private static Bytes leftAligned(Bytes bytes, int from, int count) {
        var bits = new byte[(count + 7) / 8];
        for (int i = 0; i < count; i++) {
            int at = from + i;
            int bit = bytes.at(at / 8) >> 7 - at % 8 & 1;
            bits[i / 8] |= (byte) (bit << 7 - i % 8);
        }
        return Bytes.of(bits);
    }
}
