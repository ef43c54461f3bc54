package sekisho.app;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;

import sekisho.journal.tree.SignedTree;
import sekisho.journal.tree.VerifierKey;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A checkpoint for paper: one page of HTML that loads nothing, with the signed note as text and as
/// a QR code.
final class CheckpointPage {
    /// Blank around the code, in modules; readers want four (ISO/IEC 18004).
    private static final int MARGIN = 4;

    private CheckpointPage() {}

    static String of(SignedTree tree, VerifierKey key) throws IOException {
        try (var in = CheckpointPage.class.getResourceAsStream("checkpoint.html")) {
            if (in == null) {
                throw new IllegalStateException("the page is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{code}", code(tree.note()))
                    .replace("{note}", escaped(tree.note()))
                    .replace("{origin}", escaped(tree.checkpoint().origin()))
                    .replace("{size}", "%,d".formatted(tree.size()))
                    .replace("{root}", tree.checkpoint().root().base64())
                    .replace("{key}", escaped(key.toString()))
                    .replace("{fingerprint}", key.fingerprint());
        }
    }

    /// The code as an SVG image, a unit a module.
    private static String code(String note) {
        BitMatrix modules = modules(note);
        var path = new StringBuilder();
        for (int y = 0; y < modules.getHeight(); y++) {
            for (int x = 0; x < modules.getWidth(); x++) {
                if (modules.get(x, y)) {
                    path.append("M%d %dh1v1h-1z".formatted(x, y));
                }
            }
        }
        return "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"QR\"><path d=\"%s\"/></svg>"
                .formatted(modules.getWidth(), modules.getHeight(), path);
    }

    private static BitMatrix modules(String note) {
        try {
            return new QRCodeWriter()
                    .encode(
                            note,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(
                                    EncodeHintType.ERROR_CORRECTION,
                                    ErrorCorrectionLevel.M,
                                    EncodeHintType.CHARACTER_SET,
                                    "UTF-8",
                                    EncodeHintType.MARGIN,
                                    MARGIN));
        } catch (WriterException e) {
            throw new IllegalStateException("a checkpoint fits into a QR code", e);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
