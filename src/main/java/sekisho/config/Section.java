package sekisho.config;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// One mapping of the file while it is read.
///
/// Every key that is asked for is a key it knows. When all is read, [#close] tells of the keys that
/// nobody asked for, here and further in. What is faulty reads as absent: the fault is noted, and
/// the reading goes on to find the next one.
public final class Section {
    private final String what;
    private final Mark mark;
    private final Faults faults;
    private final Map<String, NodeTuple> tuples = new LinkedHashMap<>();
    private final TreeSet<String> known = new TreeSet<>();
    private final boolean isMapping;
    private final List<Section> inside = new ArrayList<>();

    /// @param what how messages call it, such as `a door`
    Section(String what, Node node, Faults faults) {
        this.what = what;
        this.mark = mark(node);
        this.faults = faults;
        this.isMapping = node instanceof MappingNode;
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(this::take);
        } else {
            faults.add(mark, what + " must be a mapping of keys to values");
        }
    }

    /// The whole of a file.
    ///
    /// @throws Misconfigured when the text is no YAML at all
    public static Section root(String what, String text, Faults faults) throws Misconfigured {
        return new Section(what, YamlText.parse(text, faults), faults);
    }

    private void take(NodeTuple tuple) {
        Node key = tuple.getKeyNode();
        if (!(key instanceof ScalarNode scalar)) {
            faults.add(mark(key), "a key must be a plain word");
            return;
        }
        NodeTuple before = tuples.putIfAbsent(scalar.getValue(), tuple);
        if (before != null) {
            faults.add(
                    mark(key),
                    "\"%s\" stands here a second time; the first is in line %d"
                            .formatted(scalar.getValue(), mark(before.getKeyNode()).line()));
        }
    }

    /// Where it begins.
    public Mark mark() {
        return mark;
    }

    /// Where the value of a key stands; the section itself when the key is absent.
    public Mark mark(String key) {
        NodeTuple tuple = tuples.get(key);
        return tuple == null ? mark : mark(tuple.getValueNode());
    }

    /// Whether the key is there, with whatever value.
    public boolean has(String key) {
        known.add(key);
        return tuples.containsKey(key);
    }

    /// The value of a key that must be there; null when it is not, or is faulty.
    public <T> @Nullable T required(String key, Form<T> form) {
        expect(key, form.right());
        return optional(key, form);
    }

    /// Notes a fault unless the key is there. Of what is no mapping at all, that much is known.
    public void expect(String key, String right) {
        if (!has(key) && isMapping) {
            faults.add(mark, "%s needs \"%s\": %s".formatted(what, key, right));
        }
    }

    /// The value of a key that may be absent; null when it is, or is faulty.
    public <T> @Nullable T optional(String key, Form<T> form) {
        Node node = node(key);
        return node == null ? null : value("\"" + key + "\"", node, form);
    }

    /// The value of a key that may be absent.
    public <T> T optional(String key, Form<T> form, T fallback) {
        T value = optional(key, form);
        return value == null ? fallback : value;
    }

    /// A mapping further in; null when it is absent or has nothing in it.
    public @Nullable Section section(String key, String what) {
        Node node = node(key);
        return node == null || isEmpty(node) ? null : inside(what, node);
    }

    /// A list of mappings; empty when it is absent or has nothing in it.
    public List<Section> sections(String key, String what) {
        var sections = new ArrayList<Section>();
        for (Node item : items(key, "a list, each item after a \"-\"")) {
            sections.add(inside(what, item));
        }
        return sections;
    }

    /// A value and where it stands.
    public record Placed<T>(T value, Mark mark) {}

    /// A list of values; empty when it is absent, without those that are faulty.
    public <T> List<Placed<T>> list(String key, Form<T> form) {
        var values = new ArrayList<Placed<T>>();
        for (Node item : items(key, "a list such as [a, b]: each " + form.right())) {
            T value = value("an item of \"" + key + "\"", item, form);
            if (value != null) {
                values.add(new Placed<>(value, mark(item)));
            }
        }
        return values;
    }

    /// A mapping whose keys are the file's own words: each with its value and where that stands, in
    /// the order of the file; empty when it is absent, without those that are faulty.
    public <T> Map<String, Placed<T>> table(String key, Form<T> form) {
        var values = new LinkedHashMap<String, Placed<T>>();
        words(key)
                .forEach((word, node) -> {
                    T value = value("\"" + word + "\"", node, form);
                    if (value != null) {
                        values.putIfAbsent(word, new Placed<>(value, mark(node)));
                    }
                });
        return values;
    }

    /// The same where each value is a mapping in its turn.
    public Map<String, Section> sectionTable(String key, String what) {
        var sections = new LinkedHashMap<String, Section>();
        words(key).forEach((word, node) -> sections.putIfAbsent(word, inside(what, node)));
        return sections;
    }

    /// A mapping that stands here or in a file of its own: then its path stands here, and a
    /// relative one starts at the folder of this file. Null when it is absent or can't be read.
    public @Nullable Section sectionOrFile(String key, String what) {
        if (!isScalar(key)) {
            return section(key, what);
        }
        Path path = optional(key, Form.PATH);
        if (path == null) {
            return null;
        }
        Path file = faults.file().toAbsolutePath().resolveSibling(path).normalize();
        try {
            Node root = YamlText.parse(YamlText.of(file, what), new Faults(file));
            var section = new Section(what, root, faults.about(file));
            inside.add(section);
            return section;
        } catch (Misconfigured e) {
            faults.take(e);
            return null;
        }
    }

    /// Whether the value of a key is a single word and no mapping or list.
    public boolean isScalar(String key) {
        return node(key) instanceof ScalarNode;
    }

    /// Notes a fault at the value of a key, or of the whole section when the key is absent.
    public void fault(String key, String message) {
        faults.add(mark(key), message);
    }

    /// Notes a fault at a place further in.
    public void fault(Mark place, String message) {
        faults.add(place, message);
    }

    /// Ends the reading of this section: whatever nobody asked for is unknown.
    public void close() {
        tuples.forEach((key, tuple) -> {
            if (!known.contains(key)) {
                faults.add(mark(tuple.getKeyNode()), unknown(key));
            }
        });
        inside.forEach(Section::close);
    }

    private String unknown(String key) {
        String hint = Nearest.hint(key, known);
        return "%s has no key \"%s\"%s"
                .formatted(
                        what,
                        key,
                        hint.isEmpty() ? "; it may have " + String.join(", ", known) : hint);
    }

    private Section inside(String called, Node node) {
        var section = new Section(called, node, faults);
        inside.add(section);
        return section;
    }

    private static Mark mark(Node node) {
        return Mark.of(node.getStartMark());
    }

    private static boolean isEmpty(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private @Nullable Node node(String key) {
        known.add(key);
        NodeTuple tuple = tuples.get(key);
        return tuple == null ? null : tuple.getValueNode();
    }

    private Map<String, Node> words(String key) {
        Node node = node(key);
        if (node == null || isEmpty(node)) {
            return Map.of();
        }
        var words = new LinkedHashMap<String, Node>();
        if (!(node instanceof MappingNode mapping)) {
            faults.add(mark(node), "\"%s\" must be a mapping of words to values".formatted(key));
            return words;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode word)) {
                faults.add(mark(tuple.getKeyNode()), "a key must be a plain word");
            } else if (words.putIfAbsent(word.getValue(), tuple.getValueNode()) != null) {
                faults.add(
                        mark(word), "\"%s\" stands here a second time".formatted(word.getValue()));
            }
        }
        return words;
    }

    private List<Node> items(String key, String right) {
        Node node = node(key);
        if (node == null || isEmpty(node)) {
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        faults.add(mark(node), "\"%s\" must be %s".formatted(key, right));
        return List.of();
    }

    private <T> @Nullable T value(String name, Node node, Form<T> form) {
        String text =
                node instanceof ScalarNode scalar && !isEmpty(node) ? scalar.getValue() : null;
        T value = text == null ? null : form.read(text);
        if (value == null) {
            faults.add(mark(node), wrong(name, node, text, form));
        }
        return value;
    }

    private static String wrong(String name, Node node, @Nullable String text, Form<?> form) {
        String is =
                switch (node) {
                    case MappingNode _ -> "a mapping";
                    case SequenceNode _ -> "a list";
                    default -> text == null ? "empty" : '"' + text + '"';
                };
        String hint = text == null ? "" : Nearest.hint(text, form.known());
        return "%s is %s, but must be %s%s".formatted(name, is, form.right(), hint);
    }
}
