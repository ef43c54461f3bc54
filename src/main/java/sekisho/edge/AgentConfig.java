package sekisho.edge;

import sekisho.site.MachineId;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;

import java.nio.file.Path;
import java.time.Duration;

/// What an agent must know.
///
/// @param identity who it is, and which station is its own
/// @param folder holds its identity, and what the station has not acknowledged yet
/// @param heartbeat how often the agent says that it is alive
/// @param retryFirst how long it waits after the first failed connection; the wait doubles
/// @param retryMax up to this
public record AgentConfig(
        AgentIdentity identity,
        Path folder,
        Duration heartbeat,
        Duration retryFirst,
        Duration retryMax) {

    /// A heartbeat every 10 s, the first retry after 1 s, later ones up to 30 s apart.
    public AgentConfig(AgentIdentity identity, Path folder) {
        this(
                identity,
                folder,
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30));
    }

    public AgentConfig {
        if (!heartbeat.isPositive() || !retryFirst.isPositive()) {
            throw new IllegalArgumentException("a heartbeat and a retry need a positive span");
        }
    }

    /// The machine on which the agent runs, as the plan of the site calls it.
    public MachineId machine() {
        return identity.machine();
    }

    /// Where that machine stands.
    public ZoneId zone() {
        return identity.zone();
    }

    /// The name under which the agent hands in facts.
    public SourceId source() {
        return source(machine());
    }

    /// The name under which the agent of a machine hands in facts.
    public static SourceId source(MachineId machine) {
        return new SourceId("agent-" + machine.value());
    }
}
