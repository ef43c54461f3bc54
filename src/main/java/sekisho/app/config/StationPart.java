package sekisho.app.config;

import org.jspecify.annotations.Nullable;

import sekisho.config.Endpoint;
import sekisho.config.Faults;
import sekisho.config.Form;
import sekisho.config.Section;

import java.nio.file.Files;
import java.nio.file.Path;

/// What only a running station needs: `data`, `web`, `agents`.
final class StationPart {
    private final Section root;
    private final boolean needed;
    private final Path folder;

    /// @param needed whether a station is to run by it: then it must be there, and so must its
    ///   files
    StationPart(Section root, boolean needed, Faults faults) {
        this.root = root;
        this.needed = needed;
        Path parent = faults.file().toAbsolutePath().getParent();
        this.folder = parent == null ? Path.of("/") : parent;
    }

    /// The data folder; it need not be there yet.
    @Nullable Path data() {
        Form<Path> form = Form.PATH.asking("the folder for the journal, such as /var/lib/sekisho");
        Path data = needed ? root.required("data", form) : root.optional("data", form);
        return data == null ? null : folder.resolve(data).normalize();
    }

    Config.Web web() {
        Section web = root.section("web", "the web server");
        if (web == null) {
            return Config.Web.DEFAULT;
        }
        Endpoint listen = web.optional("listen", Form.ENDPOINT, Config.Web.DEFAULT.listen());
        Config.Identity identity = identity(web);
        if (!listen.isLoopback() && !web.has("certificate")) {
            web.fault(
                    "listen",
                    "passwords would cross the network in clear text; add \"certificate\" and "
                            + "\"key\", or listen on 127.0.0.1");
        }
        return new Config.Web(listen, identity);
    }

    /// @param data the data folder, in which the keys lie unless they are told apart
    Config.@Nullable Agents agents(@Nullable Path data, GuardPart guards) {
        Section agents = root.section("agents", "the agents' link");
        if (agents == null) {
            return null;
        }
        Endpoint listen = agents.required("listen", Form.ENDPOINT);
        Path usual = (data == null ? folder : data).resolve("agents");
        Path keys = folder.resolve(agents.optional("keys", Form.PATH, usual));
        GuardPart.Read guard = guards.read(agents);
        return listen == null
                ? null
                : new Config.Agents(listen, keys.normalize(), guard.usual(), guard.zones());
    }

    private Config.@Nullable Identity identity(Section server) {
        Path certificate = pem(server, "certificate");
        Path key = pem(server, "key");
        if (server.has("certificate") != server.has("key")) {
            boolean keyMissing = server.has("certificate");
            server.fault(
                    keyMissing ? "certificate" : "key",
                    "\"certificate\" and \"key\" belong together; add "
                            + (keyMissing ? "\"key\"" : "\"certificate\""));
        }
        return certificate == null || key == null ? null : new Config.Identity(certificate, key);
    }

    private @Nullable Path pem(Section server, String name) {
        Path written = server.optional(name, Form.PATH.asking("the path of a PEM file"));
        if (written == null) {
            return null;
        }
        Path file = folder.resolve(written).normalize();
        if (needed && !Files.isReadable(file)) {
            server.fault(
                    name,
                    Files.exists(file)
                            ? "%s may not be read by %s"
                                    .formatted(file, System.getProperty("user.name"))
                            : "there is no file " + file);
            return null;
        }
        return file;
    }
}
