package sekisho.account;

import sekisho.account.Sessions.Session;
import sekisho.site.json.CanonicalJson;
import sekisho.site.json.JsonText;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The file of sessions: one JSON object, the longest unused session first.
final class SessionFile {
    private SessionFile() {}

    static void write(Path file, SequencedMap<String, Session> byHash) throws IOException {
        List<Object> sessions = new ArrayList<>();
        byHash.forEach((hash, session) ->
                sessions.add(
                        Map.of(
                                "sha256", hash,
                                "user", session.user(),
                                "usedAt", session.usedAt().toEpochMilli())));
        SafeFile.write(file, CanonicalJson.of(Map.of("sessions", sessions)) + "\n");
    }

    static SequencedMap<String, Session> read(Path file) throws IOException {
        try {
            var byHash = new LinkedHashMap<String, Session>();
            if (JsonText.object(Files.readString(file)).get("sessions") instanceof List<?> all) {
                for (Object one : all) {
                    if (one instanceof Map<?, ?> session
                            && session.get("sha256") instanceof String hash
                            && session.get("user") instanceof String user
                            && session.get("usedAt") instanceof Long usedAt) {
                        byHash.put(hash, new Session(user, Instant.ofEpochMilli(usedAt)));
                    }
                }
            }
            return byHash;
        } catch (Unreadable e) {
            throw new IOException(file + " is not a file of sessions: " + e.getMessage(), e);
        }
    }
}
