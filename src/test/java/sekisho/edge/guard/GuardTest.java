package sekisho.edge.guard;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.edge.guard.Bus.KEYBOARD;
import static sekisho.edge.guard.Bus.NOON;
import static sekisho.edge.guard.Bus.STICK;
import static sekisho.edge.guard.Bus.STORAGE;
import static sekisho.edge.guard.Bus.permit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.edge.Allowance;
import sekisho.edge.GuardDecision;
import sekisho.rig.SysfsTree;
import sekisho.sensor.usb.UsbSwitches;
import sekisho.site.Guarding.Away;
import sekisho.site.Guarding.InUse;
import sekisho.site.MediaId;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

class GuardTest {
    /// A minute behind the station's.
    private static final InstantSource OWN = InstantSource.fixed(NOON.minusSeconds(60));

    private static final Instant BEFORE_NOON = NOON.minusSeconds(30);

    @TempDir Path folder;

    private SysfsTree tree;
    private Guard guard;

    @BeforeEach
    void start() throws IOException {
        tree = new SysfsTree(folder.resolve("sys"));
        tree.bus(1);
        tree.plug("1-1", 2, "046d", "c31c", null, true, KEYBOARD);
        guard = guard();
    }

    private Guard guard() throws IOException {
        return new Guard(
                folder.resolve("state"),
                folder.resolve("released"),
                new UsbSwitches(tree.devices()),
                OWN,
                5);
    }

    private void stick() throws IOException {
        tree.plug("1-2", 3, "0951", "1666", "S-1", false, STORAGE);
    }

    private GuardMemory.Numbered first() throws InterruptedException {
        return Objects.requireNonNull(guard.behind(null, Duration.ZERO));
    }

    private List<String> decided() throws InterruptedException {
        var said = new ArrayList<String>();
        GuardMemory.@Nullable Numbered last = guard.behind(null, Duration.ZERO);
        while (last != null) {
            GuardDecision one = last.decision();
            said.add(
                    last.seq()
                            + (one.admitted() ? " in " : " out ")
                            + one.device().port()
                            + ' '
                            + one.reason());
            last = guard.behind(last, Duration.ZERO);
        }
        return said;
    }

    @Test
    void keepsNothingOutBeforeThereIsABaseline() throws Exception {
        stick();
        guard.look(true);
        assertThat(tree.read("usb1/authorized_default")).isEqualTo("1");
        assertThat(tree.read("1-2/authorized")).isEqualTo("1");
        assertThat(decided())
                .containsExactly(
                        "1 in 1-1 " + Ruling.NO_BASELINE, "2 in 1-2 " + Ruling.NO_BASELINE);
    }

    @Test
    void letsInWhatIsPermittedAndTheMachinesOwn() throws Exception {
        guard.allow(Bus.closed(permit(STICK, null)), BEFORE_NOON);
        assertThat(tree.read("usb1/authorized_default")).isEqualTo("0");
        stick();
        tree.plug("1-3", 4, "0951", "1666", "S-2", false, STORAGE);
        guard.look(true);
        assertThat(tree.read("1-1/authorized")).isEqualTo("1");
        assertThat(tree.read("1-2/authorized")).isEqualTo("1");
        assertThat(tree.read("1-2:1.0/authorized")).isEqualTo("1");
        assertThat(tree.read("1-3/authorized")).isEqualTo("0");
        assertThat(decided())
                .containsExactly(
                        "1 in 1-1 " + Ruling.OWN,
                        "2 in 1-2 " + Ruling.PERMITTED,
                        "3 out 1-3 " + Ruling.UNPERMITTED);
    }

    @Test
    void putsOutWhatLosesItsPermitAndLetsItInAgain() throws Exception {
        guard.allow(Bus.closed(permit(STICK, null)), BEFORE_NOON);
        stick();
        guard.look(true);
        guard.allow(Bus.closed(), BEFORE_NOON);
        assertThat(tree.read("1-2/authorized")).isEqualTo("0");
        guard.allow(Bus.closed(permit(STICK, null)), BEFORE_NOON);
        assertThat(tree.read("1-2/authorized")).isEqualTo("1");
    }

    @Test
    void judgesByTheStationsClock() throws Exception {
        stick();
        guard.allow(Bus.closed(permit(STICK, null)), NOON.plusSeconds(1));
        assertThat(decided()).contains("2 out 1-2 " + Ruling.ENDED);
        guard = guard();
        guard.look(true);
        assertThat(tree.read("1-2/authorized"))
                .as("after a restart its own clock still says a minute to noon")
                .isEqualTo("0");
    }

    @Test
    void needsNeitherAgentNorStationAfterARestart() throws Exception {
        guard.allow(Bus.closed(permit(STICK, null)), BEFORE_NOON);
        guard = guard();
        stick();
        tree.plug("1-3", 4, "0951", "1666", "S-2", false, STORAGE);
        guard.look(true);
        assertThat(tree.read("1-1/authorized")).isEqualTo("1");
        assertThat(tree.read("1-2/authorized")).isEqualTo("1");
        assertThat(tree.read("1-3/authorized")).isEqualTo("0");
        assertThat(decided())
                .containsExactly(
                        "1 in 1-1 " + Ruling.OWN,
                        "1 in 1-2 " + Ruling.PERMITTED,
                        "2 out 1-3 " + Ruling.UNPERMITTED);
    }

    @Test
    void putsSwitchesBackThatWereThrownWhileItWasDead() throws Exception {
        guard.allow(Bus.closed(), BEFORE_NOON);
        stick();
        guard.look(true);
        Files.writeString(tree.devices().resolve("1-2/authorized"), "1\n");
        guard = guard();
        guard.look(true);
        assertThat(tree.read("1-2/authorized")).isEqualTo("0");
    }

    @Test
    void keepsADecisionUntilItIsTakenOver() throws Exception {
        guard.allow(Bus.closed(), BEFORE_NOON);
        stick();
        guard.look(true);
        var first = first();
        guard.taken(first.boot(), 99);
        guard.taken("another", 1);
        assertThat(decided()).hasSize(2);
        guard.taken(first.boot(), first.seq());
        assertThat(decided()).containsExactly("2 out 1-2 " + Ruling.UNPERMITTED);
        guard = guard();
        assertThat(decided()).containsExactly("2 out 1-2 " + Ruling.UNPERMITTED);
        assertThat(first().boot()).isEqualTo(first.boot());
    }

    @Test
    void whoIsLockedOutLetsEverythingIn() throws Exception {
        guard.allow(Bus.closed(), BEFORE_NOON);
        stick();
        guard.look(true);
        Files.writeString(folder.resolve("released"), "");
        guard.look(false);
        assertThat(tree.read("1-2/authorized")).isEqualTo("1");
        assertThat(tree.read("usb1/authorized_default")).isEqualTo("1");
        assertThat(decided()).contains("4 in 1-2 " + Ruling.RELEASED);
        Files.delete(folder.resolve("released"));
        guard.look(false);
        assertThat(tree.read("1-2/authorized")).isEqualTo("0");
        assertThat(tree.read("usb1/authorized_default")).isEqualTo("0");
    }

    @Test
    void tellsOnceThatTheKernelDoesNotObey() throws Exception {
        guard.allow(Bus.closed(), BEFORE_NOON);
        stick();
        Files.delete(tree.devices().resolve("1-2/authorized"));
        guard.look(true);
        guard.look(true);
        assertThat(decided()).hasSize(2);
        assertThat(decided().getLast()).startsWith("2 out 1-2 the kernel did not obey: ");
        Files.writeString(tree.devices().resolve("1-2/authorized"), "1\n");
        guard.look(true);
        assertThat(tree.read("1-2/authorized")).isEqualTo("0");
        assertThat(decided().getLast()).isEqualTo("3 out 1-2 " + Ruling.UNPERMITTED);
    }

    @Test
    void aBusThatComesLaterIsHeldAsWell() throws Exception {
        guard.allow(Bus.closed(), BEFORE_NOON);
        tree.bus(2);
        guard.look(true);
        assertThat(tree.read("usb2/authorized_default")).isEqualTo("0");
    }

    @Test
    void behindAGuardThatDiedTheMachineIsAsThePolicySays() throws Exception {
        var state = folder.resolve("state");
        var switches = new UsbSwitches(tree.devices());
        stick();
        guard.allow(Bus.open(), BEFORE_NOON);
        assertThat(Guard.standDown(state, switches, false)).contains("open");
        assertThat(tree.read("usb1/authorized_default")).isEqualTo("1");
        assertThat(tree.read("1-2/authorized")).as("what was kept out stays out").isEqualTo("0");
        assertThat(Guard.standDown(state, switches, true)).contains("everything");
        assertThat(tree.read("1-2/authorized")).isEqualTo("1");

        guard.allow(Bus.closed(), BEFORE_NOON);
        guard.look(true);
        for (boolean asked : new boolean[] {false, true}) {
            assertThat(Guard.standDown(state, switches, asked)).contains("closed");
            assertThat(tree.read("usb1/authorized_default")).isEqualTo("0");
        }
    }

    @Test
    void aDecisionTooManyLeavesAGapInTheNumbers() throws Exception {
        guard.allow(Bus.closed(), BEFORE_NOON);
        for (int address = 10; address < 16; address++) {
            tree.plug("1-2", address, "0951", "1666", "S-1", false, STORAGE);
            guard.look(true);
        }
        assertThat(decided()).hasSize(5);
        guard.taken(first().boot(), 5);
        tree.plug("1-2", 9, "0951", "1666", "S-1", false, STORAGE);
        guard.look(true);
        assertThat(decided()).containsExactly("8 out 1-2 " + Ruling.UNPERMITTED);
    }

    @Test
    void theMediumIsNamedAsTheStationNamesIt() throws Exception {
        guard.allow(Bus.allowance(Away.OPEN, InUse.KEEP), BEFORE_NOON);
        stick();
        guard.look(true);
        var last = Objects.requireNonNull(guard.behind(first(), Duration.ZERO));
        assertThat(last.decision().device().media()).isEqualTo(new MediaId("0951:1666:S-1"));
        assertThat(Allowance.read(Bus.open(permit(STICK, null)).members()))
                .isEqualTo(Bus.open(permit(STICK, null)));
    }
}
