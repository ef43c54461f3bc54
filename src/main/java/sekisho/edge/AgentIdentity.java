package sekisho.edge;

import org.jspecify.annotations.Nullable;

import sekisho.site.MachineId;
import sekisho.site.ZoneId;
import sekisho.site.json.CanonicalJson;
import sekisho.site.json.JsonText;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Map;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/// Who an agent is and which station is its own: what an enrolment leaves in the agent's folder.
///
/// Whoever reads that file can be this agent: report media that nobody plugged in, and take its
/// place on the link. The station tells as soon as there are two of it ([Doubles]). It opens
/// nothing else.
///
/// @param host where the station is
/// @param port its port for agents
/// @param fingerprint by which the agent knows its station, see [AgentToken]
/// @param machine the machine on which the agent runs, as the plan of the site calls it
/// @param zone where that machine stands
/// @param key the agent's private key, in PEM form; it was made here and has never been elsewhere
/// @param certificate the station's signature on it, in PEM form
public record AgentIdentity(
        String host,
        int port,
        String fingerprint,
        MachineId machine,
        ZoneId zone,
        String key,
        String certificate) {
    private static final String FILE = "identity.json";
    private static final String WHO = "agent";

    /// Whether a folder holds one.
    public static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(FILE));
    }

    /// Reads the one of a folder.
    ///
    /// @throws IOException when there is none, or it can't be read; the message says what to do
    public static AgentIdentity load(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            throw new IOException(
                    "there is no "
                            + file
                            + ": this machine is not enrolled. Let the station print a token"
                            + " (sekisho agent invite), then call: sekisho agent enroll TOKEN");
        }
        try {
            Map<String, @Nullable Object> said = JsonText.object(Files.readString(file));
            var identity =
                    new AgentIdentity(
                            text(said, "host"),
                            said.get("port") instanceof Long port ? port.intValue() : 0,
                            text(said, "station"),
                            new MachineId(text(said, "machine")),
                            new ZoneId(text(said, "zone")),
                            text(said, "key"),
                            text(said, "certificate"));
            identity.keyManagers();
            return identity;
        } catch (Unreadable | IllegalArgumentException | GeneralSecurityException e) {
            throw new IOException(
                    file + " is damaged (" + e.getMessage() + "): enrol this machine again", e);
        }
    }

    private static String text(Map<String, @Nullable Object> said, String name) throws Unreadable {
        if (!(said.get(name) instanceof String text)) {
            throw new Unreadable("\"" + name + "\" is missing");
        }
        return text;
    }

    /// Keeps it, for its owner alone; an older one of the folder is replaced in one step.
    void save(Path folder) throws IOException {
        String text =
                CanonicalJson.of(
                        Map.of(
                                "host", host,
                                "port", (long) port,
                                "station", fingerprint,
                                "machine", machine.value(),
                                "zone", zone.value(),
                                "key", key,
                                "certificate", certificate));
        SafeFile.write(folder.resolve(FILE), (text + '\n').getBytes(StandardCharsets.UTF_8));
    }

    /// The same agent, whose station is found elsewhere now.
    public AgentIdentity at(String newHost, int newPort) {
        return new AgentIdentity(newHost, newPort, fingerprint, machine, zone, key, certificate);
    }

    /// The same agent with a new key.
    AgentIdentity renewed(String newKey, String newCertificate) {
        return new AgentIdentity(host, port, fingerprint, machine, zone, newKey, newCertificate);
    }

    /// What proves to the station who this is.
    KeyManager[] keyManagers() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                WHO, Pem.key(key), new char[0], new Certificate[] {Pem.certificate(certificate)});
        var factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    /// Without the key, so that it can't slip into a log.
    @Override
    public String toString() {
        return "AgentIdentity[" + machine + " in " + zone + ", station " + fingerprint + ']';
    }
}
