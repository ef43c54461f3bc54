package sekisho.app;

import picocli.CommandLine.Option;

import java.nio.file.Path;

/// Where an agent keeps what it has.
final class AgentFolder {
    @Option(
            names = "--state",
            paramLabel = "DIR",
            defaultValue = "/var/lib/sekisho-agent",
            description =
                    "The agent's identity, and what waits for the station (default:"
                            + " ${DEFAULT-VALUE}).")
    private Path path = Path.of("");

    Path path() {
        return path;
    }
}
