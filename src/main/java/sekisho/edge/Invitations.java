package sekisho.edge;

import org.jspecify.annotations.Nullable;

import sekisho.site.MachineId;
import sekisho.site.json.CanonicalJson;
import sekisho.site.json.JsonText;
import sekisho.site.json.Times;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/// Tokens that have been handed out and not been used: a file for each, named by the token's hash,
/// so that nobody can read a token here. A running station and the command that invites meet in
/// this folder; each token is taken once.
final class Invitations {

    /// Which machine may be enrolled, who said so, and until when.
    record Invitation(MachineId machine, String by, Instant until) {}

    private final Path folder;

    /// @param keys the folder of the station's keys
    Invitations(Path keys) {
        this.folder = keys.resolve("invitations");
    }

    void put(AgentToken token, Invitation invitation) throws IOException {
        String text =
                CanonicalJson.of(
                        Map.of(
                                "machine", invitation.machine().value(),
                                "by", invitation.by(),
                                "until", Times.write(invitation.until())));
        SafeFile.write(file(token.secret()), (text + '\n').getBytes(StandardCharsets.UTF_8));
    }

    /// Uses a token up; null when there is none, or its time is over.
    @Nullable Invitation take(String secret, Instant now) throws IOException {
        Path file = file(secret);
        if (!Files.exists(file)) {
            return null;
        }
        Invitation invitation = read(file);
        Files.delete(file);
        SafeFile.force(folder);
        return now.isAfter(invitation.until()) ? null : invitation;
    }

    private static Invitation read(Path file) throws IOException {
        try {
            Map<String, @Nullable Object> said = JsonText.object(Files.readString(file));
            return new Invitation(
                    new MachineId(String.valueOf(said.get("machine"))),
                    String.valueOf(said.get("by")),
                    Times.read("until", String.valueOf(said.get("until"))));
        } catch (Unreadable | IllegalArgumentException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    private Path file(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return folder.resolve(AgentToken.fingerprint(bytes) + ".json");
    }
}
