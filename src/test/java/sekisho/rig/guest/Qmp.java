package sekisho.rig.guest;

import org.jspecify.annotations.Nullable;

import sekisho.site.json.CanonicalJson;
import sekisho.site.json.JsonText;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// QEMU's machine protocol: one JSON command, one JSON answer, events in between.
public final class Qmp implements AutoCloseable {
    private final LocalLines lines;

    /// Connects as soon as QEMU is there.
    public Qmp(Path socket) throws Exception {
        lines = new LocalLines(socket);
        lines.read();
        execute("qmp_capabilities", Map.of());
    }

    /// Executes a command and waits for its answer.
    ///
    /// @return what it answered, as JSON
    /// @throws IOException when QEMU refuses it
    public @Nullable Object execute(String command, Map<String, ? extends Object> arguments)
            throws IOException {
        lines.write(CanonicalJson.of(Map.of("execute", command, "arguments", arguments)));
        while (true) {
            Map<String, @Nullable Object> answer = parsed(lines.read());
            if (answer.containsKey("return")) {
                return answer.get("return");
            }
            if (answer.containsKey("error")) {
                throw new IOException(command + ": " + answer.get("error"));
            }
        }
    }

    private static Map<String, @Nullable Object> parsed(String line) throws IOException {
        try {
            return JsonText.object(line);
        } catch (Unreadable e) {
            throw new IOException(line, e);
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
