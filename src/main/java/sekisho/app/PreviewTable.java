package sekisho.app;

import sekisho.sensor.feed.file.RowPreview;
import sekisho.site.json.Times;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Prints what an import would do: its first rows as facts, then how many of each fate.
final class PreviewTable {
    private static final int REASONS_MAX = 20;
    private static final int CELL_MAX = 60;
    private static final List<String> HEADINGS =
            List.of("line", "at", "type", "where", "who or what", "fate");

    private PreviewTable() {}

    static void print(RowPreview preview, PrintWriter out) {
        List<List<String>> table = new ArrayList<>();
        table.add(HEADINGS);
        preview.rows().forEach(row -> table.add(cells(row)));
        int[] widths = new int[HEADINGS.size()];
        for (List<String> row : table) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        for (List<String> row : table) {
            var line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i));
                line.append(" ".repeat(widths[i] - width(row.get(i)) + 2));
            }
            out.println(line.toString().stripTrailing());
        }
        out.println();
        printCounts(preview, out);
    }

    private static void printCounts(RowPreview preview, PrintWriter out) {
        out.printf(
                "%,d to be entered (%,d of them doubtful), %,d known already%n",
                preview.entered(), preview.doubtful(), preview.known());
        preview.ignored()
                .forEach((what, count) -> out.printf("%,d ignored: %s%n", count, cut(what)));
        preview.refused().entrySet().stream()
                .sorted(Comparator.comparing(one -> -one.getValue().count()))
                .limit(REASONS_MAX)
                .forEach(one ->
                        out.printf(
                                "%,d refused, the first in line %d: %s%n",
                                one.getValue().count(), one.getValue().line(), one.getKey()));
        if (preview.refused().size() > REASONS_MAX) {
            out.printf("%,d more reasons%n", preview.refused().size() - REASONS_MAX);
        }
        out.println("nothing was entered");
    }

    private static List<String> cells(RowPreview.Shown row) {
        Map<String, Object> members = row.members();
        return List.of(
                Long.toString(row.line()),
                text(members, "at"),
                text(members, "type"),
                joined(members, "zone", "door", "reader", "direction", "machine"),
                joined(members, "credential", "person", "holder", "media", "operator", "reason"),
                cut(row.fate()));
    }

    private static String text(Map<String, Object> members, String name) {
        return switch (members.get(name)) {
            case null -> "";
            case Long millis -> Times.write(Instant.ofEpochMilli(millis));
            case Object value -> cut(value.toString());
        };
    }

    private static String joined(Map<String, Object> members, String... names) {
        List<String> parts = new ArrayList<>();
        for (String name : names) {
            if (members.get(name) != null) {
                parts.add(text(members, name));
            }
        }
        return String.join(" ", parts);
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.codePointCount(0, line.length()) <= CELL_MAX
                ? line
                : line.substring(0, line.offsetByCodePoints(0, CELL_MAX)) + '…';
    }

    /// In columns of a terminal: characters of East Asia take two.
    private static int width(String text) {
        return text.codePoints().map(c -> isWide(c) ? 2 : 1).sum();
    }

    private static boolean isWide(int c) {
        return c >= 0x1100 && c <= 0x115F
                || c >= 0x2E80 && c <= 0xA4CF
                || c >= 0xAC00 && c <= 0xD7A3
                || c >= 0xF900 && c <= 0xFAFF
                || c >= 0xFE30 && c <= 0xFE6F
                || c >= 0xFF00 && c <= 0xFF60
                || c >= 0xFFE0 && c <= 0xFFE6
                || c >= 0x1F300 && c <= 0x1FAFF
                || c >= 0x20000 && c <= 0x3FFFD;
    }
}
