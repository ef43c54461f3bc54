package sekisho.sensor.feed;

import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;

import org.jspecify.annotations.Nullable;

import sekisho.config.Section;

import java.nio.file.Path;

/// PEM files by which one end of a connection proves who it is.
///
/// @param trusted certificates of those who may be at the other end, or have signed for them; null:
///   whoever is trusted anyway
public record TlsFiles(Path certificate, Path key, @Nullable Path trusted) {

    /// Reads `certificate`, `key` and another key; null when the first two are absent or faulty.
    public static @Nullable TlsFiles read(Section in, SenderPart files, String trusted) {
        boolean any = in.has("certificate") || in.has("key");
        Path certificate = files.file(in, "certificate", any);
        Path key = files.file(in, "key", any);
        Path others = files.file(in, trusted, false);
        return certificate == null || key == null ? null : new TlsFiles(certificate, key, others);
    }

    /// The certificate and its key, for Vert.x.
    public PemKeyCertOptions identity() {
        return new PemKeyCertOptions()
                .addCertPath(certificate.toString())
                .addKeyPath(key.toString());
    }

    /// Whom to trust, for Vert.x; null where nothing is said.
    public @Nullable PemTrustOptions trust() {
        return trusted == null ? null : new PemTrustOptions().addCertPath(trusted.toString());
    }
}
