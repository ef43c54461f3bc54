package sekisho.edge;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.edge.seal.Seal;
import sekisho.site.Observation;
import sekisho.site.Sighting;
import sekisho.site.json.FactCodec;
import sekisho.site.json.Unreadable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The way of one agent's facts from its connection into the intake, and of the acknowledgements
/// back. Belongs to the loop of its [LinkLoop].
final class FactLane implements IntakeFeed.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(FactLane.class);

    private static final int SAMPLE = 200;

    private final LinkLoop loop;
    private final Roster roster;
    private final Seals seals;
    private final LinkSession session;
    private final Hello agent;
    private final IntakeFeed feed;

    /// The seals of the facts that are on their way, in order.
    private final Deque<Optional<Seal>> sealed = new ArrayDeque<>();

    FactLane(LinkLoop loop, Roster roster, Seals seals, LinkSession session, Hello agent) {
        this.loop = loop;
        this.roster = roster;
        this.seals = seals;
        this.session = session;
        this.agent = agent;
        this.feed = loop.feed(this);
    }

    /// Takes a line that is neither a farewell nor about time or certificates.
    ///
    /// @param object the line, parsed
    /// @param number of the line on its connection, from 1
    void take(Map<String, @Nullable Object> object, byte[] line, long number) {
        Seal seal = null;
        try {
            seal = Seal.takenFrom(object);
            Sighting sighting = FactCodec.read(object);
            String refusal = AgentFacts.refusal(sighting, agent);
            if (refusal != null) {
                refuse(seal, refusal, line, number);
                return;
            }
            FactCodec.bytes(sighting); // what can't be written down must not spoil a whole batch
            if (sighting.fact() instanceof Observation.SourceAlive alive) {
                session.isAliveEvery(alive.interval());
                seals.beat(agent, seal);
            }
            feed.add(sighting.isNumbered() ? sealed(sighting, seal, line) : sighting);
        } catch (Unreadable | IllegalArgumentException e) {
            refuse(seal, String.valueOf(e.getMessage()), line, number);
        }
    }

    /// Such a line never comes again; so its place in the chain is not waited for.
    private void refuse(@Nullable Seal seal, String reason, byte[] line, long number) {
        if (seal != null && seals.holds(agent, seal, "a line that is refused")) {
            seals.came(agent.agent(), List.of(seal));
        }
        complain(reason, sample(line), number);
    }

    /// Tells the agent that a line makes no sense, and counts it.
    void complain(String reason, String sample, long number) {
        loop.odd(agent.agent(), agent.zone(), "line", reason, sample);
        session.write(new Answer.Error(reason, number));
    }

    /// A numbered fact that goes to the intake, marked when its seal does not hold.
    private Sighting sealed(Sighting sighting, @Nullable Seal seal, byte[] line) {
        String which = "fact " + sighting.seq() + " of the run " + sighting.boot();
        boolean holds = seals.holds(agent, seal, which);
        sealed.add(Optional.ofNullable(seal));
        if (holds) {
            return sighting;
        }
        loop.odd(agent.agent(), agent.zone(), "seal", which + " has a broken seal", sample(line));
        var marked = new HashMap<>(sighting.unknown());
        marked.put(Seal.MEMBER, "broken");
        return new Sighting(
                sighting.fact(),
                sighting.source(),
                sighting.boot(),
                sighting.seq(),
                sighting.recordedAt(),
                marked);
    }

    /// Offers what was taken.
    void flush() {
        feed.flush();
    }

    /// How many facts wait behind the batch that is on its way.
    int waiting() {
        return feed.waiting();
    }

    @Override
    public void durable(List<Sighting> batch) {
        List<Sighting> numbered = batch.stream().filter(Sighting::isNumbered).toList();
        var came = new ArrayList<Seal>();
        numbered.forEach(_ -> sealed.remove().ifPresent(came::add));
        if (!numbered.isEmpty()) {
            seals.came(agent.agent(), came)
                    .onSuccess(_ -> acknowledge(numbered))
                    .onFailure(_ -> session.end("the station can't keep what has come"));
        }
        session.resume();
    }

    /// Acknowledges, and takes note of how far the agent's own numbers have come; its guard counts
    /// for itself.
    private void acknowledge(List<Sighting> numbered) {
        Sighting last = numbered.getLast();
        if (last.source() != null && last.boot() != null && last.seq() != null) {
            session.write(new Answer.Ack(last.source().value(), last.boot(), last.seq()));
        }
        for (Sighting one : numbered) {
            if (agent.agent().equals(one.source()) && one.boot() != null && one.seq() != null) {
                roster.acknowledged(agent.agent(), one.boot(), one.seq());
            }
        }
    }

    @Override
    public void failed(Throwable cause) {
        LOG.error("what {} says can't be recorded", agent, cause);
        session.end("the station can't record");
    }

    /// The beginning of a line, for people.
    static String sample(byte[] line) {
        return new String(line, 0, Math.min(line.length, SAMPLE), StandardCharsets.UTF_8);
    }
}
