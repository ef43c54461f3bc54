package sekisho.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import sekisho.edge.LinkServer;
import sekisho.edge.LinkServerConfig;
import sekisho.journal.Entry;
import sekisho.rig.Rig;
import sekisho.rig.Until;
import sekisho.rig.usb.Guest;
import sekisho.site.Fact;
import sekisho.site.Finding.FindingRaised;
import sekisho.site.Guarding;
import sekisho.site.MachineId;
import sekisho.site.MediaId;
import sekisho.site.Observation;
import sekisho.site.Observation.MediaInserted;
import sekisho.site.Observation.MediaRemoved;
import sekisho.site.Paperwork.MediaPermitted;
import sekisho.site.PermitId;
import sekisho.site.Policy;
import sekisho.site.Sighting;
import sekisho.site.Site;
import sekisho.site.ZoneId;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Real hot-plug, all the way: devices are plugged into a booted kernel, the agent in its jar sees
/// them and reports over TLS, and a station with its journal and its rules judges.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UsbHotplugIT implements GuardScenes {
    static final ZoneId CAGE = new ZoneId("cage");
    static final MachineId DB1 = new MachineId("db1");
    private static final Site SITE =
            new Site(
                    "Rig",
                    ZoneOffset.UTC,
                    List.of(new Site.Zone(CAGE, "Cage", null, null)),
                    List.of(),
                    List.of(),
                    List.of(new Site.Machine(DB1, "DB 1", CAGE)));

    /// For one thing to happen in the guest, however busy this machine is.
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration BOOT = Duration.ofMinutes(6);

    private static final List<Entry> RECORDED = new ArrayList<>();

    @TempDir static Path data;

    private static @Nullable Vertx vertx;
    private static @Nullable Core core;
    private static @Nullable LinkServer link;
    private static @Nullable Guest guest;
    private static @Nullable AllowedMedia allowed;

    /// What guards are told from the next baseline on.
    static volatile Guarding guarding = Guarding.DEFAULT;

    @BeforeAll
    static void boot() throws Exception {
        Rig.require(
                "USB hot-plug in a booted kernel",
                "qemu-system-x86_64",
                "busybox",
                "cpio",
                "zstd",
                "depmod",
                "dpkg-deb");
        InstantSource clock = InstantSource.system();
        core = Core.open(data, SITE, Policy.DEFAULT, clock);
        vertx = Vertx.vertx();
        allowed = new AllowedMedia(SITE, _ -> guarding, core.journal(), clock);
        link =
                new LinkServer(
                        vertx,
                        new LinkServerConfig("127.0.0.1", 0, data.resolve("keys")),
                        SITE,
                        core.intake(),
                        clock,
                        allowed);
        link.start();
        Path jar = Path.of(System.getProperty("sekisho.jar", "target/sekisho.jar"));
        guest = Guest.boot(jar, link.port(), link.invite(DB1, "rig").text());
        await("the agent's first sign of life", BOOT, Observation.SourceAlive.class, _ -> true);
    }

    @AfterAll
    static void shutDown() throws Exception {
        if (guest != null) {
            guest.close();
        }
        if (link != null) {
            link.stop();
        }
        if (allowed != null) {
            allowed.close();
        }
        if (vertx != null) {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        if (core != null) {
            core.close();
        }
    }

    static Guest guest() {
        return java.util.Objects.requireNonNull(guest);
    }

    /// What has been recorded so far; only what is new is read.
    private static List<Entry> entries() {
        var journal = java.util.Objects.requireNonNull(core).journal();
        while (true) {
            long next = RECORDED.isEmpty() ? 1 : RECORDED.getLast().sequence() + 1;
            List<Entry> some = journal.read(next, 1000);
            if (some.isEmpty()) {
                return RECORDED;
            }
            RECORDED.addAll(some);
        }
    }

    static <F extends Fact> List<Entry> entries(Class<F> kind, Predicate<F> wanted) {
        return entries().stream()
                .filter(entry -> kind.isInstance(entry.fact()))
                .filter(entry -> wanted.test(kind.cast(entry.fact())))
                .toList();
    }

    static <F extends Fact> Entry await(
            String what, Duration patience, Class<F> kind, Predicate<F> wanted) throws Exception {
        Until.holds(
                what + " (the guest's console is " + guest().console() + ")",
                patience,
                () -> !entries(kind, wanted).isEmpty());
        return entries(kind, wanted).getLast();
    }

    static Entry inserted(Predicate<MediaInserted> wanted) throws Exception {
        return await("an insertion", PATIENCE, MediaInserted.class, wanted);
    }

    static Entry removed(Predicate<MediaRemoved> wanted) throws Exception {
        return await("a removal", PATIENCE, MediaRemoved.class, wanted);
    }

    /// Somebody at the station writes something down.
    static void told(Fact fact) throws Exception {
        java.util.Objects.requireNonNull(core).intake().submit(List.of(Sighting.of(fact)));
    }

    private static List<FindingRaised> findingsAbout(Entry entry) {
        return entries(
                        FindingRaised.class,
                        finding ->
                                finding.rule().equals("unauthorised-media")
                                        && finding.because().getFirst() == entry.sequence())
                .stream()
                .map(finding -> (FindingRaised) finding.fact())
                .toList();
    }

    @Test
    @Order(1)
    void aStickThatNobodyPermittedIsFound() throws Exception {
        guest().plugStick("s1", 1, "USB-4D8F21");
        Entry insertion = inserted(fact -> "USB-4D8F21".equals(fact.serial()));
        var fact = (MediaInserted) insertion.fact();
        assertThat(fact.machine()).isEqualTo(DB1);
        assertThat(fact.zone()).isEqualTo(CAGE);
        assertThat(fact.vid() + ":" + fact.pid()).isEqualTo("46f4:0001");
        assertThat(fact.interfaces()).containsExactly("08:06:50");
        assertThat(fact.preexisting()).isFalse();
        Until.holds("the finding", PATIENCE, () -> !findingsAbout(insertion).isEmpty());
        guest().pullStick("s1");
        var gone = (MediaRemoved) removed(one -> "USB-4D8F21".equals(one.serial())).fact();
        assertThat(gone.port()).isEqualTo(fact.port());
    }

    @Test
    @Order(2)
    void theSameStickWithAPermitIsNot() throws Exception {
        Instant now = Instant.now();
        // Given an hour ago: the guest's clock may be a second behind ours.
        Instant given = now.minus(Duration.ofHours(1));
        java.util.Objects.requireNonNull(core)
                .intake()
                .submit(
                        List.of(
                                Sighting.of(
                                        new MediaPermitted(
                                                given,
                                                new PermitId("P-1"),
                                                MediaId.of("46f4", "0001", "USB-4D8F21"),
                                                CAGE,
                                                DB1,
                                                null,
                                                given,
                                                now.plus(Duration.ofHours(1)),
                                                null,
                                                null))));
        int removals = entries(MediaRemoved.class, _ -> true).size();
        int insertions = entries(MediaInserted.class, _ -> true).size();
        guest().plugStick("s2", 1, "USB-4D8F21");
        Until.holds(
                "the second insertion",
                PATIENCE,
                () -> entries(MediaInserted.class, _ -> true).size() > insertions);
        Entry insertion = inserted(fact -> "USB-4D8F21".equals(fact.serial()));
        guest().pullStick("s2");
        // The removal comes behind whatever was found at the insertion.
        Until.holds(
                "the removal",
                PATIENCE,
                () -> entries(MediaRemoved.class, _ -> true).size() > removals);
        assertThat(findingsAbout(insertion)).isEmpty();
    }

    @Test
    @Order(3)
    void everyKindOfDeviceIsReportedWithItsInterfaces() throws Exception {
        guest().plug("k", "usb-kbd", "2", "KBD-1", Map.of());
        guest().plugPhone("p", 3);
        guest().plugSerialAdapter("a", 4);
        guest().plug("c", "usb-ccid", "5", null, Map.of());
        Map<String, String> expected =
                Map.of(
                        "0627:0001", "03:01:01",
                        "46f4:0004", "06:01:01",
                        "0403:6001", "ff:ff:ff",
                        "08e6:4433", "0b:00:00");
        for (var one : expected.entrySet()) {
            Entry entry = inserted(fact -> one.getKey().equals(fact.vid() + ":" + fact.pid()));
            assertThat(((MediaInserted) entry.fact()).interfaces())
                    .as(one.getKey())
                    .containsExactly(one.getValue());
            Until.holds("the finding", PATIENCE, () -> !findingsAbout(entry).isEmpty());
        }
        for (String id : new String[] {"k", "p", "a", "c"}) {
            guest().pull(id);
        }
        for (String id : expected.keySet()) {
            removed(fact -> id.equals(fact.vid() + ":" + fact.pid()));
        }
    }

    @Test
    @Order(4)
    void aStickThatIsAKeyboardTooIsReportedWithBoth() throws Exception {
        guest().run("/gadget.sh plug 1 1234 5678 媒体-管理-001 storage keyboard");
        var fact = (MediaInserted) inserted(one -> "1234".equals(one.vid())).fact();
        assertThat(fact.interfaces()).containsExactly("08:06:50", "03:01:01");
        assertThat(fact.serial()).isEqualTo("媒体-管理-001");
        guest().run("/gadget.sh pull 1");
        removed(one -> "媒体-管理-001".equals(one.serial()));
    }

    @Test
    @Order(5)
    void serialsArriveExactlyAsTheDevicesGiveThem() throws Exception {
        guest().run("/gadget.sh plug 1 1d6b 0a01 '  padded ' storage");
        inserted(one -> "  padded ".equals(one.serial()));
        guest().run("/gadget.sh plug 1 1d6b 0a02 'q\"uo\\te' storage");
        inserted(one -> "q\"uo\\te".equals(one.serial()));
        guest().run("/gadget.sh plug 1 1d6b 0a03 - storage");
        assertThat(((MediaInserted) inserted(one -> "0a03".equals(one.pid())).fact()).serial())
                .isNull();
        guest().run("/gadget.sh plug 1 1d6b 0a04 TWIN storage");
        guest().run("/gadget.sh plug 2 1d6b 0a04 TWIN storage");
        Until.holds(
                "both twins",
                PATIENCE,
                () -> entries(MediaInserted.class, one -> "TWIN".equals(one.serial())).size() == 2);
        assertThat(entries(MediaInserted.class, one -> "TWIN".equals(one.serial())))
                .extracting(entry -> ((MediaInserted) entry.fact()).port())
                .doesNotHaveDuplicates();
        guest().run("/gadget.sh pull 1; /gadget.sh pull 2");
        Until.holds(
                "both twins gone",
                PATIENCE,
                () -> entries(MediaRemoved.class, one -> "TWIN".equals(one.serial())).size() == 2);
    }

    @Test
    @Order(6)
    void aHubIsNoMediumAndTakesItsDevicesWithIt() throws Exception {
        guest().plug("h", "usb-hub", "6", null, Map.of());
        guest().plug("b", "usb-kbd", "6.2", "BEHIND", Map.of());
        var fact = (MediaInserted) inserted(one -> "BEHIND".equals(one.serial())).fact();
        assertThat(fact.port()).endsWith("-6.2");
        guest().pull("h");
        removed(one -> "BEHIND".equals(one.serial()));
        assertThat(entries(MediaInserted.class, one -> "0409".equals(one.vid()))).isEmpty();
        assertThat(entries(MediaRemoved.class, one -> "0409".equals(one.vid()))).isEmpty();
    }

    @Test
    @Order(7)
    void ofFiftyPlugsNoneIsMissed() throws Exception {
        int cycles = 50;
        for (int i = 1; i <= cycles; i++) {
            String serial = "CYCLE-" + i;
            guest().plug("m" + i, "usb-kbd", "1", serial, Map.of());
            inserted(one -> serial.equals(one.serial()));
            guest().pull("m" + i);
            removed(one -> serial.equals(one.serial()));
        }
        assertThat(entries(MediaInserted.class, one -> serialOf(one).startsWith("CYCLE-")))
                .hasSize(cycles);
        assertThat(entries(MediaRemoved.class, one -> serialOf(one).startsWith("CYCLE-")))
                .hasSize(cycles);
    }

    private static String serialOf(MediaInserted fact) {
        return fact.serial() == null ? "" : fact.serial();
    }

    private static String serialOf(MediaRemoved fact) {
        return fact.serial() == null ? "" : fact.serial();
    }

    @Test
    @Order(8)
    void aDiscIsAMediumInThePortOfItsDrive() throws Exception {
        guest().plugDrive("d", 2);
        Predicate<MediaInserted> isDrive = one -> "46f4".equals(one.vid());
        inserted(isDrive.and(one -> !serialOf(one).startsWith("USB-")));
        Until.holds(
                "the drive's slot", PATIENCE, () -> guest().run("ls /sys/block").contains("sr0"));
        guest().insertDisc("d");
        var disc = (MediaInserted) inserted(one -> one.media().value().endsWith("/medium")).fact();
        assertThat(disc.port()).endsWith("/sr0");
        guest().ejectDisc("d");
        removed(one -> one.media().equals(disc.media()));
        guest().pull("d");
    }

    @Test
    @Order(9)
    void whatHappenedWhileTheAgentWasDeadIsToldWhenItLivesAgain() throws Exception {
        guest().run("/agent.sh kill");
        guest().plugStick("n", 1, "STAYS");
        guest().plugStick("p", 2, "PASSES");
        logged("SerialNumber: PASSES");
        logged("SerialNumber: STAYS");
        guest().pullStick("p");
        Until.holds(
                "the stick is gone",
                PATIENCE,
                () -> !guest().run("cat /sys/bus/usb/devices/*/serial").contains("PASSES"));
        long before = Long.parseLong(guest().run("date +%s").strip());
        guest().run("/agent.sh start");
        var stays = (MediaInserted) inserted(one -> "STAYS".equals(one.serial())).fact();
        assertThat(stays.preexisting()).isTrue();
        assertThat(stays.unattended()).isTrue();
        var passes = (MediaInserted) inserted(one -> "PASSES".equals(one.serial())).fact();
        assertThat(passes.preexisting()).isFalse();
        assertThat(passes.unattended()).isTrue();
        assertThat(passes.at().getEpochSecond()).isLessThanOrEqualTo(before);
        var passed = (MediaRemoved) removed(one -> "PASSES".equals(one.serial())).fact();
        assertThat(passed.at()).isBetween(passes.at(), Instant.ofEpochSecond(before + 1));
        assertThat(passed.unattended()).isTrue();
        guest().pullStick("n");
        removed(one -> "STAYS".equals(one.serial()));
    }

    private static void logged(String text) throws Exception {
        Until.holds(
                "the kernel's log has " + text,
                PATIENCE,
                () -> guest().run("dmesg | grep -c '" + text + "' || true").strip().equals("1"));
    }

    @Test
    @Order(10)
    void anAgentThatWasFrozenForTwentySecondsTellsAllOfIt() throws Exception {
        guest().run("/agent.sh freeze");
        for (int i = 1; i <= 3; i++) {
            guest().plug("f" + i, "usb-kbd", "1", "FROZEN-" + i, Map.of());
            logged("SerialNumber: FROZEN-" + i);
            guest().pull("f" + i);
        }
        guest().plug("f4", "usb-kbd", "1", "FROZEN-4", Map.of());
        guest().run("sleep 20");
        guest().run("/agent.sh thaw");
        for (int i = 1; i <= 4; i++) {
            String serial = "FROZEN-" + i;
            inserted(one -> serial.equals(one.serial()));
            if (i < 4) {
                removed(one -> serial.equals(one.serial()));
            }
        }
        guest().pull("f4");
        removed(one -> "FROZEN-4".equals(one.serial()));
    }

    @Test
    @Order(11)
    void withoutUdevdTheAgentKnowsThatItIsDeafOnOneEarAndHearsWithTheOthers() throws Exception {
        // On a machine that is busy with other things udevd may have been too slow before.
        Until.holds(
                "nobody is deaf",
                PATIENCE,
                () ->
                        entries(Observation.SourceDeaf.class, _ -> true).size()
                                == entries(Observation.SourceHears.class, _ -> true).size());
        int heard = entries(Observation.SourceHears.class, _ -> true).size();
        guest().run("kill -KILL $(pidof systemd-udevd)");
        long killed = Long.parseLong(guest().run("date +%s").strip());
        var deaf =
                (Observation.SourceDeaf)
                        await(
                                        "deafness",
                                        PATIENCE,
                                        Observation.SourceDeaf.class,
                                        one -> "udevd does not run here".equals(one.reason()))
                                .fact();
        assertThat(deaf.sense()).isEqualTo("libusb");
        long took = deaf.at().getEpochSecond() - killed;
        System.out.println("udevd killed: monitor deaf after " + took + " s");
        assertThat(took).isLessThanOrEqualTo(30);
        await("the finding", PATIENCE, FindingRaised.class, isRule("monitor-deaf"));
        guest().plug("u", "usb-kbd", "1", "NO-UDEVD", Map.of());
        inserted(one -> "NO-UDEVD".equals(one.serial()));
        guest().pull("u");
        removed(one -> "NO-UDEVD".equals(one.serial()));
        guest().run("/lib/systemd/systemd-udevd --daemon");
        Until.holds(
                "hearing",
                PATIENCE,
                () -> entries(Observation.SourceHears.class, _ -> true).size() > heard);
    }

    private static Predicate<FindingRaised> isRule(String rule) {
        return finding -> finding.rule().equals(rule);
    }

    @Test
    @Order(12)
    void theAgentIsSmallAndNeedsNoRoot() throws Exception {
        String memory = guest().run("/agent.sh memory");
        long kilobytes = Long.parseLong(memory.replaceAll("[^0-9]", ""));
        System.out.println("agent in the guest: " + kilobytes / 1024 + " MB resident");
        assertThat(kilobytes).as("kB resident").isPositive().isLessThanOrEqualTo(80 * 1024);
        assertThat(guest().run("stat -c %U /proc/$(pidof java)").strip()).isEqualTo("agent");
    }
}
