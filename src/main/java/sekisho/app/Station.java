package sekisho.app;

import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.account.Accounts;
import sekisho.app.config.Config;
import sekisho.edge.LinkServer;
import sekisho.edge.LinkServerConfig;
import sekisho.journal.JournalReader;
import sekisho.ledger.Ledger;
import sekisho.retention.Certified;
import sekisho.sensor.Sensor;
import sekisho.sensor.SensorConfig;
import sekisho.sensor.feed.file.FolderConfig;
import sekisho.sensor.feed.file.FolderSensor;
import sekisho.sensor.feed.mqtt.MqttConfig;
import sekisho.sensor.feed.mqtt.MqttSensor;
import sekisho.sensor.feed.syslog.SyslogConfig;
import sekisho.sensor.feed.syslog.SyslogSensor;
import sekisho.sensor.feed.webhook.WebhookConfig;
import sekisho.sensor.feed.webhook.WebhookSensor;
import sekisho.sensor.osdp.KnownDevices;
import sekisho.sensor.osdp.OsdpLineConfig;
import sekisho.sensor.osdp.OsdpLineSensor;
import sekisho.sensor.serial.SerialLineConfig;
import sekisho.sensor.serial.SerialSensor;
import sekisho.sensor.smartcard.SmartcardConfig;
import sekisho.sensor.smartcard.SmartcardSensor;
import sekisho.sensor.uhppote.UhppoteConfig;
import sekisho.sensor.uhppote.UhppoteSensor;
import sekisho.site.Cardholders;
import sekisho.site.Deed;
import sekisho.site.Intake;
import sekisho.site.Intake.NotRecording;
import sekisho.site.Recording;
import sekisho.site.Sighting;
import sekisho.web.Keeping;
import sekisho.web.Opening;
import sekisho.web.WebConfig;
import sekisho.web.WebServer;
import sekisho.witness.Courier;
import sekisho.witness.Outsider;
import sekisho.witness.SecondCopy;
import sekisho.witness.TimestampAuthority;
import sekisho.witness.TimestampConfig;
import sekisho.witness.Witness;
import sekisho.witness.WitnessConfig;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The one place where the parts meet. It starts them from left to right of the picture in
/// [sekisho], and stops them the other way round.
public final class Station {
    /// A ledger that is built anew takes longer: sensors do not wait for that, and whose a card is
    /// comes after.
    private static final Duration CARDS_AWAITED = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Station.class);

    private final Config config;
    private final Folders folders;
    private final InstantSource clock;
    private final boolean simulated;
    private final Cardholders people;
    private final CompletableFuture<Throwable> broken = new CompletableFuture<>();

    /// What has been started, the newest first.
    private final Deque<Part> started = new ArrayDeque<>();

    private @Nullable Running running;

    /// A part that has been started, and how it is stopped.
    private record Part(String name, Stop stop) {}

    private interface Stop {
        void run() throws Exception;
    }

    private record Running(
            Core core, Accounts accounts, WebServer web, @Nullable LinkServer link) {}

    /// @param simulated the site is not a real one, and every page says so
    public Station(Config config, InstantSource clock, boolean simulated) {
        this.config = config;
        this.folders = Folders.of(config);
        this.clock = clock;
        this.simulated = simulated;
        this.people = new Cardholders(config.people().all());
    }

    /// Starts everything; returns when facts are taken in and the board is served. Devices come
    /// before the board, which has to read the whole journal first. On a damaged journal it serves
    /// what can be read, and takes nothing in: neither sensors nor the link of the agents are
    /// started.
    ///
    /// @throws Refused when it can't; what had been started is stopped again
    public void start() throws Refused, InterruptedException {
        try {
            this.running = startParts();
        } catch (IOException | RuntimeException e) {
            stopParts();
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            LOG.debug("the station did not start", e);
            throw new Refused(reason);
        } catch (Refused | InterruptedException e) {
            stopParts();
            throw e;
        }
    }

    private Running startParts() throws IOException, Refused, InterruptedException {
        Files.createDirectories(config.data());
        Core core = Core.openOrRead(folders, config.site(), config.policy(), clock);
        started.push(new Part("journal", core::close));
        core.broken().thenAccept(broken::complete);
        did(core, Deed.STATION_STARTED, Map.of("simulated", simulated));
        started.push(
                new Part("record of the stop", () -> did(core, Deed.STATION_STOPPED, Map.of())));

        startCouriers(core);
        boolean damaged = core.recording().state() == Recording.State.DAMAGED;
        Path file = config.data().resolve("ledger.db");
        if (!damaged) {
            core.disclosures().enrol(config.people());
        }
        Ledger ledger =
                damaged
                        ? Ledger.asItStands(file, core.journal(), core.disclosures()::open)
                        : Ledger.open(file, core.journal(), core.disclosures()::open);
        started.push(new Part("ledger", ledger::close));
        if (!damaged) {
            ledger.await(core.journal().durable(), CARDS_AWAITED);
        }
        ledger.followCards(people::issued);
        Accounts accounts = Accounts.open(config.data());
        var erasures = new ErasureWork(Erasings.of(core, config, clock));
        if (!damaged) {
            erasures.start();
            started.push(new Part("erasing", erasures::close));
        }

        Vertx vertx = Vertx.vertx();
        started.push(new Part("event loops", () -> close(vertx)));
        LinkServer link = damaged ? null : link(vertx, core);
        if (!damaged) {
            for (SensorConfig one : config.sensors()) {
                Sensor sensor = sensor(one, vertx);
                sensor.start(core.intake());
                started.push(new Part("sensor " + sensor.id(), sensor::stop));
            }
        }
        WebServer web = web(vertx, core, ledger, accounts, erasures);
        web.start();
        started.push(new Part("web", web::stop));
        return new Running(core, accounts, web, link);
    }

    /// The ways to whoever keeps something of the log besides this machine.
    private void startCouriers(Core core) throws IOException {
        WitnessConfig witness = config.log().witness();
        if (witness != null) {
            start(core, new Witness(witness, folders.log()));
        }
        Path copy = config.log().copy();
        if (copy != null) {
            start(core, new SecondCopy(copy));
        }
        TimestampConfig timestamps = config.log().timestamps();
        if (timestamps != null) {
            start(core, new TimestampAuthority(timestamps, folders.log()));
        }
    }

    private void start(Core core, Outsider outsider) {
        var courier =
                new Courier(
                        outsider,
                        core::signed,
                        fact -> core.intake().submit(List.of(Sighting.of(fact))),
                        clock);
        courier.start();
        started.push(new Part("courier to " + outsider.id(), courier::close));
    }

    private @Nullable LinkServer link(Vertx vertx, Core core) throws IOException {
        Config.Agents agents = config.agents();
        if (agents == null) {
            return null;
        }
        var allowed = new AllowedMedia(config.site(), agents::guarding, core.journal(), clock);
        started.push(new Part("what machines may use", allowed::close));
        var link =
                new LinkServer(vertx, link(agents), config.site(), core.intake(), clock, allowed);
        link.start();
        started.push(new Part("link of the agents", link::stop));
        return link;
    }

    /// What can't be entered stands in the log.
    private void did(Core core, String type, Map<String, Object> members)
            throws InterruptedException {
        try {
            core.did(type, clock.instant(), members);
        } catch (NotRecording e) {
            LOG.warn("{} is not in the journal: {}", type, e.getMessage());
        }
    }

    private WebServer web(
            Vertx vertx, Core core, Ledger ledger, Accounts accounts, ErasureWork erasures)
            throws IOException {
        Config.Identity identity = config.web().identity();
        return new WebServer(
                vertx,
                new WebConfig(
                        config.web().listen().host(),
                        config.web().listen().port(),
                        identity == null
                                ? null
                                : new WebConfig.Tls(identity.certificate(), identity.key()),
                        log()),
                core.journal(),
                opening(core),
                core.intake(),
                core::recording,
                ledger,
                accounts,
                new Keeping(erasures.erasing(), config.retention(), erasures::wake),
                config.site(),
                people,
                config.desks(),
                simulated,
                clock);
    }

    private WebConfig.@Nullable Log log() throws IOException {
        return switch (config.log().readers()) {
            case NOBODY -> null;
            case TOKEN -> new WebConfig.Log(folders.log(), AuditorsToken.in(folders.keys()));
            case EVERYBODY -> new WebConfig.Log(folders.log(), null);
        };
    }

    private static Opening opening(Core core) {
        var certified = new Certified(core.raw());
        return new Opening(core.disclosures()::open, core.disclosures()::card, certified::covers);
    }

    private static void close(Vertx vertx) throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static LinkServerConfig link(Config.Agents agents) {
        return new LinkServerConfig(agents.listen().host(), agents.listen().port(), agents.keys());
    }

    private Sensor sensor(SensorConfig one, Vertx vertx) {
        return switch (one) {
            case OsdpLineConfig line ->
                    new OsdpLineSensor(
                            line, people, KnownDevices.in(config.data().resolve("readers")), clock);
            case SmartcardConfig desks -> new SmartcardSensor(desks, people, clock);
            case UhppoteConfig controllers ->
                    new UhppoteSensor(
                            controllers, people, config.data().resolve("controllers"), clock);
            case FolderConfig folder ->
                    new FolderSensor(folder, people, config.data().resolve("imports"), clock);
            case SerialLineConfig line -> new SerialSensor(line, people, clock);
            case SyslogConfig syslog ->
                    new SyslogSensor(
                            syslog, people, config.data().resolve("senders"), vertx, clock);
            case WebhookConfig hooks ->
                    new WebhookSensor(
                            hooks, people, config.data().resolve("senders"), vertx, clock);
            case MqttConfig broker ->
                    new MqttSensor(broker, people, config.data().resolve("senders"), vertx, clock);
            default -> throw new IllegalStateException("nobody builds a sensor from " + one);
        };
    }

    /// Stops everything that was started, in reverse, and returns when that is done.
    public void stop() throws InterruptedException {
        running = null;
        stopParts();
    }

    private void stopParts() throws InterruptedException {
        InterruptedException interrupted = null;
        while (!started.isEmpty()) {
            Part part = started.pop();
            try {
                part.stop().run();
            } catch (InterruptedException e) {
                interrupted = e;
            } catch (Exception e) {
                LOG.warn("{} did not stop in order: {}", part.name(), e.toString());
            }
        }
        if (interrupted != null) {
            throw interrupted;
        }
    }

    /// Completes when the station can't go on: it must be stopped, and started again.
    public CompletableFuture<Throwable> broken() {
        return broken;
    }

    /// Whether facts are taken in.
    public Recording recording() {
        return running().core().recording();
    }

    /// Where the board is.
    public URI webAddress() {
        String scheme = config.web().identity() == null ? "http" : "https";
        return URI.create(
                scheme + "://" + config.web().listen().host() + ":" + running().web().port() + "/");
    }

    /// Where the signed log is served; absent when it is not.
    public @Nullable URI logAddress() {
        return config.log().readers() == Config.Log.Readers.NOBODY
                ? null
                : webAddress().resolve("log/");
    }

    /// Where agents report to; absent when the configuration has no such place, or when nothing can
    /// be recorded.
    public @Nullable LinkServer agents() {
        return running().link();
    }

    /// By what others verify the journal, as C2SP writes it: for the wall.
    public String verifierKey() {
        return running().core().verifierKey();
    }

    /// The accounts that may sign in.
    public Accounts accounts() {
        return running().accounts();
    }

    /// What has been seen, as it is stored: with pseudonyms.
    public JournalReader journal() {
        return running().core().journal();
    }

    /// Where facts of one's own making go in: the demo's paperwork, for one.
    public Intake intake() {
        return running().core().intake();
    }

    private Running running() {
        if (running == null) {
            throw new IllegalStateException("the station is not running");
        }
        return running;
    }
}
