package sekisho.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What no compiler looks at.
class TidyTest {
    private static final Path MAIN = Path.of("src/main/java/sekisho");

    @Test
    void everyPackageHasItsMap() throws Exception {
        try (Stream<Path> folders = Files.walk(MAIN).filter(Files::isDirectory)) {
            List<Path> withoutMap =
                    folders.filter(TidyTest::holdsSources)
                            .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                            .toList();
            assertThat(withoutMap).isEmpty();
        }
    }

    @Test
    void noLineIsWiderThanAHundredColumns() throws Exception {
        try (Stream<Path> sources = Files.walk(Path.of("src"))) {
            List<String> wide =
                    sources.filter(path -> path.toString().endsWith(".java"))
                            .flatMap(TidyTest::wideLines)
                            .toList();
            assertThat(wide).isEmpty();
        }
    }

    private static boolean holdsSources(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Stream<String> wideLines(Path source) {
        try {
            List<String> lines = Files.readAllLines(source);
            return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
                    .filter(i -> lines.get(i).length() > 100 && !lines.get(i).contains("http"))
                    .map(i -> source + ":" + (i + 1));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
