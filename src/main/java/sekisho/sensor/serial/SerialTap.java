package sekisho.sensor.serial;

import org.jspecify.annotations.Nullable;

import sekisho.site.Bytes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Hears a line for somebody who describes its form: shows bytes, and what a format makes of them.
public final class SerialTap {
    private final @Nullable SerialFramer framer;
    private long frames;

    /// @param format null: nothing is known of the form yet
    public SerialTap(SerialFormatPart.@Nullable Read format) {
        this.framer = format == null ? null : new SerialFramer(format.format());
    }

    /// Takes what the line delivered, and says what it completes.
    public void heard(Bytes bytes, Consumer<String> words) {
        if (framer != null) {
            framer.accept(bytes, piece -> words.accept(words(piece)));
        }
    }

    /// The line has been silent for a while: what was begun has broken off.
    public void silence(Consumer<String> words) {
        if (framer != null && framer.held() > 0) {
            framer.giveUp(piece -> words.accept(words(piece)));
        }
    }

    /// How many frames were read.
    public long frames() {
        return frames;
    }

    private String words(Framed piece) {
        return switch (piece) {
            case Framed.Whole(_, Map<String, String> fields) -> {
                frames++;
                List<String> said = new ArrayList<>();
                fields.forEach((name, value) -> said.add(name + '=' + value));
                yield "frame: " + String.join(", ", said);
            }
            case Framed.Refused(Bytes bytes, String reason) ->
                    "refused: %s: %s".formatted(reason, hex(bytes));
            case Framed.Noise(Bytes bytes, String reason) ->
                    "no frame: %s: %s".formatted(reason, hex(bytes));
        };
    }

    /// Bytes in hexadecimal, with spaces.
    public static String hex(Bytes bytes) {
        return bytes.hex().replaceAll("..(?!$)", "$0 ").toUpperCase(java.util.Locale.ROOT);
    }

    /// Bytes as people read them: printable ones as they are, the others by name.
    public static String readable(Bytes bytes) {
        return Literal.readable(bytes);
    }

    /// What share of bytes look like text: printable, or a control character that frames text.
    public static double textShare(Bytes bytes) {
        long text = 0;
        for (int i = 0; i < bytes.size(); i++) {
            int b = bytes.at(i);
            boolean frames = b == 0x02 || b == 0x03 || b == 0x0A || b == 0x0D;
            text += frames || b >= 0x20 && b < 0x7F ? 1 : 0;
        }
        return bytes.size() == 0 ? 0 : 1.0 * text / bytes.size();
    }
}
