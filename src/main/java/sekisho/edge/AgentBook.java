package sekisho.edge;

import org.jspecify.annotations.Nullable;

import sekisho.site.SourceId;
import sekisho.site.json.CanonicalJson;
import sekisho.site.json.JsonText;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the station knows of its agents over its own restarts: a small file beside its keys.
///
/// Trusted as the keys are: who can write it can make the station overlook an agent that was copied
/// or put back. The journal keeps what has been told.
final class AgentBook {
    private static final String FILE = "agents.json";

    /// One agent.
    ///
    /// @param run the number of its newest run
    /// @param boot the id of that run
    /// @param address from which it was linked last
    /// @param lost whether its link has been told as lost
    record Known(long run, String boot, String address, boolean lost) {

        Known asLost(boolean isLost) {
            return new Known(run, boot, address, isLost);
        }
    }

    private final Path file;
    private final Map<SourceId, Known> agents = new HashMap<>();

    private AgentBook(Path file) {
        this.file = file;
    }

    /// Opens the book in a folder, or begins one.
    ///
    /// @throws IOException when it can't be read; the message names the file
    static AgentBook open(Path folder) throws IOException {
        var book = new AgentBook(folder.resolve(FILE));
        if (Files.exists(book.file)) {
            try {
                book.read(JsonText.object(Files.readString(book.file)));
            } catch (Unreadable | IllegalArgumentException e) {
                throw new IOException(
                        book.file
                                + " is damaged ("
                                + e.getMessage()
                                + "): delete it, and every agent is taken as new",
                        e);
            }
        }
        return book;
    }

    private void read(Map<String, @Nullable Object> agentsByName) throws Unreadable {
        for (var one : agentsByName.entrySet()) {
            if (!(one.getValue() instanceof Map<?, ?> said)
                    || !(said.get("run") instanceof Long run)
                    || !(said.get("boot") instanceof String boot)
                    || !(said.get("address") instanceof String address)) {
                throw new Unreadable("what stands there of " + one.getKey() + " makes no sense");
            }
            boolean lost = Boolean.TRUE.equals(said.get("lost"));
            agents.put(new SourceId(one.getKey()), new Known(run, boot, address, lost));
        }
    }

    /// What is known of an agent; null when it has never been here.
    @Nullable Known get(SourceId agent) {
        return agents.get(agent);
    }

    /// The agents whose links are lost.
    List<SourceId> lost() {
        return agents.entrySet().stream()
                .filter(one -> one.getValue().lost())
                .map(Map.Entry::getKey)
                .toList();
    }

    void put(SourceId agent, Known known) {
        agents.put(agent, known);
    }

    /// All of it as text, to be written by [#write].
    String text() {
        var all = new HashMap<String, Object>();
        agents.forEach((agent, known) ->
                all.put(
                        agent.value(),
                        Map.of(
                                "run", known.run(),
                                "boot", known.boot(),
                                "address", known.address(),
                                "lost", known.lost())));
        return CanonicalJson.of(all) + '\n';
    }

    /// Blocks; not for an event loop.
    void write(String text) throws IOException {
        SafeFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
