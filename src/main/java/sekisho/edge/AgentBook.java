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
import java.security.cert.X509Certificate;
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
    /// @param serial of the certificate that it shows, in hexadecimal
    /// @param next the serial of one that was given to it and not shown yet
    /// @param revoked it is let in no more
    /// @param run the number of its newest run
    /// @param boot the id of that run
    /// @param address from which it was linked last
    /// @param lost whether its link has been told as lost
    record Known(
            String serial,
            @Nullable String next,
            boolean revoked,
            long run,
            String boot,
            String address,
            boolean lost) {

        /// One that was enrolled and has not said hello yet.
        static Known enrolled(String serial, String address, boolean lost) {
            return new Known(serial, null, false, 0, "", address, lost);
        }

        Known asLost() {
            return new Known(serial, next, revoked, run, boot, address, true);
        }

        Known asRevoked() {
            return new Known(serial, null, true, run, boot, address, lost);
        }

        Known given(String another) {
            return new Known(serial, another, revoked, run, boot, address, lost);
        }

        /// It is linked, with one of its certificates.
        Known linked(String shown, long run, String boot, String address) {
            String still = shown.equals(next) ? null : next;
            return new Known(shown, still, revoked, run, boot, address, false);
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
                                + "): delete it, and enrol every machine again",
                        e);
            }
        }
        return book;
    }

    private void read(Map<String, @Nullable Object> agentsByName) throws Unreadable {
        for (var one : agentsByName.entrySet()) {
            if (!(one.getValue() instanceof Map<?, ?> said)
                    || !(said.get("serial") instanceof String serial)
                    || !(said.get("run") instanceof Long run)
                    || !(said.get("boot") instanceof String boot)
                    || !(said.get("address") instanceof String address)) {
                throw new Unreadable("what stands there of " + one.getKey() + " makes no sense");
            }
            agents.put(
                    new SourceId(one.getKey()),
                    new Known(
                            serial,
                            said.get("next") instanceof String next ? next : null,
                            Boolean.TRUE.equals(said.get("revoked")),
                            run,
                            boot,
                            address,
                            Boolean.TRUE.equals(said.get("lost"))));
        }
    }

    /// How a certificate is named here.
    static String serial(X509Certificate certificate) {
        return certificate.getSerialNumber().toString(16);
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
        agents.forEach((agent, known) -> {
            var members = new HashMap<String, Object>();
            members.put("serial", known.serial());
            if (known.next() != null) {
                members.put("next", known.next());
            }
            members.put("revoked", known.revoked());
            members.put("run", known.run());
            members.put("boot", known.boot());
            members.put("address", known.address());
            members.put("lost", known.lost());
            all.put(agent.value(), members);
        });
        return CanonicalJson.of(all) + '\n';
    }

    /// Blocks; not for an event loop.
    void write(String text) throws IOException {
        SafeFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
