package sekisho.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import static sekisho.edge.LinkSite.CAGE;
import static sekisho.edge.LinkSite.DB1;
import static sekisho.edge.LinkSite.HALL;
import static sekisho.edge.LinkSite.SITE;

import io.vertx.core.Vertx;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.rig.Until;
import sekisho.sensor.usb.SimulatedUsb;
import sekisho.site.Observation;
import sekisho.site.Observation.MediaInserted;
import sekisho.site.Observation.MediaRemoved;
import sekisho.site.Sighting;
import sekisho.site.SourceId;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Agent and station, end to end over TLS on the loopback.
class AgentTest {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-21T00:00:00.123Z"));
    private static final List<String> STORAGE = List.of("08:06:50");

    @TempDir Path data;

    private final Vertx vertx = Vertx.vertx();
    private final FakeIntake intake = new FakeIntake();
    private final SimulatedUsb usb = new SimulatedUsb();
    private final List<Agent> agents = new ArrayList<>();
    private LinkServer server;
    private AgentIdentity identity;

    @BeforeEach
    void start() throws IOException {
        server = server(0);
        server.start();
        identity = enrolled(data.resolve("spool"));
    }

    private AgentIdentity enrolled(Path folder) throws IOException {
        return Enrolment.enrol(server.invite(DB1, "kanri"), "127.0.0.1", server.port(), folder);
    }

    @AfterEach
    void stop() {
        agents.forEach(Agent::stop);
        server.stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private LinkServer server(int port) {
        return new LinkServer(
                vertx,
                new LinkServerConfig("127.0.0.1", port, data.resolve("keys")),
                SITE,
                intake,
                CLOCK);
    }

    private Agent agent(SimulatedUsb usb) throws Exception {
        return agent(usb, Spool.Limits.DEFAULT);
    }

    private Agent agent(SimulatedUsb usb, Spool.Limits limits) throws Exception {
        return agent(usb, identity, limits, CLOCK);
    }

    private Agent agent(
            SimulatedUsb usb, AgentIdentity who, Spool.Limits limits, InstantSource clock)
            throws Exception {
        var config =
                new AgentConfig(
                        who,
                        data.resolve("spool"),
                        Duration.ofMillis(200),
                        Duration.ofMillis(20),
                        Duration.ofMillis(20));
        var agent = new Agent(config, usb, clock, limits);
        agents.add(agent);
        agent.start();
        return agent;
    }

    /// Who says to stand elsewhere.
    private AgentIdentity inHall() {
        return new AgentIdentity(
                identity.host(),
                identity.port(),
                identity.fingerprint(),
                DB1,
                HALL,
                identity.key(),
                identity.certificate());
    }

    @Test
    void whatIsPluggedAndPulledIsAtTheStation() throws Exception {
        agent(usb);
        usb.plug("2.4", "0951", "1666", "USB-1", List.of("08:06:50", "03:01:01"));
        usb.pull("2.4");
        MediaRemoved removed = intake.await(MediaRemoved.class, 1).getFirst();
        MediaInserted inserted = intake.facts(MediaInserted.class).getFirst();
        assertThat(inserted)
                .isEqualTo(
                        new MediaInserted(
                                CLOCK.instant(),
                                CAGE,
                                DB1,
                                "1-2.4",
                                "0951",
                                "1666",
                                "USB-1",
                                List.of("08:06:50", "03:01:01"),
                                inserted.media(),
                                null,
                                false));
        assertThat(inserted.media().value()).isEqualTo("0951:1666:USB-1");
        assertThat(removed.serial()).isEqualTo("USB-1");
        assertThat(removed.media()).isEqualTo(inserted.media());
    }

    @Test
    void factsAreNumberedDenselyWithinABoot() throws Exception {
        agent(usb);
        plugAndPull(3);
        intake.await(MediaRemoved.class, 3);
        List<Sighting> media =
                intake.sightings().stream().filter(one -> one.seq() != null).toList();
        assertThat(media).extracting(Sighting::seq).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(media).extracting(Sighting::boot).containsOnly(media.getFirst().boot());
        assertThat(media).extracting(Sighting::source).containsOnly(new SourceId("agent-db1"));
    }

    private void plugAndPull(int times) {
        for (int i = 0; i < times; i++) {
            usb.plug("1", "0951", "1666", "S" + i, STORAGE);
            usb.pull("1");
        }
    }

    @Test
    void aSerialArrivesExactlyAsItIs() throws Exception {
        String[] serials = {
            "媒体-管理-001", " padded ", "q\"uo\\te", "tab\there", "\u0001\u007f", "é𠮷", "=cmd()", null
        };
        agent(usb);
        for (String serial : serials) {
            usb.plug("1", "0951", "1666", serial, STORAGE);
        }
        assertThat(intake.await(MediaInserted.class, serials.length))
                .extracting(MediaInserted::serial)
                .containsExactly(serials);
    }

    @Test
    void oneSerialInTwoPortsIsTwoInsertions() throws Exception {
        agent(usb);
        usb.plug("1", "0951", "1666", "SAME", STORAGE);
        usb.plug("2", "0951", "1666", "SAME", STORAGE);
        assertThat(intake.await(MediaInserted.class, 2))
                .extracting(MediaInserted::port, MediaInserted::serial)
                .containsExactly(tuple("1-1", "SAME"), tuple("1-2", "SAME"));
    }

    @Test
    void whatWasThereBeforeTheAgentIsMarked() throws Exception {
        usb.plug("1", "0951", "1666", "OLD", STORAGE);
        agent(usb);
        usb.plug("2", "0951", "1666", "NEW", STORAGE);
        assertThat(intake.await(MediaInserted.class, 2))
                .extracting(MediaInserted::serial, MediaInserted::preexisting)
                .containsExactly(tuple("OLD", true), tuple("NEW", false));
    }

    @Test
    void aHubIsNoMedium() throws Exception {
        agent(usb);
        usb.plug("1", "0409", "55aa", null, List.of("09:00:00"));
        usb.plug("1.1", "0951", "1666", "A", STORAGE);
        usb.plug("2", "0409", "55ab", null, List.of("09:00:00", "03:01:01"));
        assertThat(intake.await(MediaInserted.class, 2))
                .extracting(MediaInserted::pid)
                .containsExactly("1666", "55ab");
    }

    @Test
    void anAgentShowsThatItIsAliveAgainAndAgain() throws Exception {
        agent(usb);
        var alive = intake.await(Observation.SourceAlive.class, 3);
        assertThat(alive)
                .allSatisfy(fact -> {
                    assertThat(fact.source()).isEqualTo(new SourceId("agent-db1"));
                    assertThat(fact.zone()).isEqualTo(CAGE);
                    assertThat(fact.interval()).isEqualTo(Duration.ofMillis(200));
                });
        assertThat(intake.facts(Observation.SourceLost.class)).isEmpty();
    }

    @Test
    void whatHappensWhileTheStationIsAwayArrivesAfterwardsOnce() throws Exception {
        agent(usb);
        intake.await(Observation.SourceAlive.class, 1);
        server.stop();
        plugAndPull(50);
        server = server(server.port());
        server.start();
        intake.await(MediaRemoved.class, 50);
        assertThat(intake.facts(MediaInserted.class)).hasSize(50);
        assertThat(numbers()).doesNotHaveDuplicates();
    }

    private List<Long> numbers() {
        return intake.sightings().stream().map(Sighting::seq).filter(seq -> seq != null).toList();
    }

    @Test
    void whatTheAgentCouldNotDeliverItsNextRunDoes() throws Exception {
        server.stop();
        Agent first = agent(usb);
        plugAndPull(20);
        first.stop();
        server = server(server.port());
        server.start();
        agent(new SimulatedUsb());
        intake.await(MediaRemoved.class, 20);
        assertThat(numbers()).doesNotHaveDuplicates().hasSize(40);
    }

    @Test
    void aLostAcknowledgementMeansOnceMoreAndTheNumberTells() throws Exception {
        intake.hold();
        agent(usb);
        usb.plug("1", "0951", "1666", "A", STORAGE);
        intake.awaitHeld();
        server.stop();
        intake.release();
        server = server(server.port());
        server.start();
        usb.pull("1");
        intake.await(MediaRemoved.class, 1);
        assertThat(intake.facts(MediaInserted.class)).hasSize(1);
        assertThat(intake.duplicates()).isPositive();
    }

    @Test
    void whatIsAcknowledgedIsNotKept() throws Exception {
        Agent agent = agent(usb);
        plugAndPull(10);
        intake.await(MediaRemoved.class, 10);
        Path segment = data.resolve("spool/0000000000000001.spool");
        Until.holds("spool emptied", Duration.ofSeconds(20), () -> Files.size(segment) == 0);
        agent.stop();
        try (Spool spool = Spool.open(data.resolve("spool"))) {
            assertThat(spool.unacknowledged()).isEmpty();
        }
    }

    @Test
    void aFreshFactOvertakesABacklog() throws Exception {
        server.stop();
        agent(usb);
        plugAndPull(500);
        intake.hold();
        server = server(server.port());
        server.start();
        intake.awaitHeld();
        usb.plug("7", "0951", "1666", "FRESH", STORAGE);
        intake.release();
        intake.await(MediaInserted.class, 501);
        List<String> order =
                intake.facts(MediaInserted.class).stream()
                        .map(fact -> String.valueOf(fact.serial()))
                        .toList();
        // Nothing was acknowledged when it was plugged: what was on its way goes first, no more.
        assertThat(order.indexOf("FRESH")).isLessThan(100);
        assertThat(numbers()).doesNotHaveDuplicates();
    }

    @Test
    void whatDoesNotFitIsCountedAndToldInTheEnd() throws Exception {
        server.stop();
        Agent first = agent(usb, new Spool.Limits(10, 1 << 20));
        plugAndPull(8);
        first.stop();
        server = server(server.port());
        server.start();
        agent(new SimulatedUsb());
        var gap = intake.await(Observation.SourceGap.class, 1).getFirst();
        assertThat(gap.count()).isEqualTo(6);
        assertThat(gap.source()).isEqualTo(new SourceId("agent-db1"));
        assertThat(gap.zone()).isEqualTo(CAGE);
        assertThat(gap.from()).isEqualTo(CLOCK.instant());
        assertThat(gap.reason()).isEqualTo("the agent's spool was full");
        intake.await(MediaRemoved.class, 5);
        assertThat(numbers().subList(0, 10)).as("the oldest").contains(1L, 10L);
    }

    @Test
    void aFullSpoolThatIsEmptiedTellsOfItsGapWithTheNextSignOfLife() throws Exception {
        intake.hold();
        agent(usb, new Spool.Limits(4, 1 << 20));
        plugAndPull(5);
        intake.release();
        assertThat(intake.await(Observation.SourceGap.class, 1).getFirst().count()).isEqualTo(6);
        usb.plug("3", "0951", "1666", "AFTER", STORAGE);
        intake.await(MediaInserted.class, 3);
        assertThat(numbers()).contains(1L, 2L, 3L, 4L, 11L, 12L).hasSize(6);
        assertThat(intake.facts(Observation.SourceGap.class)).hasSize(1);
    }

    @Test
    void aDiskThatWasPutBackIsToldAndLosesNothingNew() throws Exception {
        Agent first = agent(usb);
        first.stop();
        server.stop();
        first = agent(usb);
        plugAndPull(3);
        first.stop();
        Path copy = data.resolve("copy");
        copyFolder(data.resolve("spool"), copy);
        server = server(server.port());
        server.start();
        first = agent(usb);
        intake.await(MediaRemoved.class, 3);
        first.stop();
        deleteFolder(data.resolve("spool"));
        copyFolder(copy, data.resolve("spool"));
        var later = new SimulatedUsb();
        agent(later);
        later.plug("4", "0951", "1666", "NEW", STORAGE);
        var told = intake.await(Observation.SourceTampered.class, 1).getFirst();
        assertThat(told.reason()).contains("put back");
        intake.await(MediaInserted.class, 4);
        assertThat(intake.facts(MediaInserted.class)).hasSize(4);
        assertThat(intake.duplicates()).as("the old spool came again").isEqualTo(6);
        agents.getLast().stop();
        agent(later);
        intake.await(Observation.SourceAlive.class, 3);
        assertThat(intake.facts(Observation.SourceTampered.class)).as("once").hasSize(1);
    }

    private static void copyFolder(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static void deleteFolder(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Test
    void clocksOf1970AndAnHourAheadAreToldAndTheFactsKeepTheTimesTheyClaim() throws Exception {
        for (Instant claimed : List.of(Instant.EPOCH, CLOCK.instant().plusSeconds(3600))) {
            var machine = new SimulatedUsb();
            Agent agent =
                    agent(machine, identity, Spool.Limits.DEFAULT, InstantSource.fixed(claimed));
            machine.plug("1", "0951", "1666", claimed.toString(), STORAGE);
            Duration ahead = Duration.between(CLOCK.instant(), claimed);
            Until.holds(
                    "told of " + ahead,
                    Duration.ofSeconds(20),
                    () ->
                            intake.facts(Observation.SourceClock.class).stream()
                                    .anyMatch(fact -> fact.ahead().equals(ahead)));
            Until.holds(
                    "the insertion of " + claimed,
                    Duration.ofSeconds(20),
                    () ->
                            intake.facts(MediaInserted.class).stream()
                                    .anyMatch(fact -> fact.at().equals(claimed)));
            agent.stop();
        }
    }

    @Test
    void whatIsKeptIsNumberedAnewWhenTheNumbersWentBack() throws Exception {
        Path folder = data.resolve("spool");
        try (Spool spool = Spool.open(folder, new Spool.Limits(1, 1 << 20))) {
            var fact =
                    new Observation.SourceNoise(
                            CLOCK.instant(), new SourceId("agent-db1"), CAGE, 1, "odd", null);
            var agent = new SourceId("agent-db1");
            spool.append(Sighting.of(fact, agent, "old", 9));
            spool.rewrite(was -> Sighting.of(was.fact(), agent, "new", 1));
            Kept kept = spool.unacknowledged().getFirst();
            assertThat(new String(spool.read(kept), java.nio.charset.StandardCharsets.UTF_8))
                    .contains("\"boot\":\"new\"", "\"seq\":1")
                    .doesNotContain("old");
            assertThat(spool.unacknowledged()).hasSize(1);
        }
    }

    @Test
    void aStationWithAnotherKeyIsNotBelieved() throws Exception {
        var other =
                new AgentIdentity(
                        identity.host(),
                        identity.port(),
                        "0".repeat(64),
                        DB1,
                        CAGE,
                        identity.key(),
                        identity.certificate());
        agent(usb, other, Spool.Limits.DEFAULT, CLOCK);
        usb.plug("1", "0951", "1666", "A", STORAGE);
        intake.await(Observation.SourceNoise.class, 1);
        assertThat(intake.facts(MediaInserted.class)).isEmpty();
    }

    @Test
    void anAgentInTheWrongZoneKeepsItsFactsUntilThatIsSetRight() throws Exception {
        Agent wrong = agent(usb, inHall(), Spool.Limits.DEFAULT, CLOCK);
        usb.plug("1", "0951", "1666", "A", STORAGE);
        intake.await(Observation.SourceNoise.class, 1);
        wrong.stop();
        assertThat(intake.facts(MediaInserted.class)).isEmpty();
        try (Spool spool = Spool.open(data.resolve("spool"))) {
            assertThat(spool.unacknowledged()).hasSize(1);
        }
    }

    @Test
    void aFactThatTheStationWillNeverTakeDoesNotStopTheOthers() throws Exception {
        server.stop();
        Agent wrong = agent(usb, inHall(), Spool.Limits.DEFAULT, CLOCK);
        usb.plug("1", "0951", "1666", "A", STORAGE);
        wrong.stop();
        server = server(server.port());
        server.start();
        var next = new SimulatedUsb();
        agent(next);
        next.plug("1", "0951", "1666", "B", STORAGE);
        assertThat(intake.await(MediaInserted.class, 1))
                .extracting(MediaInserted::serial)
                .containsExactly("B");
        intake.await(Observation.SourceNoise.class, 1);
        Path aside = data.resolve("spool/refused.ndjson");
        Until.holds(
                "kept aside",
                Duration.ofSeconds(20),
                () -> Files.exists(aside) && Files.size(aside) > 0);
        assertThat(Files.readString(aside)).contains("1666:A", "speaks for zone cage, not hall");
    }

    @Test
    void twoAgentsCannotShareASpool() throws Exception {
        agent(usb);
        assertThatThrownBy(() -> agent(new SimulatedUsb()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("--spool");
    }
}
