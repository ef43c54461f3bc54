package sekisho.app;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.app.UsbHotplugIT.CAGE;
import static sekisho.app.UsbHotplugIT.DB1;
import static sekisho.app.UsbHotplugIT.PATIENCE;
import static sekisho.app.UsbHotplugIT.await;
import static sekisho.app.UsbHotplugIT.entries;
import static sekisho.app.UsbHotplugIT.guest;
import static sekisho.app.UsbHotplugIT.inserted;
import static sekisho.app.UsbHotplugIT.told;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import sekisho.rig.Until;
import sekisho.site.DevicePattern;
import sekisho.site.Guarding;
import sekisho.site.Guarding.Away;
import sekisho.site.MediaId;
import sekisho.site.Observation.MediaAdmitted;
import sekisho.site.Observation.MediaInserted;
import sekisho.site.Observation.MediaRefused;
import sekisho.site.Observation.SourceAlive;
import sekisho.site.Paperwork.BaselineAdopted;
import sekisho.site.Paperwork.MediaPermitted;
import sekisho.site.Paperwork.MediaRevoked;
import sekisho.site.PermitId;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A guard on the machine of [UsbHotplugIT]: whether the kernel makes a block device or an input
/// node is looked at in the kernel.
interface GuardScenes {
    String KNOWN = "GUARD-1";
    String UNKNOWN = "GUARD-2";
    String BOTH = "GUARD-BOTH";

    static void policy(Away away) throws Exception {
        UsbHotplugIT.guarding = new Guarding(away, Guarding.InUse.CUT, Duration.ofHours(1));
        var console = (MediaInserted) inserted(one -> "CONSOLE".equals(one.serial())).fact();
        told(
                new BaselineAdopted(
                        now(),
                        CAGE,
                        DB1,
                        List.of(
                                DevicePattern.of(
                                        Objects.requireNonNull(console.vid()),
                                        Objects.requireNonNull(console.pid()),
                                        console.serial(),
                                        console.port(),
                                        console.interfaces())),
                        "rig"));
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    static void permit(String id, MediaId media, Instant from, Instant until) throws Exception {
        told(
                new MediaPermitted(
                        now(), new PermitId(id), media, CAGE, null, null, from, until, null, null));
        known('"' + id + '"');
    }

    /// Waits until a word of the newest allowance stands in what the guard remembers.
    static void known(String word) throws Exception {
        Until.holds(
                "the guard knows " + word,
                PATIENCE,
                () ->
                        guest().run(
                                        "grep -c '"
                                                + word
                                                + "' /var/lib/sekisho-guard/guard.json || true")
                                .strip()
                                .equals("1"));
    }

    static MediaId stick(String serial) {
        return MediaId.of("46f4", "0001", serial);
    }

    static void startGuard() throws Exception {
        int alive = entries(SourceAlive.class, GuardScenes::isGuard).size();
        guest().run("/guard.sh start");
        Until.holds(
                "the guard's sign of life",
                PATIENCE,
                () -> entries(SourceAlive.class, GuardScenes::isGuard).size() > alive);
    }

    static boolean isGuard(SourceAlive alive) {
        return alive.source().value().equals("agent-db1/guard");
    }

    /// How many block devices (`sd?`) or input nodes (`event3`) a device has.
    static int nodes(String serial, String name) throws Exception {
        return Integer.parseInt(
                guest().run(
                                "for f in /sys/bus/usb/devices/*/serial; do [ \"$(cat $f)\" = "
                                        + serial
                                        + " ] && find $(readlink -f ${f%/serial}) -type d -name '"
                                        + name
                                        + "' 2>/dev/null; done | wc -l")
                        .strip());
    }

    static void hasDisk(String serial) throws Exception {
        Until.holds("the disk of " + serial, PATIENCE, () -> nodes(serial, "sd?") == 1);
    }

    static void hasNoDisk(String serial) throws Exception {
        Until.holds("no disk of " + serial, PATIENCE, () -> nodes(serial, "sd?") == 0);
    }

    static MediaAdmitted admitted(String serial, int times) throws Exception {
        Until.holds(
                serial + " is let in",
                PATIENCE,
                () -> entries(MediaAdmitted.class, serialIs(serial)).size() >= times);
        return (MediaAdmitted)
                await("decision", PATIENCE, MediaAdmitted.class, serialIs(serial)).fact();
    }

    static java.util.function.Predicate<MediaAdmitted> serialIs(String serial) {
        return one -> serial.equals(one.serial());
    }

    static MediaRefused refused(String serial, int times) throws Exception {
        Until.holds(
                serial + " is kept out",
                PATIENCE,
                () ->
                        entries(MediaRefused.class, one -> serial.equals(one.serial())).size()
                                >= times);
        return (MediaRefused)
                await("decision", PATIENCE, MediaRefused.class, one -> serial.equals(one.serial()))
                        .fact();
    }

    /// When the kernel's log says something, in seconds since the boot.
    static double logged(String text) throws Exception {
        String line = guest().run("dmesg | grep '" + text + "' | tail -n 1").strip();
        return Double.parseDouble(line.substring(1, line.indexOf(']')).strip());
    }

    @Test
    @Order(20)
    default void aStickWithAPermitGetsItsDiskAndOneWithoutNeverDoes() throws Exception {
        guest().run("dmesg | grep -c 'input: Acme' > /run/acme || true");
        guest().plug("console", "usb-kbd", "2", "CONSOLE", Map.of());
        inserted(one -> "CONSOLE".equals(one.serial()));
        startGuard();
        policy(Away.CLOSED);
        known("machine.baseline");
        assertThat(admitted("CONSOLE", 1).reason()).isNotEmpty();
        Until.holds(
                "every bus is held",
                PATIENCE,
                () ->
                        guest().run("cat /sys/bus/usb/devices/usb*/*authorized_default | sort -u")
                                .strip()
                                .equals("0"));
        permit("G-1", stick(KNOWN), now(), now().plus(Duration.ofHours(1)));
        guest().plugStick("g1", 1, KNOWN);
        hasDisk(KNOWN);
        MediaAdmitted known = admitted(KNOWN, 1);
        assertThat(known.permit()).isEqualTo(new PermitId("G-1"));
        assertThat(known.interfaces()).containsExactly("08:06:50");
        System.out.printf(
                "guard: disk %.2f s after the arrival%n",
                logged("Attached SCSI removable disk") - logged("SerialNumber: " + KNOWN));
        guest().plugStick("g2", 3, UNKNOWN);
        assertThat(refused(UNKNOWN, 1).reason()).isEqualTo("no permit holds");
        hasNoDisk(UNKNOWN);
        assertThat(nodes("CONSOLE", "event[0-9]*")).isEqualTo(1);
    }

    @Test
    @Order(21)
    default void aCompositesKeyboardNeverGetsAnInputNode() throws Exception {
        permit("G-2", MediaId.of("1234", "5678", BOTH), now(), now().plus(Duration.ofHours(1)));
        guest().run("/gadget.sh plug 1 1234 5678 " + BOTH + " storage keyboard");
        assertThat(admitted(BOTH, 1).interfaces()).containsExactly("08:06:50");
        assertThat(refused(BOTH, 1).interfaces()).containsExactly("03:01:01");
        hasDisk(BOTH);
        assertThat(nodes(BOTH, "event[0-9]*")).isZero();
        assertThat(guest().run("dmesg | grep -c 'input: Acme' || true").strip())
                .as("input nodes of gadgets, since before there was a guard")
                .isEqualTo(guest().run("cat /run/acme").strip());
        guest().run("/gadget.sh pull 1");
    }

    @Test
    @Order(22)
    default void aPermitThatEndsOrBeginsDoesSoWhileTheStickIsPluggedIn() throws Exception {
        told(new MediaRevoked(now(), new PermitId("G-1"), null, null));
        refused(KNOWN, 1);
        hasNoDisk(KNOWN);
        Instant from = now().plusSeconds(3);
        permit("G-3", stick(KNOWN), from, from.plusSeconds(5));
        assertThat(admitted(KNOWN, 2).permit()).isEqualTo(new PermitId("G-3"));
        MediaRefused ended = refused(KNOWN, 2);
        assertThat(ended.reason()).isEqualTo("the permit has ended");
        hasNoDisk(KNOWN);
        permit("G-4", stick(KNOWN), now(), now().plus(Duration.ofHours(1)));
        hasDisk(KNOWN);
        admitted(KNOWN, 3);
    }

    @Test
    @Order(23)
    default void theGuardNeedsNoAgentAndTellsItLater() throws Exception {
        int own = entries(MediaAdmitted.class, serialIs("CONSOLE")).size();
        guest().run("/agent.sh kill");
        guest().pullStick("g1");
        guest().plugStick("g1", 1, KNOWN);
        hasDisk(KNOWN);
        assertThat(nodes("CONSOLE", "event[0-9]*")).isEqualTo(1);
        assertThat(nodes(UNKNOWN, "sd?")).isZero();
        guest().run("/agent.sh start");
        admitted(KNOWN, 4);
        assertThat(nodes("CONSOLE", "event[0-9]*")).isEqualTo(1);
        assertThat(entries(MediaAdmitted.class, serialIs("CONSOLE"))).hasSize(own);
    }

    @Test
    @Order(24)
    default void behindAKilledGuardTheMachineIsClosedIfThePolicySaysSo() throws Exception {
        guest().run("/guard.sh kill");
        guest().pullStick("g1");
        guest().plugStick("g1", 1, KNOWN);
        Until.holds(
                "it is there",
                PATIENCE,
                () -> guest().run("cat /sys/bus/usb/devices/*/serial").contains(KNOWN));
        assertThat(guest().run("cat /sys/bus/usb/devices/usb*/authorized_default | sort -u"))
                .isEqualTo("0\n");
        assertThat(nodes(KNOWN, "sd?")).isZero();
        assertThat(nodes("CONSOLE", "event[0-9]*")).isEqualTo(1);
        startGuard();
        admitted(KNOWN, 5);
        hasDisk(KNOWN);
        assertThat(nodes(UNKNOWN, "sd?")).isZero();
    }

    @Test
    @Order(25)
    default void behindAKilledGuardTheMachineIsOpenIfThePolicySaysSo() throws Exception {
        policy(Away.OPEN);
        known("\"away\":\"open\"");
        guest().run("/guard.sh kill");
        guest().plugStick("g3", 4, "GUARD-3");
        hasDisk("GUARD-3");
        assertThat(nodes(UNKNOWN, "sd?")).as("what was kept out stays out").isZero();
        startGuard();
        refused("GUARD-3", 1);
        hasNoDisk("GUARD-3");
    }

    @Test
    @Order(26)
    default void whoIsLockedOutHasAWayBack() throws Exception {
        guest().run("/guard.sh release");
        hasDisk(UNKNOWN);
        hasDisk("GUARD-3");
        assertThat(admitted(UNKNOWN, 1).reason()).isEqualTo("everything was released by hand");
        guest().run("/guard.sh hold");
        hasNoDisk(UNKNOWN);
        guest().run("/guard.sh stop");
        hasDisk(UNKNOWN);
        assertThat(guest().run("cat /sys/bus/usb/devices/usb*/*authorized_default | sort -u"))
                .isEqualTo("1\n");
        for (String id : List.of("g1", "g2", "g3")) {
            guest().pullStick(id);
        }
        guest().pull("console");
    }
}
