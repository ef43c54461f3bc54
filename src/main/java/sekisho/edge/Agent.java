package sekisho.edge;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.sensor.usb.DeviceSource;
import sekisho.sensor.usb.UsbEvent;
import sekisho.site.Observation;
import sekisho.site.Sighting;
import sekisho.site.SourceId;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// Watches a machine and tells its station: a device is plugged, becomes a numbered fact on disk,
/// and then the link's business until the station has it.
public final class Agent {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final String ASIDE = "refused.ndjson";
    private static final String FULL = "the agent's spool was full";
    private static final String FAILED = "the disk of the agent's spool failed";

    private record Running(Spool spool, LostFacts lost, AgentLink link) {}

    /// What the link asks of its agent.
    private final class Owner implements AgentLink.Owner {
        @Override
        public Hello hello() {
            return Agent.this.hello();
        }

        @Override
        public void welcomed(Answer.Welcome welcome) throws IOException {
            Agent.this.welcomed(welcome);
        }

        @Override
        public @Nullable SourceId beat() {
            tellOfLosses();
            return guard != null && guard.isGuarded() ? facts.guard() : null;
        }

        @Override
        public void allowed(Allowance allowance, Instant now) {
            if (guard != null) {
                guard.allow(allowance, now);
            }
        }
    }

    private final AgentConfig config;
    private final DeviceSource devices;
    private final InstantSource clock;
    private final Spool.Limits limits;
    private final DeviceFacts facts;
    private final @Nullable GuardLink guard;
    private String boot = UUID.randomUUID().toString();
    private @Nullable Running running;
    private @Nullable RunCount runs;
    private long seq;

    /// An agent that can be started once.
    public Agent(AgentConfig config, DeviceSource devices, InstantSource clock) {
        this(config, devices, clock, Spool.Limits.DEFAULT);
    }

    /// Likewise.
    ///
    /// @param guard the socket of the machine's guard; there need not be one
    public Agent(AgentConfig config, DeviceSource devices, Path guard, InstantSource clock) {
        this(config, devices, guard, clock, Spool.Limits.DEFAULT);
    }

    Agent(AgentConfig config, DeviceSource devices, InstantSource clock, Spool.Limits limits) {
        this(config, devices, null, clock, limits);
    }

    private Agent(
            AgentConfig config,
            DeviceSource devices,
            @Nullable Path guard,
            InstantSource clock,
            Spool.Limits limits) {
        this.limits = limits;
        this.config = config;
        this.devices = devices;
        this.clock = clock;
        this.facts = new DeviceFacts(config.source(), config.machine(), config.zone());
        this.guard =
                guard == null
                        ? null
                        : new GuardLink(guard, this::decided, config.heartbeat().multipliedBy(3));
    }

    /// Opens the spool, begins to watch, and to look for the station until it is there.
    ///
    /// @throws IOException when the spool can't be used; the message says why
    /// @throws DeviceSource.Unavailable when this machine can't be watched
    public synchronized void start() throws IOException, DeviceSource.Unavailable {
        SafeFile.folder(config.folder());
        runs = RunCount.next(config.folder());
        var spool = Spool.open(config.folder(), limits);
        var lost = LostFacts.open(config.folder(), now());
        var aside = new AsidePile(config.folder().resolve(ASIDE));
        var link = new AgentLink(config, new Owner(), spool, aside, clock);
        running = new Running(spool, lost, link);
        if (spool.damaged() > 0) {
            report(damage(spool.damaged()));
        }
        try {
            devices.start(this::observe);
        } catch (DeviceSource.Unavailable | RuntimeException e) {
            spool.close();
            lost.close();
            running = null;
            throw e;
        }
        link.start();
        if (guard != null) {
            guard.start();
        }
    }

    /// Ends it. What the station has not acknowledged stays in the spool.
    public void stop() {
        devices.stop();
        if (guard != null) {
            guard.stop();
        }
        Running was;
        synchronized (this) {
            was = running;
            running = null;
        }
        if (was == null) {
            return;
        }
        was.link().stop();
        try {
            was.spool().close();
            was.lost().close();
        } catch (IOException e) {
            LOG.warn("the spool did not close properly", e);
        }
    }

    private synchronized Hello hello() {
        String version = Agent.class.getPackage().getImplementationVersion();
        return new Hello(
                config.source(),
                config.machine(),
                config.zone(),
                boot,
                runs == null ? 0 : runs.run(),
                seq,
                version == null ? "unpackaged" : version);
    }

    private synchronized void welcomed(Answer.Welcome welcome) throws IOException {
        if (welcome.run() != null && runs != null) {
            runs.set(welcome.run());
        }
        if (running == null) {
            return;
        }
        UnaryOperator<Sighting> change = welcome.begin() ? anew() : UnaryOperator.identity();
        if (welcome.sealer() != null) {
            running.spool().begin(welcome.sealer(), change);
        } else if (welcome.begin()) {
            running.spool().rewrite(change);
        }
    }

    /// The station has numbers of this run that we don't remember to have given: this machine was
    /// put back to an earlier state. What it keeps is numbered anew, or some of it would be taken
    /// for what the station has.
    private UnaryOperator<Sighting> anew() {
        String old = boot;
        boot = UUID.randomUUID().toString();
        seq = 0;
        LOG.warn("this machine was put back to an earlier state; the new boot is {}", boot);
        return was ->
                old.equals(was.boot()) && was.source() != null
                        ? Sighting.of(was.fact(), was.source(), boot, ++seq)
                        : was;
    }

    private void observe(UsbEvent event) {
        LOG.info("{}", event);
        Observation fact = facts.of(event, now());
        if (fact != null) {
            report(fact);
        }
    }

    private synchronized void report(Observation fact) {
        if (running == null) {
            return;
        }
        tellOfLosses();
        // Numbered even if it can't be kept: then the gap shows.
        seq++;
        try {
            keep(running, fact);
        } catch (IOException e) {
            LOG.error("a fact is lost ({}): {}", e.getMessage(), fact);
            running.lost().add(fact.at(), e instanceof Spool.Full ? FULL : FAILED);
        }
    }

    /// What the guard decided; numbered by itself.
    private synchronized void decided(GuardDecision decision, String ofBoot, long number)
            throws IOException {
        if (running == null) {
            throw new IOException("the agent is stopped");
        }
        var sighting = Sighting.of(facts.of(decision), facts.guard(), ofBoot, number);
        LOG.info("{}", sighting.fact());
        running.link().send(running.spool().append(sighting));
    }

    private void keep(Running to, Observation fact) throws IOException {
        var sighting = Sighting.of(fact, config.source(), boot, seq);
        to.link().send(to.spool().append(sighting));
    }

    /// Says what could not be kept, as soon as there is room again.
    private synchronized void tellOfLosses() {
        LostFacts.Gap gap = running == null ? null : running.lost().gap();
        if (running == null || gap == null || !running.spool().hasRoom()) {
            return;
        }
        seq++;
        try {
            keep(
                    running,
                    new Observation.SourceGap(
                            now(),
                            config.source(),
                            config.zone(),
                            gap.count(),
                            gap.from(),
                            gap.until(),
                            gap.reason()));
            running.lost().told();
        } catch (IOException e) {
            seq--;
            LOG.error("that {} facts are lost can't be kept yet", gap.count(), e);
        }
    }

    private Observation damage(int count) {
        return new Observation.SourceNoise(
                now(),
                config.source(),
                config.zone(),
                count,
                "lines of the agent's spool were damaged on disk",
                null);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
