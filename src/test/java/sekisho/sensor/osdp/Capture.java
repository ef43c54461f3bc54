package sekisho.sensor.osdp;

import sekisho.site.Bytes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;

/// Bytes as a line carried them, from an annotated file: hexadecimal, and remarks behind `#`.
final class Capture {
    private Capture() {}

    static Bytes of(String name) {
        String path = "/frames/osdp/" + name + ".hex";
        try (var in = Objects.requireNonNull(Capture.class.getResourceAsStream(path), path)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Bytes.ofHex(
                    text.lines()
                            .map(line -> line.replaceFirst("#.*", "").replaceAll("\\s", ""))
                            .collect(Collectors.joining()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
