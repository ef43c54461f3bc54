package sekisho.edge;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.edge.LinkSite.DB1;
import static sekisho.edge.LinkSite.SITE;

import io.vertx.core.Vertx;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.edge.seal.SealKey;
import sekisho.edge.seal.Sealer;
import sekisho.rig.Until;
import sekisho.sensor.usb.SimulatedUsb;
import sekisho.site.Observation.MediaInserted;
import sekisho.site.Observation.MediaRemoved;
import sekisho.site.Observation.SourceTampered;
import sekisho.site.Sighting;
import sekisho.site.json.JsonText;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/// Somebody breaks in while the station is away: he may read and write all that the agent can.
class SealedSpoolTest {
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

    @TempDir Path data;

    private final Vertx vertx = Vertx.vertx();
    private final FakeIntake intake = new FakeIntake();
    private final List<Agent> agents = new ArrayList<>();
    private Path spool;
    private LinkServer server;
    private AgentIdentity identity;

    @BeforeEach
    void start() throws IOException {
        spool = data.resolve("spool");
        server = server(0);
        server.start();
        identity = Enrolment.enrol(server.invite(DB1, "kanri"), "127.0.0.1", server.port(), spool);
    }

    @AfterEach
    void stop() {
        agents.forEach(Agent::stop);
        server.stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private LinkServer server(int port) {
        var config = new LinkServerConfig("127.0.0.1", port, data.resolve("keys"));
        return new LinkServer(vertx, config, SITE, intake, InstantSource.fixed(NOW));
    }

    private void stationComesBack() throws IOException {
        server = server(server.port());
        server.start();
    }

    private SimulatedUsb agent() throws Exception {
        var usb = new SimulatedUsb();
        var config =
                new AgentConfig(
                        identity,
                        spool,
                        Duration.ofMillis(200),
                        Duration.ofMillis(20),
                        Duration.ofMillis(20));
        var agent = new Agent(config, usb, InstantSource.fixed(NOW));
        agents.add(agent);
        agent.start();
        return usb;
    }

    private static void plugAndPull(SimulatedUsb usb, int times) {
        for (int i = 0; i < times; i++) {
            usb.plug("1", "0951", "1666", "S" + i, List.of("08:06:50"));
            usb.pull("1");
        }
    }

    /// Ten sticks came and went, sealed, and the station has heard of none of them.
    private void spoolTwentyFacts() throws Exception {
        SimulatedUsb usb = agent();
        usb.plug("9", "0951", "1666", "FIRST", List.of("08:06:50"));
        intake.await(MediaInserted.class, 1);
        Until.holds("acknowledged", Duration.ofSeconds(20), () -> segment().isEmpty());
        server.stop();
        plugAndPull(usb, 10);
        agents.removeLast().stop();
    }

    private Path file() throws IOException {
        try (var files = Files.list(spool)) {
            return files.filter(file -> file.toString().endsWith(".spool"))
                    .sorted()
                    .toList()
                    .getLast();
        }
    }

    private List<String> segment() throws IOException {
        try (var files = Files.list(spool)) {
            return files.anyMatch(file -> file.toString().endsWith(".spool"))
                    ? Files.readAllLines(file())
                    : List.of();
        }
    }

    private void write(List<String> lines) throws IOException {
        Files.writeString(file(), lines.isEmpty() ? "" : String.join("\n", lines) + '\n');
    }

    private static String json(String line) {
        return line.substring(9);
    }

    private static String line(String json) {
        var crc = new CRC32C();
        crc.update(json.getBytes(StandardCharsets.UTF_8));
        return "%08x ".formatted(crc.getValue()) + json;
    }

    private SourceTampered told() throws InterruptedException {
        return intake.await(SourceTampered.class, 1).getFirst();
    }

    /// What is missing is told at once by its number, and by its places when all else has come.
    private String missing() throws InterruptedException {
        List<SourceTampered> told = intake.await(SourceTampered.class, 2);
        assertThat(told.getFirst().reason()).contains("or more sealed facts are missing");
        return String.valueOf(told.getLast().reason());
    }

    private List<Sighting> broken() {
        return intake.sightings().stream()
                .filter(one -> "broken".equals(one.unknown().get("seal")))
                .toList();
    }

    private void stationHasAll(int facts) throws Exception {
        intake.await(MediaRemoved.class, facts);
        assertThat(intake.facts(MediaInserted.class)).hasSize(facts + 1);
    }

    @Test
    void whatNobodyTouchedComesWithoutAWord() throws Exception {
        spoolTwentyFacts();
        stationComesBack();
        plugAndPull(agent(), 1);
        stationHasAll(11);
        awaitAnEmptySpool();
        assertThat(intake.facts(SourceTampered.class)).isEmpty();
        assertThat(broken()).isEmpty();
        assertThat(intake.sightings()).noneMatch(one -> one.unknown().containsKey("seal"));
    }

    private void awaitAnEmptySpool() throws Exception {
        Until.holds("all acknowledged", Duration.ofSeconds(20), () -> segment().isEmpty());
    }

    @Test
    void aFactThatWasRewrittenIsNamedMarkedAndTakenIn() throws Exception {
        spoolTwentyFacts();
        List<String> lines = new ArrayList<>(segment());
        lines.set(4, line(json(lines.get(4)).replace("S2", "XX")));
        write(lines);
        stationComesBack();
        agent();
        stationHasAll(10);
        assertThat(told().reason())
                .startsWith("fact 6 of the run")
                .endsWith("place 5 of its spool");
        assertThat(broken()).hasSize(1);
        assertThat(((MediaInserted) broken().getFirst().fact()).serial()).isEqualTo("XX");
    }

    @Test
    void whoHasTheKeyThatLiesThereCannotSealItAnewEither() throws Exception {
        spoolTwentyFacts();
        String[] kept = Files.readString(spool.resolve("seal")).strip().split(" ");
        var key = SealKey.of(HexFormat.of().parseHex(kept[3]));
        List<String> lines = new ArrayList<>(segment());
        Map<String, Object> fact = new HashMap<>(JsonText.object(json(lines.get(4))));
        fact.remove("seal");
        fact.put("serial", "XX");
        lines.set(4, line(new Sealer(kept[1], 5, key).fact(fact)));
        write(lines);
        stationComesBack();
        agent();
        stationHasAll(10);
        assertThat(told().reason()).contains("place 5");
        assertThat(broken()).hasSize(1);
    }

    @Test
    void factsThatWereRemovedAreNamed() throws Exception {
        spoolTwentyFacts();
        List<String> lines = new ArrayList<>(segment());
        lines.subList(4, 8).clear();
        write(lines);
        stationComesBack();
        agent();
        assertThat(missing())
                .isEqualTo("4 sealed facts are missing from the agent's spool, at the places 5–8");
        assertThat(broken()).isEmpty();
    }

    @Test
    void aTailThatWasCutOffIsMissing() throws Exception {
        spoolTwentyFacts();
        write(segment().subList(0, 16));
        stationComesBack();
        agent();
        assertThat(missing())
                .isEqualTo(
                        "4 sealed facts are missing from the agent's spool, at the places 17–20");
    }

    @Test
    void anEmptiedSpoolIsMissingWhole() throws Exception {
        spoolTwentyFacts();
        write(List.of());
        stationComesBack();
        plugAndPull(agent(), 1);
        assertThat(missing()).contains("20 sealed facts", "1–20");
        intake.await(MediaRemoved.class, 1);
        assertThat(broken()).isEmpty();
    }

    @Test
    void sealsThatWereStrippedAreMissed() throws Exception {
        spoolTwentyFacts();
        List<String> lines = new ArrayList<>(segment());
        Map<String, Object> fact = new HashMap<>(JsonText.object(json(lines.get(4))));
        fact.remove("seal");
        fact.put("serial", "XX");
        lines.set(4, line(sekisho.site.json.CanonicalJson.of(fact)));
        write(lines);
        stationComesBack();
        agent();
        assertThat(missing()).contains("1 sealed fact", "at the places 5");
    }

    @Test
    void aKeyThatIsGoneIsToldAndWhatIsThereIsTakenIn() throws Exception {
        spoolTwentyFacts();
        Files.delete(spool.resolve("seal"));
        stationComesBack();
        agent();
        stationHasAll(10);
        assertThat(told().reason()).isEqualTo("the agent has lost the key of its seals");
    }

    @Test
    void aCrashBetweenTheFactAndItsKeyIsNoBreakIn() throws Exception {
        SimulatedUsb usb = agent();
        usb.plug("9", "0951", "1666", "FIRST", List.of("08:06:50"));
        intake.await(MediaInserted.class, 1);
        server.stop();
        plugAndPull(usb, 1);
        byte[] before = Files.readAllBytes(spool.resolve("seal"));
        usb.plug("8", "0951", "1666", "LAST", List.of("08:06:50"));
        agents.removeLast().stop();
        Files.write(spool.resolve("seal"), before);
        stationComesBack();
        plugAndPull(agent(), 1);
        intake.await(MediaRemoved.class, 2);
        awaitAnEmptySpool();
        assertThat(intake.facts(MediaInserted.class)).hasSize(4);
        assertThat(intake.facts(SourceTampered.class)).isEmpty();
    }

    @Test
    void aSpoolFromBeforeSealsIsSealedAtTheFirstLink() throws Exception {
        server.stop();
        plugAndPull(agent(), 5);
        assertThat(segment()).noneMatch(line -> line.contains("\"tag\""));
        stationComesBack();
        intake.await(MediaRemoved.class, 5);
        awaitAnEmptySpool();
        assertThat(intake.facts(MediaInserted.class)).hasSize(5);
        assertThat(intake.facts(SourceTampered.class)).isEmpty();
    }

    @Test
    void aStationThatRestartsInTheMiddleRemembersWhatCame() throws Exception {
        spoolTwentyFacts();
        intake.hold();
        stationComesBack();
        agent();
        intake.awaitHeld();
        server.stop();
        intake.release();
        stationComesBack();
        stationHasAll(10);
        awaitAnEmptySpool();
        assertThat(intake.facts(SourceTampered.class)).isEmpty();
    }

    @Test
    void anAgentThatStopsSealingIsTold() throws Exception {
        spoolTwentyFacts();
        stationComesBack();
        try (var client = new RawClient(identity.at("127.0.0.1", server.port()))) {
            client.say(
                    """
                    {"hello":{"agent":"agent-db1","machine":"db1","zone":"cage","boot":"x",\
                    "run":9,"seq":0,"version":"1"}}\
                    """);
            assertThat(client.hear()).contains("welcome").doesNotContain("seal");
            assertThat(told().reason()).isEqualTo("the agent does not seal its facts any more");
        }
    }
}
