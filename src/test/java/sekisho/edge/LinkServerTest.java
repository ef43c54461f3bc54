package sekisho.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static sekisho.edge.LinkSite.CAGE;
import static sekisho.edge.LinkSite.DB1;
import static sekisho.edge.LinkSite.SITE;
import static sekisho.edge.LinkSite.WEB1;

import io.vertx.core.Vertx;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.site.MachineId;
import sekisho.site.Observation;
import sekisho.site.SourceId;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;

class LinkServerTest {
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

    @TempDir Path data;

    private final Vertx vertx = Vertx.vertx();
    private final FakeIntake intake = new FakeIntake();
    private LinkServer server;
    private AgentIdentity identity;

    @BeforeEach
    void start() throws IOException {
        server = server();
        server.start();
        identity = enrolled(DB1);
    }

    private AgentIdentity enrolled(MachineId machine) throws IOException {
        AgentToken token = server.invite(machine, "kanri");
        return Enrolment.enrol(token, "127.0.0.1", server.port(), data.resolve(machine.value()));
    }

    @AfterEach
    void stop() {
        server.stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private LinkServer server() {
        return server(NOW);
    }

    private LinkServer server(Instant now) {
        var config = new LinkServerConfig("127.0.0.1", 0, data.resolve("keys"));
        return new LinkServer(vertx, config, SITE, intake, InstantSource.fixed(now));
    }

    private RawClient client() throws IOException {
        return client(identity);
    }

    private RawClient client(AgentIdentity who) throws IOException {
        return new RawClient(who.at("127.0.0.1", server.port()));
    }

    private RawClient linked() throws IOException {
        RawClient client = client().say(hello());
        assertThat(client.hear()).contains("\"welcome\"");
        return client;
    }

    private static String hello() {
        return hello("agent-db1", "db1", "cage");
    }

    private static String hello(String boot, long run, long seq) {
        return hello().replace("\"boot\":\"b\"", "\"boot\":\"" + boot + '"')
                .replace("\"run\":1,\"seq\":0", "\"run\":%d,\"seq\":%d".formatted(run, seq));
    }

    private RawClient linked(String boot, long run, long seq) throws IOException {
        return client().say(hello(boot, run, seq));
    }

    private static String hello(String agent, String machine, String zone) {
        return """
        {"hello":{"agent":"%s","machine":"%s","zone":"%s","boot":"b","run":1,"seq":0,\
        "version":"1"}}\
        """
                .formatted(agent, machine, zone);
    }

    private static String inserted(long seq) {
        return """
        {"type":"media.inserted","at":"2026-11-21T00:00:00Z","source":"agent-db1",\
        "boot":"b","seq":%d,"zone":"cage","machine":"db1","port":"1-1","vid":"0951",\
        "pid":"1666","serial":"%d","interfaces":["08:06:50"]}\
        """
                .formatted(seq, seq);
    }

    @Test
    void speaksTls13AndNothingOlder() throws IOException {
        try (RawClient client = client()) {
            assertThat(client.protocol()).isEqualTo("TLSv1.3");
        }
    }

    @Test
    void theKeyIsMadeOnceAndForItsOwnerAlone() throws IOException {
        String fingerprint = identity.fingerprint();
        server.stop();
        server = server();
        server.start();
        assertThat(server.invite(DB1, "kanri").fingerprint()).isEqualTo(fingerprint);
        for (String secret :
                new String[] {"keys/link.key.pem", "keys/agents.json", "db1/identity.json"}) {
            assertThat(Files.getPosixFilePermissions(data.resolve(secret)))
                    .as(secret)
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void aPortInUseIsSaidByName() throws IOException {
        var config = new LinkServerConfig("127.0.0.1", server.port(), data.resolve("keys"));
        var second = new LinkServer(vertx, config, SITE, intake, InstantSource.fixed(NOW));
        assertThatThrownBy(second::start)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:" + server.port());
    }

    @Test
    void acknowledgesAFactWhenItIsDurableAndNotBefore() throws IOException {
        intake.hold();
        try (RawClient client = linked()) {
            client.say(inserted(1)).say(inserted(2));
            intake.awaitHeld();
            // An unreadable line is answered at once; had there been an acknowledgement, it
            // would have come first.
            client.say("{");
            assertThat(client.hear()).contains("\"error\"");
            intake.release();
            assertThat(client.hear()).isIn(ack(1), ack(2));
        }
        assertThat(intake.facts(Observation.MediaInserted.class)).isNotEmpty();
    }

    private static String ack(long seq) {
        return "{\"ack\":%d,\"boot\":\"b\",\"source\":\"agent-db1\"}".formatted(seq);
    }

    @Test
    void aFactThatIsSentAgainIsAcknowledgedAgain() throws IOException {
        for (int i = 0; i < 2; i++) {
            try (RawClient client = linked()) {
                client.say(inserted(1));
                assertThat(client.hear()).isEqualTo(ack(1));
            }
        }
        assertThat(intake.facts(Observation.MediaInserted.class)).hasSize(1);
        assertThat(intake.duplicates()).isEqualTo(1);
    }

    @Test
    void aStrangerIsRefusedCountedAndCutOff() throws IOException {
        try (RawClient client = new RawClient(server.port(), identity.fingerprint())) {
            client.say(hello());
            assertThat(client.hear()).contains("not-enrolled", "sekisho agent enroll");
            client.say(inserted(1));
            assertThat(client.hear()).as("closed").isNull();
        }
        var noise = intake.await(Observation.SourceNoise.class, 1).getFirst();
        assertThat(noise.source()).isEqualTo(LinkServer.LINK);
        assertThat(noise.reason()).contains("no certificate");
        assertThat(intake.facts(Observation.MediaInserted.class)).isEmpty();
    }

    @Test
    void manyWrongTokensMakeFewFactsThatDoNotHoldThem() throws IOException {
        for (int i = 0; i < 20; i++) {
            try (RawClient client = new RawClient(server.port(), identity.fingerprint())) {
                client.say("{\"enroll\":{\"token\":\"GUESS\",\"csr\":\"AAAA\"}}");
                assertThat(client.hear()).contains("wrong-token");
            }
        }
        server.stop();
        var noise = intake.facts(Observation.SourceNoise.class);
        assertThat(noise).hasSizeLessThanOrEqualTo(3);
        assertThat(noise.stream().mapToLong(Observation.SourceNoise::count).sum()).isEqualTo(20);
        assertThat(noise.toString()).doesNotContain("GUESS");
    }

    @Test
    void aMachineThatThePlanHasElsewhereIsRefusedWithTheReason() throws IOException {
        Map<String, String> wrong =
                Map.of(
                        hello("agent-db1", "db1", "hall"), "stands in zone cage",
                        hello("agent-db1", "web1", "hall"), "is called agent-web1");
        for (var one : wrong.entrySet()) {
            try (RawClient client = client().say(one.getKey())) {
                assertThat(client.hear()).contains("not-in-plan", one.getValue());
            }
        }
    }

    @Test
    void aLineOfTenMegabytesIsRefusedAndTheNextOneTaken() throws IOException {
        byte[] huge = new byte[10 << 20];
        Arrays.fill(huge, (byte) 'x');
        try (RawClient client = linked();
                RawClient other = client(enrolled(WEB1)).say(webHello())) {
            assertThat(other.hear()).contains("welcome");
            client.send(huge).send("\n").say(inserted(1));
            assertThat(client.hear()).contains("\"error\"", "\"line\":2", "65536");
            assertThat(client.hear()).isEqualTo(ack(1));
        }
        var noise = intake.await(Observation.SourceNoise.class, 1).getFirst();
        assertThat(noise.source()).isEqualTo(new SourceId("agent-db1"));
        assertThat(noise.zone()).isEqualTo(CAGE);
        assertThat(noise.sample()).hasSizeLessThan(300).startsWith("xxx");
    }

    private String webHello() {
        return hello("agent-web1", "web1", "hall");
    }

    @Test
    void garbageIsAnsweredLineByLineAndWhatIsGoodGoesIn() throws IOException {
        try (RawClient client = linked()) {
            client.say("not json")
                    .say("{\"type\":\"nonsense\",\"at\":0}")
                    .send(new byte[] {(byte) 0xff, (byte) 0xfe, 0, '\n'})
                    .say("[]")
                    .say("{\"type\":\"source.alive\",\"at\":0,\"source\":\"\\ud800\"}")
                    .say(inserted(7));
            for (int line = 2; line <= 6; line++) {
                assertThat(client.hear()).contains("\"error\"", "\"line\":" + line);
            }
            assertThat(client.hear()).isEqualTo(ack(7));
        }
    }

    @Test
    void anAgentSpeaksForItsOwnMachineAndOfMediaAlone() throws IOException {
        try (RawClient client = linked()) {
            client.say(inserted(1).replace("\"db1\"", "\"web1\""))
                    .say(inserted(1).replace("\"cage\"", "\"hall\""))
                    .say(inserted(1).replace("\"agent-db1\"", "\"agent-web1\""))
                    .say(inserted(1).replace("\"boot\":\"b\",\"seq\":1,", ""))
                    .say(
                            """
                            {"type":"media.permitted","at":0,"source":"agent-db1","boot":"b",\
                            "seq":1,"permit":"p","media":"m","zone":"cage","from":0,"until":9}\
                            """);
            for (String reason :
                    new String[] {"machine db1", "zone cage", "agent-db1", "seq", "of media"}) {
                assertThat(client.hear()).contains("\"error\"", reason);
            }
            // The same number is still free: none of them went in.
            client.say(inserted(1));
            assertThat(client.hear()).isEqualTo(ack(1));
        }
        assertThat(intake.duplicates()).isZero();
    }

    @Test
    void aLineThatBreaksOffIsNoticed() throws IOException {
        try (RawClient client = linked()) {
            client.send(inserted(1).substring(0, 40));
        }
        var noise = intake.await(Observation.SourceNoise.class, 1).getFirst();
        assertThat(noise.reason()).contains("middle of a line");
        assertThat(noise.sample()).startsWith("{\"type\"");
        assertThat(intake.facts(Observation.MediaInserted.class)).isEmpty();
    }

    @Test
    void aFirstLineThatIsNoHelloIsRefused() throws IOException {
        for (String line : new String[] {"{}", "GET / HTTP/1.1", "{\"hello\":{}}"}) {
            try (RawClient client = client().say(line)) {
                assertThat(client.hear()).contains("\"refused\"", "unreadable");
            }
        }
    }

    @Test
    void aLostAgentIsOneFactAndItsReturnAnother() throws IOException {
        linked().close();
        var lost = intake.await(Observation.SourceLost.class, 1);
        linked().close();
        var restored = intake.await(Observation.SourceRestored.class, 1);
        intake.await(Observation.SourceLost.class, 2);
        assertThat(lost)
                .singleElement()
                .satisfies(fact -> assertThat(fact.source()).isEqualTo(new SourceId("agent-db1")))
                .satisfies(fact -> assertThat(fact.zone()).isEqualTo(CAGE));
        assertThat(restored).hasSize(1);
    }

    @Test
    void aConnectionThatTakesAnothersPlaceLosesNobody() throws IOException {
        try (RawClient first = linked();
                RawClient second = linked()) {
            assertThat(first.hear()).as("the older one is closed").isNull();
            second.say(inserted(1));
            assertThat(second.hear()).isEqualTo(ack(1));
            assertThat(intake.facts(Observation.SourceLost.class)).isEmpty();
        }
        intake.await(Observation.SourceLost.class, 1);
    }

    @Test
    void anAgentThatWasLostBeforeTheStationWasRestartedIsRestored() throws Exception {
        linked().close();
        intake.await(Observation.SourceLost.class, 1);
        server.stop();
        server = server();
        server.start();
        try (RawClient _ = linked()) {
            intake.await(Observation.SourceRestored.class, 1);
        }
    }

    @Test
    void aSecondAgentWithTheSameIdentityIsTold() throws IOException {
        try (RawClient first = linked("b1", 1, 0);
                RawClient second = linked("b2", 2, 0)) {
            assertThat(second.hear()).contains("welcome").doesNotContain("run");
            assertThat(first.hear()).contains("welcome");
            assertThat(first.hear()).as("its place is taken").isNull();
            var told = intake.await(Observation.SourceTampered.class, 1).getFirst();
            assertThat(told.source()).isEqualTo(new SourceId("agent-db1"));
            assertThat(told.zone()).isEqualTo(CAGE);
            assertThat(told.reason()).contains("second connection", "127.0.0.1");
        }
    }

    @Test
    void theTrueAgentThatComesBackFromItsCopyIsTold() throws IOException {
        linked("true", 4, 0).close();
        linked("copy", 5, 0).close();
        try (RawClient back = linked("true", 4, 7)) {
            assertThat(back.hear()).contains("\"welcome\"", "\"run\":6").doesNotContain("begin");
        }
        var told = intake.await(Observation.SourceTampered.class, 1).getFirst();
        assertThat(told.reason()).contains("run 4 comes after its run 5");
    }

    @Test
    void anOldDiskIsNoticedEvenAfterARestartOfTheStation() throws Exception {
        linked("b1", 8, 0).close();
        intake.await(Observation.SourceLost.class, 1);
        server.stop();
        server = server();
        server.start();
        try (RawClient old = linked("b2", 3, 0)) {
            assertThat(old.hear()).contains("\"run\":9");
        }
        assertThat(intake.await(Observation.SourceTampered.class, 1).getFirst().reason())
                .contains("run 3 comes after its run 8");
    }

    @Test
    void numbersThatGoBackWithinARunBeginANewBoot() throws IOException {
        try (RawClient client = linked("b", 1, 2)) {
            assertThat(client.hear()).contains("welcome");
            client.say(inserted(1)).say(inserted(2));
            String answer = client.hear();
            assertThat(ack(1).equals(answer) ? client.hear() : answer).isEqualTo(ack(2));
        }
        try (RawClient client = linked("b", 1, 1)) {
            assertThat(client.hear()).contains("\"begin\":true");
        }
        assertThat(intake.await(Observation.SourceTampered.class, 1).getFirst().reason())
                .contains("went back from 2 to 1");
    }

    @Test
    void aClockThatIsOffIsToldWithTheOffset() throws IOException {
        try (RawClient client = linked()) {
            Instant theirs = NOW.plus(Duration.ofHours(1));
            client.say(
                    """
                    {"echo":{"sent":"%s","received":"%s","now":"%s"}}\
                    """
                            .formatted("2026-11-21T00:00:00.000Z", theirs, theirs));
            var clock = intake.await(Observation.SourceClock.class, 1).getFirst();
            assertThat(clock.ahead()).isEqualTo(Duration.ofHours(1));
            assertThat(clock.at()).isEqualTo(NOW);
            client.say("{\"echo\":{\"sent\":\"%s\"}}".formatted(NOW));
            assertThat(client.hear()).contains("\"error\"", "received");
        }
    }

    @Test
    void aSilentAgentIsLostAfterThreeOfItsIntervals() throws IOException {
        try (RawClient client = linked()) {
            client.say(
                    """
                    {"type":"source.alive","at":0,"source":"agent-db1","zone":"cage",\
                    "intervalSeconds":0.3}\
                    """);
            assertThat(client.hear()).as("closed").isNull();
            assertThat(client.beats()).as("the station showed itself meanwhile").isPositive();
        }
        var lost = intake.await(Observation.SourceLost.class, 1).getFirst();
        assertThat(lost.reason()).contains("nothing was heard");
    }

    @Test
    void goodbyeIsSaidInTheReason() throws IOException {
        try (RawClient client = linked()) {
            client.say("{\"bye\":{}}");
            assertThat(client.hear()).isNull();
        }
        assertThat(intake.await(Observation.SourceLost.class, 1).getFirst().reason())
                .isEqualTo("the agent was stopped");
    }

    @Test
    void aStationThatStopsReportsNobodyAsLost() throws IOException {
        try (RawClient client = linked()) {
            server.stop();
            assertThat(client.hear()).isNull();
        }
        assertThat(intake.facts(Observation.SourceLost.class)).isEmpty();
    }

    @Test
    void aFullIntakeIsAskedAgainAndTheFactGoesInOnce() throws IOException {
        intake.setFull(true);
        try (RawClient client = linked()) {
            client.say(inserted(1));
            intake.awaitRefusal();
            intake.setFull(false);
            assertThat(client.hear()).isEqualTo(ack(1));
        }
        assertThat(intake.facts(Observation.MediaInserted.class)).hasSize(1);
    }

    @Test
    void whileTheStationCannotRecordNothingIsAcknowledgedAndLaterAllIsThereOnce()
            throws IOException {
        intake.setFailing(true);
        try (RawClient client = linked()) {
            client.say(inserted(1)).say(inserted(2));
            intake.awaitRefusals(3);
            intake.setFailing(false);
            assertThat(client.hear()).startsWith("{\"ack\"");
            client.say(inserted(3));
            while (!ack(3).equals(client.hear())) {
                assertThat(intake.facts(Observation.SourceTampered.class)).isEmpty();
            }
        }
        assertThat(intake.facts(Observation.MediaInserted.class)).hasSize(3);
    }

    @Test
    void whileTheIntakeHasNoRoomNoMoreIsRead() throws Exception {
        int count = 5000;
        AgentIdentity web = enrolled(WEB1);
        intake.hold();
        try (RawClient client = linked();
                RawClient other = client(web).say(webHello())) {
            client.say(inserted(1));
            intake.awaitHeld();
            var all = new StringBuilder();
            for (int i = 2; i <= count; i++) {
                all.append(inserted(i)).append('\n');
            }
            // An unreadable line is answered as soon as it is read.
            all.append("{\n");
            Thread writer = Thread.ofPlatform().start(() -> unchecked(client, all.toString()));
            // The same loop serves another agent meanwhile, and so has time to read on if it dares.
            assertThat(other.hear()).contains("welcome");
            for (int i = 0; i < 200; i++) {
                assertThat(other.say("{").hear()).contains("\"error\"");
            }
            intake.release();
            assertThat(client.hear()).isEqualTo(ack(1));
            String answer = client.hear();
            while (!ack(count).equals(answer)) {
                answer = client.hear();
            }
            assertThat(writer.join(Duration.ofSeconds(20))).isTrue();
        }
        assertThat(intake.largestOffer()).isLessThan(1500);
    }

    private static void unchecked(RawClient client, String text) {
        try {
            client.send(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
