package sekisho.sensor.serial;

import sekisho.config.Form;
import sekisho.site.Bytes;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Bytes as somebody writes them down: hexadecimal pairs, names of control characters, and texts in
/// single quotes, with spaces between them: `STX`, `CR LF ETX`, `AA 55`, `'OK' CR`.
final class Literal {
    static final Form<Bytes> FORM =
            Form.of("bytes such as STX, CR LF, AA 55 or 'OK'", Literal::parse);

    private static final List<String> CONTROLS =
            List.of(
                    "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT",
                    "FF", "CR", "SO", "SI", "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB",
                    "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US");

    private static final Pattern PIECE =
            Pattern.compile("\\G\\s*(?:([0-9A-Fa-f]{2})|([A-Z][A-Z0-9]{1,2})|'([^']+)')(?=\\s|$)");

    /// Its name is also that of the byte FF.
    private static final int FORM_FEED = 0x0C;

    private Literal() {}

    /// Two letters that are a hexadecimal pair are one: the form feed is `0C`.
    static Bytes parse(String text) {
        var bytes = new ByteArrayOutputStream();
        Matcher piece = PIECE.matcher(text);
        int done = 0;
        while (piece.find()) {
            done = piece.end();
            if (piece.group(1) != null) {
                bytes.write(Integer.parseInt(piece.group(1), 16));
            } else if (piece.group(2) != null) {
                bytes.write(control(piece.group(2)));
            } else {
                bytes.writeBytes(piece.group(3).getBytes(StandardCharsets.US_ASCII));
            }
        }
        if (bytes.size() == 0 || !text.substring(done).isBlank()) {
            throw new IllegalArgumentException(text);
        }
        return Bytes.of(bytes.toByteArray());
    }

    private static int control(String name) {
        int code = CONTROLS.indexOf(name);
        if (code < 0) {
            throw new IllegalArgumentException(name);
        }
        return code;
    }

    /// How people read bytes: printable ones as they are, the others by name or in pointed
    /// brackets.
    static String readable(Bytes bytes) {
        var text = new StringBuilder();
        for (int i = 0; i < bytes.size(); i++) {
            int b = bytes.at(i);
            if (b < CONTROLS.size() && b != FORM_FEED) {
                text.append('<').append(CONTROLS.get(b)).append('>');
            } else if (b >= ' ' && b < 0x7F) {
                text.append((char) b);
            } else {
                text.append("<%02X>".formatted(b));
            }
        }
        return text.toString();
    }
}
