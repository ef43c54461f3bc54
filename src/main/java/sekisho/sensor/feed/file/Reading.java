package sekisho.sensor.feed.file;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.mapping.Mapped;
import sekisho.sensor.mapping.Mapper;
import sekisho.site.Cardholders;
import sekisho.site.Sighting;
import sekisho.site.json.Foreign;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the rows of one file as facts, and tells what identifies each.
final class Reading {
    private static final char BETWEEN = '\u001F';

    private final FileMapping mapping;
    private final Mapper mapper;
    private final Rows rows;

    /// How often a row of that text came in this file.
    private final Map<String, Integer> alike = new HashMap<>();

    Reading(FileMapping mapping, Cardholders people, Rows rows) {
        this.mapping = mapping;
        this.mapper = new Mapper(mapping.mapping(), mapping.source(), people);
        this.rows = rows;
    }

    /// A row that was read.
    ///
    /// @param identity what no other row of this system has; empty for one that makes no fact
    record Read(Row row, String identity, Mapped mapped) {}

    /// The next row; null behind the last one.
    @Nullable Read next() throws IOException {
        Row row = rows.next();
        if (row == null) {
            return null;
        }
        try {
            if (row.fault() != null) {
                throw new Unreadable(row.fault());
            }
            Mapped mapped = mapper.map(row.fields(), null);
            if (mapped instanceof Mapped.Told told) {
                Foreign.check(
                        new Sighting(
                                told.fact(), mapping.source(), null, null, null, told.beside()));
                return new Read(row, identity(row), mapped);
            }
            return new Read(row, "", mapped);
        } catch (Unreadable e) {
            return new Read(row, "", new Mapped.Refused(String.valueOf(e.getMessage())));
        }
    }

    private String identity(Row row) throws Unreadable {
        if (mapping.key().isEmpty()) {
            return "row"
                    + BETWEEN
                    + row.text()
                    + BETWEEN
                    + alike.merge(row.text(), 1, Integer::sum);
        }
        List<String> parts = new ArrayList<>();
        for (String name : mapping.key()) {
            String value = row.fields().field(name);
            parts.add(value == null ? "" : value.strip());
        }
        if (parts.stream().allMatch(String::isEmpty)) {
            throw new Unreadable("its key is empty: " + String.join(", ", mapping.key()));
        }
        return "key" + BETWEEN + String.join(String.valueOf(BETWEEN), parts);
    }
}
