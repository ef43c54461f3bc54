package sekisho.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The sources are formatted by google-java-format, AOSP style. It runs here, and not as a plugin,
/// because Maven itself may run on a JDK that the formatter does not know.
class FormatTest {
    private static final Formatter FORMATTER =
            new Formatter(
                    JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.AOSP).build());

    @Test
    void everySourceIsFormatted() throws Exception {
        boolean write = "write".equals(System.getProperty("format"));
        List<Path> unformatted = new ArrayList<>();
        try (var sources = Files.walk(Path.of("src"))) {
            for (Path source : sources.filter(p -> p.toString().endsWith(".java")).toList()) {
                String text = Files.readString(source);
                String formatted = format(text);
                if (formatted.equals(text)) {
                    continue;
                }
                if (write) {
                    Files.writeString(source, formatted);
                } else {
                    unformatted.add(source);
                }
            }
        }
        assertThat(unformatted)
                .as("to format them: mvn -q test -Dweb.skip -Dtest=FormatTest -Dformat=write")
                .isEmpty();
    }

    private static String format(String text) throws Exception {
        String ordered =
                ImportOrderer.reorderImports(
                        RemoveUnusedImports.removeUnusedImports(text),
                        JavaFormatterOptions.Style.AOSP);
        return FORMATTER.formatSource(ordered);
    }
}
