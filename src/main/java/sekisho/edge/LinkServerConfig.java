package sekisho.edge;

import java.nio.file.Path;

/// Where the station listens for its agents.
///
/// @param host the address to listen on; `0.0.0.0` for all
/// @param port the port; 0 takes a free one
/// @param keys the folder of the station's key and certificate, made at the first start
/// @param tokenFile holds the token for the agents, made at the first start
public record LinkServerConfig(String host, int port, Path keys, Path tokenFile) {
    public LinkServerConfig {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("a port lies between 0 and 65535, not " + port);
        }
    }
}
