package sekisho.edge;

import org.jspecify.annotations.Nullable;

import sekisho.edge.seal.SealChain;
import sekisho.site.SourceId;
import sekisho.site.json.CanonicalJson;
import sekisho.site.json.JsonText;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The chains of all agents over the station's restarts: a small file for each, beside its keys.
///
/// Trusted as the keys are: who reads it can seal in an agent's place, who changes it can hide what
/// an agent lost.
final class SealBook {
    private static final String FOLDER = "seals";
    private static final String SUFFIX = ".json";

    /// What is kept of one agent.
    ///
    /// @param given what was handed out and has not been shown yet; null without
    /// @param shown what the agent seals with; null before it has shown any
    record Chains(@Nullable SealChain given, @Nullable SealChain shown) {}

    private final Path folder;
    private final Map<SourceId, Chains> agents = new HashMap<>();

    private SealBook(Path folder) {
        this.folder = folder;
    }

    /// Opens the book in the folder of keys, or begins one.
    ///
    /// @throws IOException when it can't be read; the message names the file
    static SealBook open(Path keys) throws IOException {
        var book = new SealBook(SafeFile.folder(keys.resolve(FOLDER)));
        List<Path> files;
        try (Stream<Path> all = Files.list(book.folder)) {
            files = all.filter(file -> file.toString().endsWith(SUFFIX)).toList();
        }
        for (Path file : files) {
            try {
                book.read(JsonText.object(Files.readString(file)));
            } catch (Unreadable | IllegalArgumentException e) {
                throw new IOException(
                        file
                                + " is damaged ("
                                + e.getMessage()
                                + "): delete it; the agent gets another seal, and that is told",
                        e);
            }
        }
        return book;
    }

    private void read(Map<String, @Nullable Object> said) throws Unreadable {
        if (!(said.get("agent") instanceof String agent)) {
            throw new Unreadable("\"agent\" is missing");
        }
        agents.put(new SourceId(agent), new Chains(chain(said, "given"), chain(said, "shown")));
    }

    private static @Nullable SealChain chain(Map<String, @Nullable Object> said, String name)
            throws Unreadable {
        if (!(said.get(name) instanceof Map<?, ?> kept)) {
            return null;
        }
        var members = new HashMap<String, @Nullable Object>();
        kept.forEach((key, value) -> members.put(String.valueOf(key), value));
        return SealChain.read(members);
    }

    /// What is known of an agent's seals.
    Chains get(SourceId agent) {
        return agents.getOrDefault(agent, new Chains(null, null));
    }

    void put(SourceId agent, Chains chains) {
        agents.put(agent, chains);
    }

    /// An agent's chains as text, to be written by [#write].
    String text(SourceId agent) {
        Chains chains = get(agent);
        var members = new HashMap<String, Object>();
        members.put("agent", agent.value());
        if (chains.given() != null) {
            members.put("given", chains.given().json());
        }
        if (chains.shown() != null) {
            members.put("shown", chains.shown().json());
        }
        return CanonicalJson.of(members) + '\n';
    }

    /// Blocks; not for an event loop.
    void write(SourceId agent, String text) throws IOException {
        Path file = folder.resolve(fileName(agent) + SUFFIX);
        SafeFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /// An agent's name may hold what a file's name can't.
    private static String fileName(SourceId agent) {
        return HexFormat.of().formatHex(agent.value().getBytes(StandardCharsets.UTF_8));
    }
}
