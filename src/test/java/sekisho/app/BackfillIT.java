package sekisho.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.app.SignedIn.Board;
import sekisho.app.config.Config;
import sekisho.config.Endpoint;
import sekisho.edge.Agent;
import sekisho.edge.AgentConfig;
import sekisho.edge.AgentToken;
import sekisho.edge.Enrolment;
import sekisho.journal.Entry;
import sekisho.journal.JournalReader;
import sekisho.rig.Until;
import sekisho.sensor.usb.SimulatedUsb;
import sekisho.site.Cardholders;
import sekisho.site.Finding.FindingRaised;
import sekisho.site.MachineId;
import sekisho.site.MediaId;
import sekisho.site.Observation.MediaInserted;
import sekisho.site.Observation.MediaRemoved;
import sekisho.site.Paperwork.MediaPermitted;
import sekisho.site.Paperwork.VisitRegistered;
import sekisho.site.PermitId;
import sekisho.site.Policy;
import sekisho.site.Sighting;
import sekisho.site.Site;
import sekisho.site.VisitId;
import sekisho.site.ZoneId;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/// The station is away for five days, in which its agent sees 100,000 facts. Time is virtual; the
/// spool's files, the link, the station and its board are real.
class BackfillIT {
    private static final ZoneId CAGE = new ZoneId("cage");
    private static final MachineId DB1 = new MachineId("db1");
    private static final Site SITE =
            new Site(
                    "Rig",
                    ZoneOffset.UTC,
                    List.of(new Site.Zone(CAGE, "Cage", null, null)),
                    List.of(),
                    List.of(),
                    List.of(new Site.Machine(DB1, "DB 1", CAGE)));

    private static final Instant BEGIN = Instant.parse("2026-11-16T09:00:00Z");
    private static final int FACTS = 100_000;

    /// Five days, less the minutes for which the first facts would be too old to be judged.
    private static final Duration EACH = Duration.ofMillis(4310);

    /// Every so manieth insertion is of a stick that nobody permitted.
    private static final int STRANGE = 1000;

    private static final List<String> STORAGE = List.of("08:06:50");
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir Path data;

    private volatile Instant now = BEGIN;
    private final InstantSource clock = () -> now;
    private final SimulatedUsb usb = new SimulatedUsb();
    private @Nullable Path spool;
    private @Nullable Agent agent;
    private @Nullable Station station;

    @AfterEach
    void stop() throws Exception {
        if (agent != null) {
            agent.stop();
        }
        if (station != null) {
            station.stop();
        }
        if (spool != null) {
            try (Stream<Path> files = Files.walk(spool)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Test
    void whatHappenedInFiveDaysArrivesOnceAndWhatHappensNowIsNotKeptWaiting() throws Exception {
        Station first = started(0);
        first.intake().submit(List.of(Sighting.of(permit()), Sighting.of(visit())));
        int port = java.util.Objects.requireNonNull(first.agents()).port();
        agent = agent(port, first);
        first.stop();
        List<Instant> times = fiveDays();

        Station again = started(port);
        again.accounts().setPassword("keibi", "とても長い合言葉 2026");
        var signedIn = SignedIn.at(again.webAddress().toString(), "keibi", "とても長い合言葉 2026");
        JournalReader journal = again.journal();
        long before = journal.durable();
        long startedAt = System.nanoTime();
        try (Board board = signedIn.board()) {
            Until.holds(
                    "the backfill is going on",
                    PATIENCE,
                    () -> journal.durable() - before > FACTS / 10);
            Instant pluggedAt = Instant.now();
            usb.plug("7", "0951", "1666", "LIVE", STORAGE);
            var alarm =
                    board.first(
                            PATIENCE, one -> "0951:1666:LIVE".equals(one.subject().get("media")));
            long waiting = FACTS - arrived(journal).size();
            System.out.printf(
                    "live on the board after %d ms, with %d facts still to come%n",
                    Duration.between(pluggedAt, alarm.arrived()).toMillis(), waiting);
            assertThat(waiting).as("the live one overtook the backlog").isPositive();
        }
        Until.holds(
                "all arrived",
                PATIENCE,
                () -> journal.durable() > FACTS && arrived(journal).size() > FACTS);
        System.out.printf(
                "%d facts of five days in %.1f s%n", FACTS, (System.nanoTime() - startedAt) / 1e9);

        List<Entry> arrived = arrived(journal);
        assertThat(arrived).hasSize(FACTS + 1);
        assertThat(new HashSet<>(arrived.stream().map(one -> one.sighting().seq()).toList()))
                .as("each once")
                .hasSize(FACTS + 1);
        assertThat(arrived.stream().map(one -> one.fact().at()).sorted().toList())
                .as("at their own times")
                .startsWith(times.toArray(Instant[]::new));
        List<FindingRaised> findings = findings(journal);
        assertThat(findings.stream().filter(FindingRaised::late).count())
                .as("found late, which makes no siren")
                .isEqualTo(FACTS / 2 / STRANGE);
        assertThat(findings.stream().filter(one -> !one.late()).toList())
                .singleElement()
                .satisfies(one -> assertThat(one.subject()).containsValue("0951:1666:LIVE"));
    }

    /// The spool stands in memory where that can be had: a hundred thousand times a real disk's
    /// `fsync` would measure nothing but the disk.
    private Path spool() throws IOException {
        Path memory = Path.of("/dev/shm");
        Path parent = Files.isWritable(memory) ? memory : data;
        Path made = Files.createTempDirectory(parent, "backfill");
        spool = made;
        return made;
    }

    private Agent agent(int port, Station at) throws Exception {
        Path folder = spool();
        AgentToken token = java.util.Objects.requireNonNull(at.agents()).invite(DB1, "test");
        var config =
                new AgentConfig(
                        Enrolment.enrol(token, "127.0.0.1", port, folder),
                        folder,
                        Duration.ofSeconds(10),
                        Duration.ofMillis(100),
                        Duration.ofMillis(100));
        var started = new Agent(config, usb, clock);
        started.start();
        return started;
    }

    private Station started(int agents) throws Exception {
        var config =
                new Config(
                        SITE,
                        Policy.DEFAULT,
                        new Cardholders(List.of()),
                        List.of(),
                        data.resolve("station"),
                        new Config.Web(new Endpoint("127.0.0.1", 0), null),
                        new Config.Agents(new Endpoint("127.0.0.1", agents), data.resolve("keys")));
        var made = new Station(config, clock, true);
        made.start();
        station = made;
        return made;
    }

    /// Sticks are plugged and pulled, one as permitted, now and then another.
    private List<Instant> fiveDays() {
        var times = new ArrayList<Instant>();
        for (int i = 1; i <= FACTS / 2; i++) {
            String serial = i % STRANGE == 0 ? "STRANGE-" + i : "PERMITTED";
            later();
            times.add(now);
            usb.plug("1", "0951", "1666", serial, STORAGE);
            later();
            times.add(now);
            usb.pull("1");
        }
        now = now.plus(Duration.ofSeconds(100));
        return times;
    }

    private void later() {
        now = now.plus(EACH);
    }

    private static MediaPermitted permit() {
        return new MediaPermitted(
                BEGIN,
                new PermitId("P-1"),
                new MediaId("0951:1666:PERMITTED"),
                CAGE,
                DB1,
                null,
                BEGIN,
                BEGIN.plus(Duration.ofDays(6)),
                null,
                null);
    }

    /// Somebody stays: so nothing is plugged into an empty zone.
    private static VisitRegistered visit() {
        return new VisitRegistered(
                BEGIN,
                new VisitId("V-1"),
                CAGE,
                "guest",
                null,
                null,
                null,
                null,
                null,
                null,
                List.of());
    }

    private static List<Entry> arrived(JournalReader journal) {
        return entries(journal).stream()
                .filter(one ->
                        one.fact() instanceof MediaInserted || one.fact() instanceof MediaRemoved)
                .toList();
    }

    private static List<FindingRaised> findings(JournalReader journal) {
        return entries(journal).stream()
                .map(Entry::fact)
                .filter(FindingRaised.class::isInstance)
                .map(FindingRaised.class::cast)
                .filter(one -> one.rule().equals("unauthorised-media"))
                .toList();
    }

    private static List<Entry> entries(JournalReader journal) {
        var all = new ArrayList<Entry>();
        for (List<Entry> some = journal.read(1, 10_000);
                !some.isEmpty();
                some = journal.read(all.getLast().sequence() + 1, 10_000)) {
            all.addAll(some);
        }
        return all;
    }
}
