package sekisho.app.config;

import org.jspecify.annotations.Nullable;

import sekisho.config.Faults;
import sekisho.config.Form;
import sekisho.config.Section;
import sekisho.witness.TimestampConfig;
import sekisho.witness.WitnessConfig;
import sekisho.witness.WitnessKey;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/// `log:`, who keeps or reads the signed journal besides this machine. Without it, nobody.
final class LogPart {
    private static final Form<URI> URL =
            Form.of("an address such as https://witness.example/", LogPart::url);
    private static final Form<WitnessKey> WITNESS_KEY =
            Form.of(
                    "the public key of a witness, name+id+key: Ed25519 (kind 4) or ML-DSA-44 (6)",
                    WitnessKey::parse);

    private final Path folder;
    private final boolean needed;

    /// @param needed whether a station is to run by it: then its files must be there
    LogPart(boolean needed, Faults faults) {
        Path parent = faults.file().toAbsolutePath().getParent();
        this.folder = parent == null ? Path.of("/") : parent;
        this.needed = needed;
    }

    Config.Log read(Section root) {
        Section log = root.section("log", "the signed log");
        if (log == null) {
            return Config.Log.DEFAULT;
        }
        Config.Log.Readers readers =
                log.optional(
                        "readers",
                        Form.word(Config.Log.Readers.class),
                        Config.Log.DEFAULT.readers());
        return new Config.Log(
                readers, path(log, "keys"), witness(log), timestamps(log), path(log, "copy"));
    }

    private static @Nullable WitnessConfig witness(Section log) {
        Section witness = log.section("witness", "the witness");
        if (witness == null) {
            return null;
        }
        URI url = witness.required("url", URL);
        WitnessKey key = witness.required("key", WITNESS_KEY);
        return url == null || key == null ? null : new WitnessConfig(url, key);
    }

    private @Nullable TimestampConfig timestamps(Section log) {
        Section timestamps = log.section("timestamps", "the time stamps");
        if (timestamps == null) {
            return null;
        }
        URI url = timestamps.required("url", URL);
        timestamps.expect("certificates", "a PEM file of those that its own is believed by");
        Path anchors = path(timestamps, "certificates");
        if (needed && anchors != null && !Files.isReadable(anchors)) {
            timestamps.fault("certificates", "there is no file " + anchors + " that can be read");
        }
        return url == null || anchors == null ? null : new TimestampConfig(url, anchors);
    }

    private @Nullable Path path(Section section, String key) {
        Path written = section.optional(key, Form.PATH);
        return written == null ? null : folder.resolve(written).normalize();
    }

    private static URI url(String text) {
        URI url = URI.create(text);
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!web || url.getHost() == null || url.getQuery() != null || url.getFragment() != null) {
            throw new IllegalArgumentException(text);
        }
        return url;
    }
}
