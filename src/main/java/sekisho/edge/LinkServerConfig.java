package sekisho.edge;

import java.nio.file.Path;
import java.time.Duration;

/// Where the station listens for its agents.
///
/// @param host the address to listen on; `0.0.0.0` for all
/// @param port the port; 0 takes a free one
/// @param keys the folder of the station's key, made at the first start, and of what it knows of
///   its agents
/// @param valid how long an agent's certificate holds; it is renewed after two thirds of that
public record LinkServerConfig(String host, int port, Path keys, Duration valid) {

    /// With certificates for thirty days.
    public LinkServerConfig(String host, int port, Path keys) {
        this(host, port, keys, Duration.ofDays(30));
    }

    public LinkServerConfig {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("a port lies between 0 and 65535, not " + port);
        }
    }
}
