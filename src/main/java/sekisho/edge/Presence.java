package sekisho.edge;

import sekisho.site.Observation;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/// Which agents are there: exactly one fact when one is lost, and one when it is back.
final class Presence {
    private final Set<SourceId> lost = new HashSet<>();
    private final Consumer<Observation> out;

    Presence(Consumer<Observation> out) {
        this.out = out;
    }

    /// An agent was lost before the station was started.
    void wasLost(SourceId agent) {
        lost.add(agent);
    }

    void here(SourceId agent, ZoneId zone, Instant now) {
        if (lost.remove(agent)) {
            out.accept(new Observation.SourceRestored(now, agent, zone));
        }
    }

    void gone(SourceId agent, ZoneId zone, String reason, Instant now) {
        if (lost.add(agent)) {
            out.accept(new Observation.SourceLost(now, agent, zone, reason));
        }
    }
}
