package sekisho.config;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// From a file to the nodes of its YAML, each with its place.
public final class YamlText {
    private static final String EXAMPLE = "hardware/site.example.yaml shows a whole one";

    private YamlText() {}

    /// The text of a site file.
    ///
    /// @throws Misconfigured when it is not there, may not be read, or is no text in UTF-8
    public static String of(Path file) throws Misconfigured {
        return of(file, "a site file");
    }

    /// The text of a file of another kind; errors as above.
    ///
    /// @param what how messages call such a file
    public static String of(Path file, String what) throws Misconfigured {
        String example = what.equals("a site file") ? "; " + EXAMPLE : "";
        var faults = new Faults(file);
        String text = "";
        try {
            text = decode(Files.readAllBytes(file), faults);
        } catch (NoSuchFileException e) {
            faults.addAboutFile("there is no such file; give the path of " + what + example);
        } catch (AccessDeniedException e) {
            faults.addAboutFile(
                    "this file may not be read by %s; allow it with chmod or chown"
                            .formatted(System.getProperty("user.name")));
        } catch (IOException e) {
            faults.addAboutFile(
                    Files.isDirectory(file)
                            ? "this is a folder; give the path of " + what + example
                            : "this file can't be read: " + e.getMessage());
        }
        faults.check();
        return text;
    }

    private static String decode(byte[] bytes, Faults faults) {
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            faults.add(
                    (int) text.chars().filter(c -> c == '\n').count() + 1,
                    text.codePointCount(text.lastIndexOf('\n') + 1, text.length()) + 1,
                    "this is not UTF-8; save the file as UTF-8");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /// The root of a text.
    ///
    /// @throws Misconfigured when the text is no YAML at all
    static Node parse(String text, Faults faults) throws Misconfigured {
        Node root = null;
        try {
            root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root == null) {
                faults.addAboutFile("this file is empty; " + EXAMPLE);
            }
        } catch (MarkedYAMLException e) {
            noteUnparsed(e, faults);
        } catch (ReaderException e) {
            noteUnprintable(text, e, faults);
        } catch (YAMLException e) {
            faults.addAboutFile("this is not YAML: " + e.getMessage());
        }
        faults.check();
        return java.util.Objects.requireNonNull(root);
    }

    private static void noteUnparsed(MarkedYAMLException e, Faults faults) {
        org.yaml.snakeyaml.error.Mark problem = e.getProblemMark();
        String message = "this is not YAML: " + e.getProblem() + hint(e.getProblem());
        org.yaml.snakeyaml.error.Mark context = e.getContextMark();
        if (context != null && context.getLine() != problem.getLine()) {
            message += " (%s in line %d)".formatted(e.getContext(), context.getLine() + 1);
        }
        faults.add(Mark.of(problem), message);
    }

    private static String hint(@Nullable String problem) {
        if (problem == null) {
            return "";
        }
        if (problem.contains("TAB")) {
            return "; indent with spaces, never with tabs";
        }
        if (problem.contains("mapping values are not allowed here")) {
            return "; put a text that contains \": \" in quotes, and indent keys of one mapping"
                    + " alike";
        }
        return problem.contains("expected <block end>")
                ? "; indent keys of one mapping, and items of one list, alike"
                : "";
    }

    private static void noteUnprintable(String text, ReaderException e, Faults faults) {
        String before = text.substring(0, Math.min(e.getPosition(), text.length()));
        faults.add(
                (int) before.chars().filter(c -> c == '\n').count() + 1,
                before.codePointCount(before.lastIndexOf('\n') + 1, before.length()) + 1,
                "the character U+%04X may not stand in YAML; take it out"
                        .formatted(e.getCodePoint()));
    }
}
