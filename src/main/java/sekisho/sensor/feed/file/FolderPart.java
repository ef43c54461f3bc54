package sekisho.sensor.feed.file;

import org.jspecify.annotations.Nullable;

import sekisho.config.Form;
import sekisho.config.Mark;
import sekisho.config.Section;
import sekisho.sensor.Surroundings;
import sekisho.sensor.mapping.Places;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `folders:`, into which other systems put files.
public final class FolderPart {
    private static final Duration EVERY = Duration.ofSeconds(10);

    private FolderPart() {}

    /// The folders that a site file names.
    public static List<FolderConfig> read(Section root, Surroundings plan) {
        List<FolderConfig> folders = new ArrayList<>();
        Map<Path, Mark> taken = new HashMap<>();
        for (Section in : root.sections("folders", "a folder")) {
            FolderConfig one = folder(in, plan, taken);
            if (one != null) {
                folders.add(one);
            }
        }
        return folders;
    }

    private static @Nullable FolderConfig folder(
            Section in, Surroundings plan, Map<Path, Mark> taken) {
        Path named = in.required("folder", Form.PATH);
        Duration every = in.optional("every", Form.SPAN, EVERY);
        in.expect("mapping", "what its files mean, or the path of a file that says so");
        Section described = in.sectionOrFile("mapping", "the mapping");
        FileMapping mapping =
                described == null ? null : FileMappingPart.read(described, Places.of(plan));
        if (every.isZero()) {
            in.fault("every", "a folder is looked into once a second at most");
            return null;
        }
        if (mapping != null) {
            plan.sources().add(mapping.source(), in.mark("mapping"));
        }
        if (named == null || mapping == null) {
            return null;
        }
        Path file = plan.faults().file().toAbsolutePath();
        Path folder = file.resolveSibling(named).normalize();
        Mark before = taken.putIfAbsent(folder, in.mark("folder"));
        if (before != null) {
            in.fault("folder", "this folder is already in line " + before.line());
        }
        return new FolderConfig(folder, mapping, every);
    }
}
