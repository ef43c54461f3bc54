package sekisho.web;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/// Where the station listens for browsers.
///
/// @param host the address to bind, such as `127.0.0.1`, or `0.0.0.0` for all
/// @param port 0 takes any that is free (see [WebServer#port])
/// @param tls absent: plain HTTP, for the machine itself or behind a proxy that does TLS
/// @param log absent: nobody reads the signed log over the network
public record WebConfig(String host, int port, @Nullable Tls tls, @Nullable Log log) {

    /// A certificate chain and its key, both as PEM files.
    public record Tls(Path certificate, Path key) {}

    /// The signed log, for auditors.
    ///
    /// @param folder the published tree
    /// @param token what a reader has to show; absent: everybody may read
    public record Log(Path folder, @Nullable String token) {}

    /// The log stays in its folder.
    public WebConfig(String host, int port, @Nullable Tls tls) {
        this(host, port, tls, null);
    }

    public WebConfig {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("a port lies between 0 and 65535, not " + port);
        }
    }
}
