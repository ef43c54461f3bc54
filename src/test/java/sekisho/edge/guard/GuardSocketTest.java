package sekisho.edge.guard;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.edge.guard.Bus.NOON;
import static sekisho.edge.guard.Bus.STICK;
import static sekisho.edge.guard.Bus.STORAGE;
import static sekisho.edge.guard.Bus.permit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.edge.GuardDecision;
import sekisho.edge.LocalLine;
import sekisho.rig.SysfsTree;
import sekisho.rig.Until;
import sekisho.sensor.usb.UsbSwitches;
import sekisho.site.json.Times;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

class GuardSocketTest {
    private static final String ME = System.getProperty("user.name");

    @TempDir Path folder;

    private SysfsTree tree;
    private Guard guard;
    private GuardSocket socket;

    @BeforeEach
    void start() throws IOException {
        tree = new SysfsTree(folder.resolve("sys"));
        tree.bus(1);
        guard =
                new Guard(
                        folder.resolve("state"),
                        folder.resolve("released"),
                        new UsbSwitches(tree.devices()),
                        InstantSource.fixed(NOON));
        socket = listen(ME);
    }

    private GuardSocket listen(String user) throws IOException {
        return new GuardSocket(folder.resolve("socket"), Set.of(user), guard);
    }

    @AfterEach
    void stop() throws IOException {
        socket.close();
    }

    private LocalLine agent() throws IOException {
        return LocalLine.to(folder.resolve("socket"));
    }

    private static GuardDecision decision(Map<String, ?> said) throws Exception {
        return GuardDecision.read((Map<?, ?>) Objects.requireNonNull(said.get("decision")));
    }

    @Test
    void takesAnAllowanceAndTellsWhatItDecided() throws Exception {
        tree.plug("1-2", 3, "0951", "1666", "S-1", false, STORAGE);
        guard.look(true);
        try (LocalLine agent = agent()) {
            var first = Objects.requireNonNull(agent.read());
            assertThat(decision(first).reason()).isEqualTo(Ruling.NO_BASELINE);
            agent.write(
                    Map.of(
                            "allowance", Bus.closed(permit(STICK, null)).members(),
                            "now", Times.write(NOON.minusSeconds(30))));
            var second = Objects.requireNonNull(agent.read());
            assertThat(decision(second).reason()).isEqualTo(Ruling.PERMITTED);
            assertThat(decision(second).device()).isEqualTo(STICK);
            assertThat(second.get("seq")).isEqualTo(2L);
        }
    }

    @Test
    void bringsWhatWasNotKeptToTheNextAgent() throws Exception {
        tree.plug("1-2", 3, "0951", "1666", "S-1", false, STORAGE);
        tree.plug("1-3", 4, "0951", "1666", "S-2", false, STORAGE);
        guard.look(true);
        try (LocalLine agent = agent()) {
            var first = Objects.requireNonNull(agent.read());
            agent.write(Map.of("kept", 1L, "boot", Objects.requireNonNull(first.get("boot"))));
            Until.holds("it is kept", Duration.ofSeconds(10), () -> firstSeq() == 2);
        }
        try (LocalLine agent = agent()) {
            assertThat(Objects.requireNonNull(agent.read()).get("seq")).isEqualTo(2L);
        }
    }

    private long firstSeq() throws InterruptedException {
        return Objects.requireNonNull(guard.behind(null, Duration.ZERO)).seq();
    }

    @Test
    void whoIsNotTheAgentGetsNoAnswer() throws Exception {
        socket.close();
        socket = listen("nobody-of-this-name");
        tree.plug("1-2", 3, "0951", "1666", "S-1", false, STORAGE);
        guard.look(true);
        try (LocalLine stranger = agent()) {
            assertThat(stranger.read()).isNull();
        }
    }

    @Test
    void anAgentThatMakesNoSenseIsLetGoOfAndTheNextIsHeard() throws Exception {
        try (LocalLine agent = agent()) {
            agent.write(Map.of("allowance", Map.of("version", 1L), "now", Times.write(NOON)));
            assertThat(agent.read()).isNull();
        }
        tree.plug("1-2", 3, "0951", "1666", "S-1", false, STORAGE);
        guard.look(true);
        try (LocalLine agent = agent()) {
            assertThat(decision(Objects.requireNonNull(agent.read())).admitted()).isTrue();
        }
    }

    @Test
    void onlyItsOwnGroupMayReachIt() throws IOException {
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("socket"))))
                .isEqualTo("rw-rw----");
    }
}
