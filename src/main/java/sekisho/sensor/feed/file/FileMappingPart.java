package sekisho.sensor.feed.file;

import org.jspecify.annotations.Nullable;

import sekisho.config.Faults;
import sekisho.config.Form;
import sekisho.config.Misconfigured;
import sekisho.config.Section;
import sekisho.config.YamlText;
import sekisho.sensor.feed.file.FileFormat.Encoding;
import sekisho.sensor.mapping.Mapping;
import sekisho.sensor.mapping.MappingPart;
import sekisho.sensor.mapping.Places;
import sekisho.site.SourceId;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads a [FileMapping] from a file, with everything that is wrong with it.
public final class FileMappingPart {
    private static final String WHAT = "the mapping";

    private static final Form<Integer> SKIP = Form.whole(0, 1000);
    private static final Form<Kind> KIND = words(Kind.CSV, Kind.JSON, Kind.JSON_LINES);
    private static final Form<Encoding> ENCODING = words(Encoding.values());
    private static final Form<Character> SEPARATOR =
            Form.of("one character such as \",\", or tab", FileMappingPart::separator);
    private static final Form<String> POINTER =
            Form.of("a JSON pointer such as /events", FileMappingPart::pointer);

    private enum Kind {
        CSV,
        JSON,
        JSON_LINES
    }

    private FileMappingPart() {}

    /// Reads a file that holds a mapping and nothing else.
    ///
    /// @param places what the records may name
    /// @throws Misconfigured with everything that is wrong with it
    public static FileMapping read(Path file, Places places) throws Misconfigured {
        return read(file, YamlText.of(file, WHAT), places);
    }

    /// The same from a text that stands for a file.
    static FileMapping read(Path file, String text, Places places) throws Misconfigured {
        var faults = new Faults(file);
        Section root = Section.root(WHAT, text, faults);
        FileMapping read = read(root, places);
        root.close();
        faults.check();
        if (read == null) {
            throw new IllegalStateException("a mapping without a fault was not read");
        }
        return read;
    }

    /// Reads one that stands in another file; null when something was wrong, which is noted.
    static @Nullable FileMapping read(Section in, Places places) {
        SourceId source =
                in.required("source", Form.id(SourceId::new).asking("an id such as access-system"));
        in.expect("file", "what the file looks like");
        FileFormat format = format(in.section("file", "\"file\""));
        List<String> key = in.list("key", Form.TEXT).stream().map(Section.Placed::value).toList();
        Mapping mapping =
                MappingPart.read(
                        in, places, format instanceof FileFormat.Csv csv ? csv.columns() : null);
        return source == null || format == null || mapping == null
                ? null
                : new FileMapping(source, format, key, mapping);
    }

    private static @Nullable FileFormat format(@Nullable Section in) {
        if (in == null) {
            return null;
        }
        Kind kind = in.required("kind", KIND);
        Encoding encoding = in.optional("encoding", ENCODING, Encoding.AUTO);
        if (kind == null) {
            return null;
        }
        return switch (kind) {
            case CSV -> csv(in, encoding);
            case JSON_LINES -> new FileFormat.JsonLines(encoding);
            case JSON -> new FileFormat.Json(encoding, in.optional("records", POINTER, ""));
        };
    }

    private static FileFormat csv(Section in, Encoding encoding) {
        List<String> columns =
                in.list("columns", Form.TEXT).stream().map(Section.Placed::value).toList();
        return new FileFormat.Csv(
                encoding,
                in.optional("separator", SEPARATOR, ','),
                in.optional("skip", SKIP, 0),
                columns.isEmpty() ? null : columns);
    }

    @SafeVarargs
    private static <E extends Enum<E>> Form<E> words(E... values) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E value : values) {
            words.put(value.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'), value);
        }
        return Form.word(words);
    }

    private static char separator(String text) {
        if (text.equals("tab")) {
            return '\t';
        }
        if (text.length() != 1 || text.equals("\"")) {
            throw new IllegalArgumentException(text);
        }
        return text.charAt(0);
    }

    private static String pointer(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}
