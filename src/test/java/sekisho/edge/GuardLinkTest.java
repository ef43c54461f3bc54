package sekisho.edge;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.edge.LinkSite.CAGE;
import static sekisho.edge.LinkSite.DB1;
import static sekisho.edge.LinkSite.SITE;

import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.rig.Until;
import sekisho.sensor.usb.SimulatedUsb;
import sekisho.sensor.usb.UsbDevice;
import sekisho.site.Guarding;
import sekisho.site.MachineId;
import sekisho.site.MediaId;
import sekisho.site.Observation.MediaAdmitted;
import sekisho.site.Observation.MediaRefused;
import sekisho.site.Observation.SourceAlive;
import sekisho.site.Paperwork.MediaPermitted;
import sekisho.site.PermitId;
import sekisho.site.Sighting;
import sekisho.site.ZoneId;
import sekisho.site.json.Times;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Station, agent and the line to a guard, which the test itself plays.
class GuardLinkTest {
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00.123Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    @TempDir Path data;

    private final Vertx vertx = Vertx.vertx();
    private final FakeIntake intake = new FakeIntake();
    private final Allowances allowances = new Allowances(SITE, _ -> Guarding.DEFAULT);
    private LinkServer server;
    private Agent agent;
    private @Nullable ServerSocketChannel guards;

    /// What the station knows, and that it may not know it yet.
    private final class Known implements Allowances.Source {
        private volatile boolean whole;

        @Override
        public @Nullable Allowance of(MachineId machine, ZoneId zone) {
            return whole ? allowances.of(machine, zone, NOW) : null;
        }

        @Override
        public long revision() {
            return allowances.revision();
        }
    }

    private final Known known = new Known();

    @BeforeEach
    void start() throws Exception {
        server =
                new LinkServer(
                        vertx,
                        new LinkServerConfig("127.0.0.1", 0, data.resolve("keys")),
                        SITE,
                        intake,
                        CLOCK,
                        known);
        server.start();
        Path state = data.resolve("state");
        var identity =
                Enrolment.enrol(server.invite(DB1, "kanri"), "127.0.0.1", server.port(), state);
        var config =
                new AgentConfig(
                        identity,
                        state,
                        Duration.ofMillis(200),
                        Duration.ofMillis(20),
                        Duration.ofMillis(20));
        agent = new Agent(config, new SimulatedUsb(), socket(), CLOCK);
        agent.start();
    }

    @AfterEach
    void stop() throws IOException {
        agent.stop();
        if (guards != null) {
            guards.close();
        }
        server.stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Path socket() {
        return data.resolve("guard");
    }

    private LocalLine guard() throws IOException {
        if (guards != null) {
            guards.close();
            Files.deleteIfExists(socket());
        }
        guards = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        guards.bind(UnixDomainSocketAddress.of(socket()));
        return new LocalLine(guards.accept());
    }

    private void permit(String id) {
        allowances.accept(
                1,
                new MediaPermitted(
                        NOW,
                        new PermitId(id),
                        new MediaId("0951:1666:S-1"),
                        CAGE,
                        null,
                        null,
                        NOW,
                        NOW.plusSeconds(60),
                        null,
                        null));
    }

    private static Allowance allowance(@Nullable Map<String, @Nullable Object> said)
            throws Exception {
        Object members = Objects.requireNonNull(said).get("allowance");
        return Allowance.read((Map<?, ?>) Objects.requireNonNull(members));
    }

    private static Map<String, Object> decision(long seq, boolean admitted) {
        var device = new UsbDevice(1, 3, "1-2", "0951", "1666", "S-1", List.of("08:06:50"), false);
        return Map.of(
                "decision",
                new GuardDecision(
                                NOW, device, admitted, device.interfaces(), null, "a permit holds")
                        .members(),
                "seq",
                seq,
                "boot",
                "g-1");
    }

    @Test
    void whatTheStationAllowsReachesTheGuardAtOnceAndWhenItChanges() throws Exception {
        try (LocalLine guard = guard()) {
            known.whole = true;
            var first = guard.read();
            assertThat(allowance(first).permits()).isEmpty();
            assertThat(Times.read("now", String.valueOf(Objects.requireNonNull(first).get("now"))))
                    .isBetween(NOW, NOW.plusSeconds(60));
            permit("P-1");
            assertThat(allowance(guard.read()).permits())
                    .extracting(MediaPermitted::permit)
                    .containsExactly(new PermitId("P-1"));
        }
    }

    @Test
    void aGuardThatComesLaterIsToldWhatHolds() throws Exception {
        known.whole = true;
        permit("P-1");
        try (LocalLine guard = guard()) {
            Allowance said = allowance(guard.read());
            // The first may be older than the permit.
            said = said.permits().isEmpty() ? allowance(guard.read()) : said;
            assertThat(said.permits()).hasSize(1);
        }
        server.stop();
        try (LocalLine guard = guard()) {
            assertThat(allowance(guard.read()).permits()).hasSize(1);
        }
    }

    @Test
    void whatTheGuardDecidesIsAFactAndKeptWhenItIsDurable() throws Exception {
        try (LocalLine guard = guard()) {
            guard.write(decision(1, true));
            guard.write(decision(2, false));
            assertThat(guard.read()).isEqualTo(Map.of("kept", 1L, "boot", "g-1"));
            assertThat(guard.read()).isEqualTo(Map.of("kept", 2L, "boot", "g-1"));
            MediaAdmitted admitted = intake.await(MediaAdmitted.class, 1).getFirst();
            assertThat(admitted.machine()).isEqualTo(DB1);
            assertThat(admitted.zone()).isEqualTo(CAGE);
            assertThat(admitted.media()).isEqualTo(new MediaId("0951:1666:S-1"));
            intake.await(MediaRefused.class, 1);
            assertThat(intake.sightings().stream().filter(Sighting::isNumbered))
                    .extracting(one -> one.source() + " " + one.boot() + " " + one.seq())
                    .containsExactly("agent-db1/guard g-1 1", "agent-db1/guard g-1 2");
        }
    }

    @Test
    void theGuardIsAliveWhileItSaysSo() throws Exception {
        try (LocalLine guard = guard()) {
            guard.write(Map.of("alive", Map.of()));
            Until.holds(
                    "the guard's sign of life",
                    Duration.ofSeconds(20),
                    () ->
                            intake.sightings().stream()
                                    .anyMatch(one ->
                                            one.fact() instanceof SourceAlive alive
                                                    && alive.source()
                                                            .value()
                                                            .equals("agent-db1/guard")));
        }
    }
}
