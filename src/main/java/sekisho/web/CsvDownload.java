package sekisho.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;

import io.vertx.core.http.HttpServerResponse;

import java.io.StringWriter;
import java.util.List;

/// A CSV file on its way to a browser: UTF-8 with BOM and CRLF, as spreadsheets here expect it. It
/// is sent in pieces, each awaited, so its length does not matter.
final class CsvDownload {
    private static final int PIECE = 32 * 1024;

    /// What spreadsheets take for the beginning of a formula, full-width forms included.
    private static final String FORMULA = "=+-@＝＋－＠\t\r\0";

    private final HttpServerResponse response;
    private final StringWriter piece = new StringWriter(PIECE + 4096);
    private final CsvWriter csv;

    CsvDownload(HttpServerResponse response, String name) {
        this.response = response;
        // Pieces are ours to cut: a buffer of the writer's own would keep their ends back.
        this.csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).bufferSize(0).build(piece);
        response.setChunked(true)
                .putHeader("Content-Type", "text/csv; charset=utf-8")
                .putHeader("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .putHeader("Cache-Control", "no-store");
        piece.write('\uFEFF');
    }

    void row(List<String> fields) {
        csv.writeRecord(fields.stream().map(CsvDownload::guarded).toList());
        if (piece.getBuffer().length() >= PIECE) {
            send();
        }
    }

    void end() {
        send();
        response.end().await();
    }

    private void send() {
        String text = piece.toString();
        piece.getBuffer().setLength(0);
        BrowserGone.unlessTaken(response, text);
    }

    /// A field that begins like a formula is made a text.
    static String guarded(String field) {
        return !field.isEmpty() && FORMULA.indexOf(field.charAt(0)) >= 0 ? "'" + field : field;
    }
}
