package sekisho.edge;

import org.jspecify.annotations.Nullable;

import sekisho.site.Deed;
import sekisho.site.Fact;
import sekisho.site.Finding;
import sekisho.site.MachineId;
import sekisho.site.Observation;
import sekisho.site.Paperwork;
import sekisho.site.Sighting;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;

/// What an agent may say: what was plugged into its own machine, and how it is itself. A permit, a
/// visit or another machine's media is none of its business, whoever holds its token.
final class AgentFacts {
    private AgentFacts() {}

    /// Null when the agent may say this; otherwise why not.
    static @Nullable String refusal(Sighting sighting, Hello agent) {
        SourceId source = sighting.source();
        if (source == null || !isOf(source, agent.agent())) {
            return "the source of an agent's fact is " + agent.agent() + ", not " + source;
        }
        if ((sighting.boot() == null) != (sighting.seq() == null)) {
            return "\"boot\" and \"seq\" go together";
        }
        if (!sighting.isNumbered() && !(sighting.fact() instanceof Observation.SourceAlive)) {
            return "a fact needs \"boot\" and \"seq\"";
        }
        return refusal(sighting.fact(), agent);
    }

    /// An agent speaks for itself and for its parts, `agent/part`.
    private static boolean isOf(SourceId source, SourceId agent) {
        return source.equals(agent) || source.value().startsWith(agent.value() + '/');
    }

    private static @Nullable String refusal(Fact fact, Hello agent) {
        return switch (fact) {
            case Observation.MediaInserted media -> place(media.machine(), media.zone(), agent);
            case Observation.MediaRemoved media -> place(media.machine(), media.zone(), agent);
            case Observation.MediaAdmitted media -> place(media.machine(), media.zone(), agent);
            case Observation.MediaRefused media -> place(media.machine(), media.zone(), agent);
            case Observation.SourceAlive alive -> zone(alive.zone(), agent);
            case Observation.SourceLost lost -> zone(lost.zone(), agent);
            case Observation.SourceRestored restored -> zone(restored.zone(), agent);
            case Observation.SourceDeaf deaf -> zone(deaf.zone(), agent);
            case Observation.SourceHears hears -> zone(hears.zone(), agent);
            case Observation.SourceTampered tampered -> zone(tampered.zone(), agent);
            case Observation.SourceClock clock -> zone(clock.zone(), agent);
            case Observation.SourceNoise noise -> zone(noise.zone(), agent);
            case Observation.SourceGap gap -> zone(gap.zone(), agent);
            case Observation.AccessGranted _,
                    Observation.AccessDenied _,
                    Observation.CardPresented _,
                    Observation.DoorOpened _,
                    Observation.DoorClosed _,
                    Observation.DoorForced _,
                    Observation.DoorHeld _,
                    Observation.ExitRequested _,
                    Observation.MotionDetected _,
                    Paperwork _,
                    Finding _,
                    Deed _ ->
                    "an agent speaks of media and of itself, not of other things";
        };
    }

    private static @Nullable String place(MachineId machine, ZoneId zone, Hello agent) {
        if (!machine.equals(agent.machine())) {
            return "this agent speaks for machine " + agent.machine() + ", not " + machine;
        }
        return zone(zone, agent);
    }

    private static @Nullable String zone(@Nullable ZoneId zone, Hello agent) {
        return zone == null || zone.equals(agent.zone())
                ? null
                : "this agent speaks for zone " + agent.zone() + ", not " + zone;
    }
}
