package sekisho.web;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/// Where the station listens for browsers.
///
/// @param host the address to bind, such as `127.0.0.1`, or `0.0.0.0` for all
/// @param port 0 takes any that is free (see [WebServer#port])
/// @param tls absent: plain HTTP, for the machine itself or behind a proxy that does TLS
public record WebConfig(String host, int port, @Nullable Tls tls) {

    /// A certificate chain and its key, both as PEM files.
    public record Tls(Path certificate, Path key) {}

    public WebConfig {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("a port lies between 0 and 65535, not " + port);
        }
    }
}
