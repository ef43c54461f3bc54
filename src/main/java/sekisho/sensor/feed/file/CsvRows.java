package sekisho.sensor.feed.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// The rows of comma-separated values. A column is named by its heading, or by `#` and its place.
final class CsvRows extends Rows {
    private final Iterator<CsvRecord> records;
    private final FileFormat.Csv format;
    private List<String> columns = List.of();
    private final Map<String, Integer> places = new HashMap<>();
    private boolean ended;

    private CsvRows(FileText text, long size, FileFormat.Csv format) {
        super(text, size);
        this.format = format;
        this.records =
                CsvReader.builder()
                        .fieldSeparator(format.separator())
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .skipEmptyLines(true)
                        .ofCsvRecord(text)
                        .iterator();
    }

    static CsvRows open(FileText text, long size, FileFormat.Csv format, Collection<String> used)
            throws IOException, UnfitFile {
        for (int i = 0; i < format.skip(); i++) {
            if (text.readLine() == null) {
                throw new UnfitFile("the file has fewer than %d lines".formatted(format.skip()));
            }
        }
        var rows = new CsvRows(text, size, format);
        List<String> named = format.columns();
        rows.name(named == null ? rows.heading(rows.record()) : named, used);
        return rows;
    }

    private List<String> heading(@Nullable CsvRecord first) throws UnfitFile {
        if (first == null) {
            throw new UnfitFile("the file has no line with the names of its columns");
        }
        return first.getFields().stream().map(String::strip).toList();
    }

    private void name(List<String> names, Collection<String> used) throws UnfitFile {
        columns = names;
        for (int i = 0; i < names.size(); i++) {
            places.putIfAbsent(names.get(i), i);
            places.put("#" + (i + 1), i);
        }
        List<String> absent = used.stream().filter(name -> !places.containsKey(name)).toList();
        if (!absent.isEmpty()) {
            throw new UnfitFile(
                    "the file has no column %s; it has %s. Is it another \"separator\", another"
                                    .formatted(quoted(absent), quoted(names))
                            + " \"encoding\", or are there lines to \"skip\" before the names?");
        }
    }

    private static String quoted(List<String> names) {
        return String.join(", ", names.stream().map(name -> '"' + name + '"').toList());
    }

    @Override
    @Nullable Row next() throws IOException {
        try {
            CsvRecord record = ended ? null : record();
            return record == null ? null : row(record);
        } catch (CsvParseException e) {
            // Behind a quote that is never closed nothing can be told apart.
            ended = true;
            return Row.unread(0, "", "the rest of the file can't be read: " + e.getMessage());
        }
    }

    private @Nullable CsvRecord record() throws IOException {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Row row(CsvRecord record) {
        List<String> cells = new ArrayList<>(record.getFields());
        long line = record.getStartingLineNumber() + format.skip();
        String text = line(cells);
        String fault = broken(text);
        if (fault != null) {
            return Row.unread(line, text, fault);
        }
        if (cells.size() != columns.size()) {
            return Row.unread(
                    line,
                    text,
                    "it has %d columns, not %d".formatted(cells.size(), columns.size()));
        }
        return new Row(line, text, name -> cell(cells, name), null);
    }

    private @Nullable String cell(List<String> cells, String name) {
        Integer place = places.get(name);
        return place == null ? null : cells.get(place);
    }

    @Override
    String heading() {
        return format.columns() == null ? line(columns) : "";
    }

    /// The cells as a line of this file would have them.
    private String line(List<String> cells) {
        var line = new StringWriter();
        CsvWriter.builder()
                .fieldSeparator(format.separator())
                .bufferSize(0)
                .build(line)
                .writeRecord(cells);
        return line.toString().stripTrailing();
    }
}
