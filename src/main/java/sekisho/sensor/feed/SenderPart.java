package sekisho.sensor.feed;

import org.jspecify.annotations.Nullable;

import sekisho.config.Form;
import sekisho.config.Section;
import sekisho.sensor.Surroundings;
import sekisho.sensor.mapping.Mapping;
import sekisho.sensor.mapping.MappingPart;
import sekisho.sensor.mapping.Places;
import sekisho.site.SourceId;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// What the site file says of every sender alike.
public final class SenderPart {
    private static final Form<SourceId> ID =
            Form.id(SourceId::new).asking("an id such as annex-panel");

    private final Surroundings plan;

    public SenderPart(Surroundings plan) {
        this.plan = plan;
    }

    /// Reads `id`, `mapping`, `speaks-for` and `silent-after`.
    ///
    /// @param ownForm whether its messages may be facts in our own form; otherwise it needs a
    ///   mapping
    /// @param connects see [SenderConfig#connects]
    /// @return null when something was wrong, which is noted
    public @Nullable SenderConfig read(Section in, boolean ownForm, boolean connects) {
        SourceId id = in.required("id", ID);
        if (id != null) {
            plan.sources().add(id, in.mark("id"));
        }
        if (!ownForm) {
            in.expect("mapping", "how its messages become facts");
        }
        Section described = in.section("mapping", "the mapping");
        Mapping mapping =
                described == null ? null : MappingPart.read(described, Places.of(plan), null);
        List<SourceId> others =
                ownForm
                        ? in.list("speaks-for", ID).stream().map(Section.Placed::value).toList()
                        : List.of();
        if (described != null && !others.isEmpty()) {
            in.fault("speaks-for", "a sender with a mapping speaks for itself alone; take it out");
        }
        var silentAfter = in.optional("silent-after", Form.SPAN);
        return id == null || mapping == null && !(described == null && ownForm)
                ? null
                : new SenderConfig(id, mapping, Set.copyOf(others), silentAfter, connects);
    }

    /// The fields that together identify a message, under `identity`; mostly none.
    public static Identity identity(Section in) {
        return new Identity(
                in.list("identity", Form.TEXT.asking("the name of a field")).stream()
                        .map(Section.Placed::value)
                        .toList());
    }

    /// A file that must be there and be readable; null, and a fault, when it is not. A relative
    /// path starts at the folder of the site file.
    public @Nullable Path file(Section in, String key, boolean required) {
        Form<Path> form = Form.PATH.asking("the path of a file");
        Path written = required ? in.required(key, form) : in.optional(key, form);
        if (written == null) {
            return null;
        }
        Path file = plan.faults().file().toAbsolutePath().resolveSibling(written).normalize();
        if (!Files.isReadable(file)) {
            in.fault(
                    key,
                    Files.exists(file)
                            ? "%s may not be read by %s"
                                    .formatted(file, System.getProperty("user.name"))
                            : "there is no file " + file);
            return null;
        }
        return file;
    }
}
