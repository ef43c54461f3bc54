package sekisho.sensor.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sekisho.site.Bytes;
import sekisho.site.json.Unreadable;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What somebody sees who describes a line.
class SerialTapTest {
    private final List<String> words = new ArrayList<>();

    @Test
    void tellsTheFieldsOfFramesAndWhyOthersAreNone() throws Exception {
        var tap =
                new SerialTap(SerialFormatPart.read(Path.of("hardware/serial/em4100-ascii.yaml")));
        tap.heard(Literal.parse("STX '0C000621A58E' CR LF ETX"), words::add);
        tap.heard(Literal.parse("STX '0C000621A58F' CR LF ETX"), words::add);
        tap.heard(Literal.parse("STX '0C'"), words::add);
        tap.silence(words::add);
        assertThat(words)
                .containsExactly(
                        "frame: Card=40:0c000621a5",
                        "no frame: a bad check: 02 30 43 30 30 30 36 32 31 41 35 38 46 0D 0A 03",
                        "no frame: broken off: 02 30 43");
        assertThat(tap.frames()).isEqualTo(1);
    }

    @Test
    void whatWasRecordedIsReadAsItWas() throws Exception {
        var heard =
                new SerialCapture(
                        Instant.parse("2026-11-21T00:00:05.123Z"), Bytes.of((byte) 2, (byte) 0xFF));
        assertThat(heard.line()).isEqualTo("2026-11-21T00:00:05.123Z 02 FF");
        assertThat(SerialCapture.read(heard.line())).isEqualTo(heard);
    }

    @ParameterizedTest
    @ValueSource(strings = {"02 30", "2026-11-21T00:00:05Z 0", "2026-11-21T00:00:05Z xy", ""})
    void whatIsNoRecordingIsRefused(String line) {
        assertThatThrownBy(() -> SerialCapture.read(line)).isInstanceOf(Unreadable.class);
    }

    @Test
    void textIsToldFromNoise() {
        assertThat(SerialTap.textShare(Literal.parse("STX 'abc' CR LF"))).isEqualTo(1);
        assertThat(SerialTap.textShare(Literal.parse("00 FF 81 41"))).isEqualTo(0.25);
    }
}
