package sekisho.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static sekisho.edge.LinkSite.CAGE;
import static sekisho.edge.LinkSite.DB1;
import static sekisho.edge.LinkSite.SITE;

import io.vertx.core.Vertx;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.rig.Until;
import sekisho.sensor.usb.SimulatedUsb;
import sekisho.site.Deed;
import sekisho.site.MachineId;
import sekisho.site.Observation;
import sekisho.site.SourceId;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// How a machine becomes known to its station, stays so, and ceases to be. The station's clock is
/// in the hand of the test.
class EnrolmentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final SourceId AGENT = new SourceId("agent-db1");

    @TempDir Path data;

    private final Vertx vertx = Vertx.vertx();
    private final FakeIntake intake = new FakeIntake();
    private final List<Agent> agents = new ArrayList<>();
    private volatile Instant now = Instant.parse("2026-11-21T00:00:00Z");
    private final InstantSource clock = () -> now;
    private LinkServer server;

    @BeforeEach
    void start() throws IOException {
        server = started(0);
    }

    @AfterEach
    void stop() {
        agents.forEach(Agent::stop);
        server.stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Path keys() {
        return data.resolve("keys");
    }

    private LinkServer started(int port) throws IOException {
        var config = new LinkServerConfig("127.0.0.1", port, keys());
        var made = new LinkServer(vertx, config, SITE, intake, clock);
        made.start();
        return made;
    }

    private AgentIdentity enrolled(String folder) throws IOException {
        return enrol(server.invite(DB1, "kanri"), folder);
    }

    private AgentIdentity enrol(AgentToken token, String folder) throws IOException {
        return Enrolment.enrol(token, "127.0.0.1", server.port(), data.resolve(folder));
    }

    private Agent agent(String folder) throws Exception {
        var config =
                new AgentConfig(
                        AgentIdentity.load(data.resolve(folder)),
                        data.resolve(folder),
                        Duration.ofMillis(200),
                        Duration.ofMillis(20),
                        Duration.ofMillis(20));
        var agent = new Agent(config, new SimulatedUsb(), clock);
        agents.add(agent);
        agent.start();
        return agent;
    }

    private List<Deed.DeedDone> deeds(String type) {
        return intake.facts(Deed.DeedDone.class).stream()
                .filter(deed -> deed.type().equals(type))
                .toList();
    }

    private RawClient says(AgentIdentity who, long run) throws IOException {
        return new RawClient(who)
                .say(
                        """
                        {"hello":{"agent":"agent-db1","machine":"db1","zone":"cage",\
                        "boot":"b%d","run":%d,"seq":0,"version":"1"}}\
                        """
                                .formatted(run, run));
    }

    @Test
    void anInvitedMachineIsEnrolledAndThatIsADeed() throws Exception {
        AgentIdentity identity = enrolled("db1");
        assertThat(identity.machine()).isEqualTo(DB1);
        assertThat(identity.zone()).as("as the plan has it").isEqualTo(CAGE);
        assertThat(AgentIdentity.load(data.resolve("db1"))).isEqualTo(identity);
        Deed.DeedDone deed = deeds("agent.enrolled").getFirst();
        assertThat(deed.by()).isEqualTo("kanri");
        assertThat(deed.members())
                .containsEntry("agent", "agent-db1")
                .containsEntry("until", "2026-12-21T00:00:00.000Z");
        agent("db1");
        intake.await(Observation.SourceAlive.class, 1);
    }

    @Test
    void aTokenIsGoodOnce() throws Exception {
        AgentToken token = server.invite(DB1, "kanri");
        enrol(token, "db1");
        assertThatThrownBy(() -> enrol(token, "thief"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("sekisho agent invite");
        assertThat(AgentIdentity.isIn(data.resolve("thief"))).isFalse();
    }

    @Test
    void aTokenIsGoodForAQuarterOfAnHour() throws Exception {
        AgentToken token = server.invite(DB1, "kanri");
        AgentToken other = server.invite(DB1, "kanri");
        now = now.plus(Duration.ofMinutes(15));
        enrol(token, "db1");
        now = now.plusMillis(1);
        assertThatThrownBy(() -> enrol(other, "db1")).hasMessageContaining("too old");
    }

    @Test
    void noFileOfTheStationHoldsAToken() throws Exception {
        AgentToken token = server.invite(DB1, "kanri");
        try (Stream<Path> files = Files.walk(keys())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file) + file)
                        .as(file.toString())
                        .doesNotContain(token.secret());
            }
        }
    }

    @Test
    void aMachineThatThePlanDoesNotHaveIsNotEnrolled() throws Exception {
        AgentToken token = server.invite(new MachineId("db9"), "kanri");
        assertThatThrownBy(() -> enrol(token, "db9")).hasMessageContaining("no machine db9");
    }

    @Test
    void anotherStationGetsNoToken() throws Exception {
        AgentToken token = server.invite(DB1, "kanri");
        var elsewhere = new AgentToken(token.secret(), "0".repeat(64));
        assertThatThrownBy(() -> enrol(elsewhere, "db1")).hasMessageContaining("stands between");
        enrol(token, "db1");
    }

    @Test
    void aCertificateIsRenewedByItselfAfterTwoThirdsOfItsLife() throws Exception {
        AgentIdentity first = enrolled("db1");
        agent("db1");
        intake.await(Observation.SourceAlive.class, 1);
        now = now.plus(Duration.ofDays(20));
        intake.await(Observation.SourceAlive.class, 3);
        assertThat(deeds("agent.renewed")).isEmpty();
        now = now.plusSeconds(1);
        Until.holds("renewed", PATIENCE, () -> deeds("agent.renewed").size() == 1);
        Until.holds(
                "kept by the agent",
                PATIENCE,
                () -> !AgentIdentity.load(data.resolve("db1")).key().equals(first.key()));
        int before = intake.facts(Observation.SourceAlive.class).size();
        intake.await(Observation.SourceAlive.class, before + 3);
        assertThat(deeds("agent.renewed")).hasSize(1);
        assertThat(intake.facts(Observation.SourceLost.class)).isEmpty();
        try (RawClient old = says(first, 9)) {
            assertThat(old.hear()).contains("superseded");
        }
        assertThat(intake.await(Observation.SourceTampered.class, 1).getFirst().reason())
                .contains("counts no more", "127.0.0.1", "superseded");
        now = now.plus(Duration.ofDays(25));
        agents.getFirst().stop();
        agent("db1");
        intake.await(Observation.SourceAlive.class, before + 5);
    }

    @Test
    void anExpiredCertificateIsRefusedAndTheMachineCanBeEnrolledAgain() throws Exception {
        AgentIdentity old = enrolled("db1");
        now = now.plus(Duration.ofDays(30));
        try (RawClient client = says(old, 1)) {
            assertThat(client.hear()).contains("welcome");
        }
        now = now.plusSeconds(1);
        try (RawClient client = says(old, 1)) {
            assertThat(client.hear()).contains("expired", "sekisho agent enroll");
        }
        try (RawClient client = says(enrolled("db1"), 1)) {
            assertThat(client.hear()).contains("welcome");
        }
        assertThat(intake.facts(Observation.SourceTampered.class)).isEmpty();
    }

    @Test
    void aRevokedAgentLosesItsLinkAndIsLetInNoMore() throws Exception {
        AgentIdentity identity = enrolled("db1");
        try (RawClient client = says(identity, 1)) {
            assertThat(client.hear()).contains("welcome");
            long asked = System.nanoTime();
            LinkServer.revoke(keys(), DB1, "kanri");
            assertThat(client.hear()).as("closed").isNull();
            System.out.printf(
                    "a revocation closed an open link after %d ms%n",
                    (System.nanoTime() - asked) / 1_000_000);
        }
        assertThat(intake.await(Observation.SourceLost.class, 1).getFirst().reason())
                .isEqualTo("its certificate was revoked");
        Until.holds("a deed", PATIENCE, () -> deeds("agent.revoked").size() == 1);
        assertThat(deeds("agent.revoked").getFirst().by()).isEqualTo("kanri");
        Until.holds(
                "the request is taken", PATIENCE, () -> new Revocations(keys()).all().isEmpty());
        for (int i = 0; i < 2; i++) {
            try (RawClient client = says(identity, 1)) {
                assertThat(client.hear()).contains("revoked");
            }
        }
        var told = intake.await(Observation.SourceTampered.class, 1);
        assertThat(told).as("once").hasSize(1);
        assertThat(told.getFirst().source()).isEqualTo(AGENT);
        server.stop();
        server = started(0);
        try (RawClient client = says(identity.at("127.0.0.1", server.port()), 1)) {
            assertThat(client.hear()).as("over a restart").contains("revoked");
        }
    }

    @Test
    void whoIsRevokedWhileTheStationIsAwayIsSoWhenItIsBack() throws Exception {
        AgentIdentity identity = enrolled("db1");
        server.stop();
        LinkServer.revoke(keys(), DB1, "kanri");
        server = started(0);
        Until.holds("a deed", PATIENCE, () -> deeds("agent.revoked").size() == 1);
        try (RawClient client = says(identity.at("127.0.0.1", server.port()), 1)) {
            assertThat(client.hear()).contains("revoked");
        }
    }

    @Test
    void whoIsEnrolledAgainHasOneCertificateAndNoPast() throws Exception {
        AgentIdentity first = enrolled("old");
        says(first, 7).close();
        intake.await(Observation.SourceLost.class, 1);
        AgentIdentity second = enrolled("new");
        try (RawClient client = says(second, 1)) {
            assertThat(client.hear()).contains("welcome").doesNotContain("run");
        }
        assertThat(intake.facts(Observation.SourceTampered.class)).isEmpty();
        try (RawClient client = says(first, 8)) {
            assertThat(client.hear()).contains("superseded");
        }
    }

    @Test
    void aStolenIdentityThatIsUsedAtASecondPlaceIsTold() throws Exception {
        enrolled("db1");
        agent("db1");
        intake.await(Observation.SourceAlive.class, 1);
        Files.createDirectory(data.resolve("thief"));
        for (String file : List.of("identity.json", "run")) {
            Files.copy(data.resolve("db1").resolve(file), data.resolve("thief").resolve(file));
        }
        agent("thief");
        var told = intake.await(Observation.SourceTampered.class, 1).getFirst();
        assertThat(told.source()).isEqualTo(AGENT);
        assertThat(told.reason()).containsAnyOf("second connection", "there are two of it");
    }

    @Test
    void aCertificateOfAnotherStationIsNoCertificate() throws Exception {
        AgentIdentity ours = enrolled("db1");
        var elsewhere =
                new LinkServer(
                        vertx,
                        new LinkServerConfig("127.0.0.1", 0, data.resolve("elsewhere")),
                        SITE,
                        new FakeIntake(),
                        clock);
        elsewhere.start();
        AgentIdentity theirs =
                Enrolment.enrol(
                        elsewhere.invite(DB1, "x"),
                        "127.0.0.1",
                        elsewhere.port(),
                        data.resolve("theirs"));
        elsewhere.stop();
        var mixed =
                new AgentIdentity(
                        "127.0.0.1",
                        server.port(),
                        ours.fingerprint(),
                        DB1,
                        CAGE,
                        theirs.key(),
                        theirs.certificate());
        try (RawClient client = says(mixed, 1)) {
            assertThat(client.hear()).contains("not-enrolled", "not this station's");
        }
    }
}
