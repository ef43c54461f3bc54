package sekisho.sensor.feed.file;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Which files of a folder somebody has finished writing: those that are as they were at the last
/// look. Pure.
final class Finished {
    private static final Set<String> UNFINISHED = Set.of(".part", ".tmp", ".filepart");

    /// How a file is.
    record Print(long size, FileTime changed) {}

    private Map<Path, Print> before = new HashMap<>();

    /// Looks again; the files that are finished, in the order of their names.
    List<Path> look(Map<Path, Print> now) {
        List<Path> finished = new ArrayList<>();
        new TreeMap<>(now)
                .forEach((file, print) -> {
                    if (print.equals(before.get(file)) && isNamedSo(file)) {
                        finished.add(file);
                    }
                });
        before = new HashMap<>(now);
        return finished;
    }

    /// What begins with a dot, or ends as programs name what they are still writing, is left alone.
    private static boolean isNamedSo(Path file) {
        String name = String.valueOf(file.getFileName());
        return !name.startsWith(".") && UNFINISHED.stream().noneMatch(name::endsWith);
    }
}
