package sekisho.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import sekisho.alarm.AlarmState.Move;
import sekisho.site.Deed.AlarmAcknowledged;
import sekisho.site.DevicePattern;
import sekisho.site.DoorId;
import sekisho.site.Fact;
import sekisho.site.Finding.FindingRaised;
import sekisho.site.Finding.FindingWithdrawn;
import sekisho.site.MachineId;
import sekisho.site.MediaId;
import sekisho.site.Observation.DoorClosed;
import sekisho.site.Observation.MediaRemoved;
import sekisho.site.Observation.SourceAlive;
import sekisho.site.Observation.SourceClock;
import sekisho.site.Observation.SourceHears;
import sekisho.site.Paperwork.BaselineAdopted;
import sekisho.site.Paperwork.VisitLeft;
import sekisho.site.SourceId;
import sekisho.site.VisitId;
import sekisho.site.ZoneId;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

class AlarmBookTest {
    private static final Instant NINE = Instant.parse("2026-11-16T09:00:00Z");
    private static final ZoneId ROOM = new ZoneId("room");
    private static final Map<String, String> FRONT = Map.of("door", "front");

    /// What ISA-18.2 allows, written down apart from the code.
    private static final Map<AlarmState, Set<AlarmState>> ALLOWED = new EnumMap<>(AlarmState.class);

    static {
        allow(AlarmState.NORMAL, AlarmState.UNACKNOWLEDGED);
        allow(
                AlarmState.UNACKNOWLEDGED,
                AlarmState.ACKNOWLEDGED,
                AlarmState.RETURNED_UNACKNOWLEDGED,
                AlarmState.LATCHED_UNACKNOWLEDGED);
        allow(AlarmState.ACKNOWLEDGED, AlarmState.NORMAL, AlarmState.LATCHED_ACKNOWLEDGED);
        allow(AlarmState.RETURNED_UNACKNOWLEDGED, AlarmState.NORMAL, AlarmState.UNACKNOWLEDGED);
        allow(
                AlarmState.LATCHED_UNACKNOWLEDGED,
                AlarmState.LATCHED_ACKNOWLEDGED,
                AlarmState.UNACKNOWLEDGED,
                AlarmState.RETURNED_UNACKNOWLEDGED);
        allow(AlarmState.LATCHED_ACKNOWLEDGED, AlarmState.NORMAL, AlarmState.UNACKNOWLEDGED);
        allow(AlarmState.SHELVED);
        allow(AlarmState.SUPPRESSED_BY_DESIGN);
        allow(AlarmState.OUT_OF_SERVICE);
    }

    private final AlarmBook book = new AlarmBook();
    private long sequence;
    private Instant now = NINE;

    @Test
    void everyMoveIsOneOfIsa182() {
        for (AlarmState state : AlarmState.values()) {
            var reached = EnumSet.noneOf(AlarmState.class);
            for (Move move : Move.values()) {
                AlarmState after = state.after(move);
                if (after != null) {
                    reached.add(after);
                }
            }
            assertThat(reached).as("from %s", state).isEqualTo(ALLOWED.get(state));
        }
    }

    @Test
    void aFindingRaisesAnAlarmThatNobodyHasSeen() {
        long finding = tell(raised("door-forced", FRONT, 1, false));
        assertThat(book.open()).hasSize(1);
        Alarm alarm = book.open().getFirst();
        assertThat(alarm.finding()).isEqualTo(finding);
        assertThat(alarm.state()).isEqualTo(AlarmState.UNACKNOWLEDGED);
        assertThat(alarm.isSounding()).isTrue();
        assertThat(alarm.recordedAt()).isEqualTo(now);
    }

    @Test
    void aLateFindingMakesNoSiren() {
        tell(raised("door-forced", FRONT, 1, true));
        assertThat(book.open()).singleElement().matches(alarm -> !alarm.isSounding());
    }

    @Test
    void whoAcknowledgesTakesItOn() {
        long finding = tell(raised("door-forced", FRONT, 1, false));
        tell(new AlarmAcknowledged(now, finding, "sato", null));
        Alarm alarm = book.open().getFirst();
        assertThat(alarm.state()).isEqualTo(AlarmState.ACKNOWLEDGED);
        assertThat(alarm.acknowledgedBy()).isEqualTo("sato");
        tell(new AlarmAcknowledged(now, finding, "kato", null));
        assertThat(book.find(finding)).isEqualTo(alarm);
    }

    @Test
    void aForcedDoorThatClosesAgainHasStillBeenForced() {
        long finding = tell(raised("door-forced", FRONT, 1, false));
        tell(new DoorClosed(now, ROOM, new DoorId("front")));
        assertThat(state(finding)).isEqualTo(AlarmState.LATCHED_UNACKNOWLEDGED);
        tell(new AlarmAcknowledged(now, finding, "sato", null));
        assertThat(state(finding)).isEqualTo(AlarmState.LATCHED_ACKNOWLEDGED);
    }

    @Test
    void whatEndsAfterSomebodyTookItOnIsPutAway() {
        long door = tell(raised("door-held", FRONT, 1, false));
        long stick =
                tell(raised("unauthorised-media", Map.of("media", "a", "machine", "m1"), 2, false));
        long visit = tell(raised("overstay", Map.of("visit", "v1"), 3, false));
        long source = tell(raised("source-silent", Map.of("source", "s"), 4, false));
        for (long finding : List.of(door, stick, visit, source)) {
            tell(new AlarmAcknowledged(now, finding, "sato", null));
        }
        tell(new DoorClosed(now, ROOM, new DoorId("back")));
        tell(removed("m2"));
        assertThat(book.open()).hasSize(4);
        tell(new DoorClosed(now, ROOM, new DoorId("front")));
        tell(removed("m1"));
        tell(new VisitLeft(now, new VisitId("v1"), null));
        tell(new SourceAlive(now, new SourceId("s"), null, Duration.ofSeconds(9)));
        assertThat(book.open()).isEmpty();
    }

    @Test
    void aDeviceThatBecomesTheMachinesOwnIsNothingToWorryAboutAnyMore() {
        for (String media : List.of("046b:ff10:", "0951:1666:A")) {
            var about = Map.of("media", media, "machine", "m1");
            long finding = tell(raised("unauthorised-media", about, 1, false));
            tell(new AlarmAcknowledged(now, finding, "sato", null));
        }
        var own = DevicePattern.of("046b", "ff10", null, "1-1", List.of("03:01:01"));
        tell(new BaselineAdopted(now, ROOM, new MachineId("m1"), List.of(own), "sato"));
        assertThat(book.open())
                .singleElement()
                .extracting(alarm -> alarm.subject().get("media"))
                .isEqualTo("0951:1666:A");
    }

    @Test
    void aMonitorThatHearsAgainEndsItsOwnDeafnessAndASignOfLifeDoesNot() {
        var agent = new SourceId("agent");
        for (String sense : List.of("libusb", "kernel")) {
            var about = Map.of("monitor", "agent", "sense", sense);
            long finding = tell(raised("monitor-deaf", about, 1, false));
            tell(new AlarmAcknowledged(now, finding, "sato", null));
        }
        tell(new SourceAlive(now, agent, null, Duration.ofSeconds(9)));
        assertThat(book.open()).hasSize(2);
        tell(new SourceHears(now, agent, null, "libusb"));
        assertThat(book.open())
                .singleElement()
                .extracting(alarm -> alarm.subject().get("sense"))
                .isEqualTo("kernel");
    }

    @Test
    void aClockThatIsRightAgainEndsItsAlarmAndASignOfLifeDoesNot() {
        long finding = tell(raised("source-clock", Map.of("source", "s"), 1, false));
        tell(new AlarmAcknowledged(now, finding, "sato", null));
        tell(new SourceAlive(now, new SourceId("s"), null, Duration.ofSeconds(9)));
        tell(new SourceClock(now, new SourceId("s"), null, Duration.ofSeconds(-6)));
        assertThat(book.open()).hasSize(1);
        tell(new SourceClock(now, new SourceId("s"), null, Duration.ofSeconds(-5)));
        assertThat(book.open()).isEmpty();
    }

    @Test
    void whatWasOverInAMomentStaysInSightForADayAfterSomebodyTookItOn() {
        long finding = tell(raised("entered-twice", Map.of("person", "aoki"), 1, false));
        now = now.plusSeconds(60);
        tell(new AlarmAcknowledged(now, finding, "sato", null));
        now = now.plus(Duration.ofDays(1));
        tell(new DoorClosed(now, ROOM, new DoorId("front")));
        assertThat(book.open()).hasSize(1);
        now = now.plusMillis(1);
        tell(new DoorClosed(now, ROOM, new DoorId("front")));
        assertThat(book.open()).isEmpty();
    }

    @Test
    void whatIsWithdrawnBeforeAnybodySawItReturns() {
        long finding = tell(raised("door-forced", FRONT, 1, false));
        tell(new FindingWithdrawn(NINE, "door-forced", ROOM, FRONT, List.of(1L, 9L)));
        assertThat(state(finding)).isEqualTo(AlarmState.RETURNED_UNACKNOWLEDGED);
        tell(new AlarmAcknowledged(now, finding, "sato", null));
        assertThat(book.open()).isEmpty();
    }

    @Test
    void whatIsWithdrawnAfterSomebodyTookItOnIsOver() {
        long finding = tell(raised("door-forced", FRONT, 1, false));
        tell(new AlarmAcknowledged(now, finding, "sato", null));
        tell(new FindingWithdrawn(NINE, "door-forced", ROOM, FRONT, List.of(1L, 9L)));
        assertThat(book.open()).isEmpty();
    }

    @Test
    void aWithdrawalOfAnotherFindingChangesNothing() {
        tell(raised("door-forced", FRONT, 1, false));
        tell(new FindingWithdrawn(NINE, "door-forced", ROOM, FRONT, List.of(2L, 9L)));
        tell(new FindingWithdrawn(NINE.plusMillis(1), "door-forced", ROOM, FRONT, List.of(1L)));
        tell(new FindingWithdrawn(NINE, "door-held", ROOM, FRONT, List.of(1L, 9L)));
        assertThat(book.open())
                .singleElement()
                .matches(alarm -> alarm.state() == AlarmState.UNACKNOWLEDGED);
    }

    @Test
    void whateverHappensStatesMoveOnlyAsIsa182Allows() {
        for (long seed = 1; seed <= 200; seed++) {
            var random = new Random(seed);
            var chance = new AlarmBook();
            Map<Long, AlarmState> before = new HashMap<>();
            for (long entry = 1; entry <= 200; entry++) {
                now = now.plusSeconds(random.nextInt(7200));
                chance.accept(entry, now, anything(random, entry));
                Map<Long, AlarmState> after = new HashMap<>();
                chance.open().forEach(alarm -> after.put(alarm.finding(), alarm.state()));
                for (long finding = 1; finding <= entry; finding++) {
                    AlarmState was = before.getOrDefault(finding, AlarmState.NORMAL);
                    AlarmState is = after.getOrDefault(finding, AlarmState.NORMAL);
                    assertThat(was == is || isReachable(was, is))
                            .as("seed %d: from %s to %s", seed, was, is)
                            .isTrue();
                }
                before = after;
            }
        }
    }

    /// In one move, or by way of being latched.
    private static boolean isReachable(AlarmState was, AlarmState is) {
        Set<AlarmState> next = ALLOWED.getOrDefault(was, Set.of());
        return next.contains(is)
                || next.stream().anyMatch(one -> ALLOWED.getOrDefault(one, Set.of()).contains(is));
    }

    private Fact anything(Random random, long entry) {
        var door = Map.of("door", "d" + random.nextInt(3));
        String rule = random.nextBoolean() ? "door-held" : "repeated-denial";
        long trigger = 1 + random.nextInt(3);
        return switch (random.nextInt(4)) {
            case 0 -> raised(rule, door, trigger, random.nextBoolean());
            case 1 -> new FindingWithdrawn(NINE, rule, ROOM, door, List.of(trigger, entry));
            case 2 -> new AlarmAcknowledged(now, 1 + random.nextLong(entry), "sato", null);
            default -> new DoorClosed(now, ROOM, new DoorId("d" + random.nextInt(3)));
        };
    }

    private long tell(Fact fact) {
        book.accept(++sequence, now, fact);
        return sequence;
    }

    private AlarmState state(long finding) {
        Alarm alarm = book.find(finding);
        return alarm == null ? AlarmState.NORMAL : alarm.state();
    }

    private static FindingRaised raised(
            String rule, Map<String, String> subject, long trigger, boolean late) {
        return new FindingRaised(NINE, rule, ROOM, subject, List.of(trigger), late);
    }

    private MediaRemoved removed(String machine) {
        return new MediaRemoved(
                now, ROOM, new MachineId(machine), null, null, null, null, new MediaId("a"));
    }

    private static void allow(AlarmState from, AlarmState... to) {
        ALLOWED.put(from, Set.of(to));
    }
}
