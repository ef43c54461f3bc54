package sekisho.sensor.uhppote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import sekisho.site.Bytes;
import sekisho.site.Cardholder;
import sekisho.site.Cardholders;
import sekisho.site.CredentialId;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.Observation;
import sekisho.site.PersonId;
import sekisho.site.ReaderId;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class UhppoteObservationsTest {
    private static final ZoneId ROOM = new ZoneId("server-room");
    private static final DoorId DOOR = new DoorId("main");
    private static final ReaderId IN = new ReaderId("main-in");
    private static final ReaderId OUT = new ReaderId("main-out");
    private static final CredentialId CARD = new CredentialId("card:8165537");
    private static final PersonId AOKI = new PersonId("p-0001");
    private static final SourceId PANEL = new SourceId("panel");
    private static final LocalDateTime LOCAL = LocalDateTime.of(2026, 11, 20, 9, 30);
    private static final Instant THEN = Instant.parse("2026-11-20T00:30:00Z");
    private static final Instant NOW = Instant.parse("2026-11-20T03:00:00Z");

    private final UhppoteObservations observations =
            new UhppoteObservations(
                    new UhppoteConfig.Controller(
                            PANEL,
                            1,
                            new InetSocketAddress("127.0.0.1", 60_000),
                            java.time.ZoneId.of("Asia/Tokyo"),
                            false,
                            Map.of(1, new UhppoteConfig.Door(DOOR, ROOM, IN, OUT))),
                    new Cardholders(List.of(new Cardholder(AOKI, "青木 一郎", List.of(CARD)))));

    @Test
    void aSwipeIsGrantedAtTheTimeAndZoneOfTheControllersClock() {
        assertThat(told(1, true, 1, 1, 1))
                .isEqualTo(
                        new Observation.AccessGranted(
                                THEN, ROOM, DOOR, IN, Direction.IN, CARD, AOKI));
    }

    @Test
    void aSwipeThatOpenedADoorIsASwipeWhateverTypeTheBoardGivesIt() {
        assertThat(told(2, true, 1, 1, 1)).isEqualTo(told(1, true, 1, 1, 1));
    }

    @Test
    void theReaderInsideLeadsOut() {
        assertThat(told(1, true, 1, 2, 1))
                .isEqualTo(
                        new Observation.AccessGranted(
                                THEN, ROOM, DOOR, OUT, Direction.OUT, CARD, AOKI));
    }

    @Test
    void everyDenialSaysWhy() {
        for (int reason : new int[] {5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 18}) {
            var denied = (Observation.AccessDenied) told(1, false, 1, 1, reason);
            assertThat(denied.credential()).isEqualTo(CARD);
            assertThat(denied.reason()).isNotBlank();
        }
    }

    @Test
    void eventsOfADoorDoNotBecomeCards() {
        assertThat(told(2, true, 1, 1, 20))
                .isEqualTo(new Observation.ExitRequested(THEN, ROOM, DOOR));
        assertThat(told(2, true, 1, 1, 23)).isEqualTo(new Observation.DoorOpened(THEN, ROOM, DOOR));
        assertThat(told(2, true, 1, 1, 24)).isEqualTo(new Observation.DoorClosed(THEN, ROOM, DOOR));
        assertThat(told(2, true, 1, 1, 25))
                .isEqualTo(
                        new Observation.AccessGranted(
                                THEN, ROOM, DOOR, IN, Direction.IN, null, null));
    }

    @Test
    void verdictsOfTheControllerStayItsOwn() {
        assertThat(told(3, false, 1, 1, 37)).isEqualTo(new Observation.DoorHeld(THEN, ROOM, DOOR));
        assertThat(told(3, false, 1, 1, 38))
                .isEqualTo(new Observation.DoorForced(THEN, ROOM, DOOR));
    }

    @Test
    void aDoorThatWasOpenedFromAfarExplainsNothing() {
        assertThat(told(3, true, 1, 1, 44))
                .isEqualTo(
                        new Observation.SourceTampered(
                                THEN, PANEL, null, "the door was opened from afar: door main"));
    }

    @Test
    void everyReasonBecomesSomeFact() {
        assertThat(IntStream.range(0, 256).mapToObj(reason -> told(2, true, 1, 1, reason)))
                .doesNotContainNull();
    }

    @Test
    void aDoorThatNobodyConfiguredIsToldWithItsBytes() {
        var noise = (Observation.SourceNoise) told(1, true, 3, 1, 1);
        assertThat(noise.reason()).isEqualTo("door 3 is not in the site file");
        assertThat(noise.sample()).isEqualTo("0102");
    }

    @Test
    void anEventWithoutATimeHasTheTimeAtWhichItWasRead() {
        var event = event(1, true, 1, 1, 1, null);
        assertThat(observations.recorded(event, NOW).at()).isEqualTo(NOW);
    }

    @Test
    void aClockIsToldWhenItIsMoreThanASecondOffAndWhenItIsRightAgain() {
        assertThat(clock(Duration.ofSeconds(1))).isEmpty();
        assertThat(clock(Duration.ofMillis(1_001))).containsExactly(Duration.ofMillis(1_001));
        assertThat(clock(Duration.ofMillis(2_001))).isEmpty();
        assertThat(clock(Duration.ofMillis(-2_000))).containsExactly(Duration.ofMillis(-2_000));
        assertThat(clock(Duration.ofMillis(500))).containsExactly(Duration.ZERO);
        assertThat(clock(Duration.ofMillis(400))).isEmpty();
    }

    @Test
    void aClockThatTellsTheRightSecondIsNotBehind() {
        assertThat(observations.ahead(LOCAL, THEN.plusMillis(999)))
                .isEqualTo(Duration.ofMillis(-499));
    }

    private List<Duration> clock(Duration ahead) {
        return observations.clock(ahead, NOW).stream()
                .map(fact -> ((Observation.SourceClock) fact).ahead())
                .toList();
    }

    private Observation told(int type, boolean granted, int door, int direction, int reason) {
        return observations.recorded(event(type, granted, door, direction, reason, LOCAL), NOW);
    }

    private static UhppoteReply.Event event(
            int type,
            boolean granted,
            int door,
            int direction,
            int reason,
            @org.jspecify.annotations.Nullable LocalDateTime at) {
        return new UhppoteReply.Event(
                1,
                false,
                7,
                type,
                granted,
                door,
                direction,
                8_165_537,
                at,
                reason,
                Bytes.ofHex("0102"));
    }
}
