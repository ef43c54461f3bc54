package sekisho.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.site.Policy;
import sekisho.site.Site;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class CheckpointCommandTest {
    /// Pixels a module, as a camera would see it.
    private static final int SCALE = 4;

    @TempDir Path temp;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private int run(String... arguments) {
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return Main.execute(stream, stream, arguments);
    }

    private String data() {
        return temp.resolve("data").toString();
    }

    private void enter() throws Exception {
        try (Core core =
                Core.open(
                        new Folders(Path.of(data())),
                        Site.undeclared(),
                        Policy.DEFAULT,
                        InstantSource.system())) {
            core.did("station.imported", Instant.now(), Map.of());
        }
    }

    @Test
    void theCodeOnThePageIsTheCheckpointAndVerifies() throws Exception {
        enter();
        String page = temp.resolve("page.html").toString();
        assertThat(run("checkpoint", "print", "--data", data(), page)).as(out.toString()).isZero();
        String html = Files.readString(Path.of(page));
        String note = Files.readString(temp.resolve("data/log/checkpoint"));
        assertThat(html).contains(note, "署名済み記録簿の控え").doesNotContain("{size}", "{note}", "http://");
        String read = read(html);
        assertThat(read).isEqualTo(note);

        enter();
        Path scanned = Files.writeString(temp.resolve("scanned.txt"), read.strip());
        assertThat(run("verify", "--checkpoint", scanned.toString(), data()))
                .as(out.toString())
                .isZero();
        Files.writeString(scanned, read.replaceFirst("\n([0-9]+)\n", "\n9$1\n"));
        assertThat(run("verify", "--checkpoint", scanned.toString(), data())).isEqualTo(14);
    }

    @Test
    void nothingIsWrittenOverAndNothingUnsignedIsPrinted() throws Exception {
        Path page = Files.writeString(temp.resolve("page.html"), "mine");
        assertThat(run("checkpoint", "print", "--data", data(), page.toString())).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("start the station once");
        enter();
        assertThat(run("checkpoint", "print", "--data", data(), page.toString())).isEqualTo(1);
        assertThat(page).hasContent("mine");
    }

    /// What a reader of QR codes makes of the drawing on the page.
    private static String read(String html) throws Exception {
        Matcher box = Pattern.compile("viewBox=\"0 0 (\\d+) \\d+\"").matcher(html);
        assertThat(box.find()).isTrue();
        int size = Integer.parseInt(box.group(1)) * SCALE;
        var pixels = new int[size * size];
        Arrays.fill(pixels, 0xFFFFFF);
        Matcher module = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z").matcher(html);
        while (module.find()) {
            for (int i = 0; i < SCALE * SCALE; i++) {
                int x = Integer.parseInt(module.group(1)) * SCALE + i % SCALE;
                int y = Integer.parseInt(module.group(2)) * SCALE + i / SCALE;
                pixels[y * size + x] = 0;
            }
        }
        var source = new RGBLuminanceSource(size, size, pixels);
        return new QRCodeReader()
                .decode(
                        new BinaryBitmap(new HybridBinarizer(source)),
                        Map.of(DecodeHintType.TRY_HARDER, true))
                .getText();
    }
}
