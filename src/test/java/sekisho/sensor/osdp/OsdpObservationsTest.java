package sekisho.sensor.osdp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import sekisho.sensor.CardFormat;
import sekisho.sensor.CardFormats;
import sekisho.sensor.line.NoiseCount;
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

import java.time.Duration;
import java.time.Instant;
import java.util.List;

class OsdpObservationsTest {
    private static final Instant AT = Instant.parse("2026-11-21T09:00:00Z");
    private static final ZoneId ZONE = new ZoneId("zone");
    private static final DoorId DOOR = new DoorId("door");
    private static final ReaderId READER = new ReaderId("reader");
    private static final SourceId SOURCE = new SourceId("reader");
    private static final PersonId AOKI = new PersonId("aoki");
    private static final CredentialId CARD = new CredentialId("26:2a5f1c40");
    private static final Cardholders PEOPLE =
            new Cardholders(List.of(new Cardholder(AOKI, "青木", List.of(CARD))));

    private final OsdpObservations observations = watching(true);

    @Test
    void grantsTheCardOfACardholder() {
        assertThat(told(new OsdpReply.RawCard(0, 0, 26, Bytes.ofHex("2a5f1c40"))))
                .containsExactly(
                        new Observation.AccessGranted(
                                AT, ZONE, DOOR, READER, Direction.OUT, CARD, AOKI));
    }

    @Test
    void deniesACardThatNobodyHolds() {
        assertThat(told(new OsdpReply.RawCard(0, 1, 27, Bytes.ofHex("2a5f1c40"))))
                .containsExactly(
                        new Observation.AccessDenied(
                                AT,
                                ZONE,
                                DOOR,
                                READER,
                                Direction.OUT,
                                new CredentialId("27:2a5f1c40"),
                                null,
                                "unknown-credential"));
    }

    @Test
    void refusesACardWhoseParityDoesNotHoldAndKeepsItsBits() {
        var formats = new CardFormats(List.of(CardFormat.H10301));
        var reads =
                new OsdpObservations(
                        new OsdpReaderConfig(
                                READER,
                                5,
                                DOOR,
                                ZONE,
                                Direction.OUT,
                                null,
                                true,
                                null,
                                OsdpReaderConfig.OFFLINE_AFTER,
                                new OsdpSecurity.Plain(),
                                formats),
                        PEOPLE,
                        KnownDevices.ofThisRun());
        Bytes sound = CardFormat.H10301.data(100, 58_400);
        Bytes bad = Bytes.ofHex("b2721040");

        assertThat(reads.told(new OsdpReply.RawCard(0, 1, 26, sound), AT))
                .extracting(fact -> ((Observation.AccessDenied) fact).credential())
                .containsExactly(new CredentialId("h10301:100-58400"));
        assertThat(reads.told(new OsdpReply.RawCard(0, 1, 26, bad), AT))
                .containsExactly(
                        new Observation.AccessDenied(
                                AT,
                                ZONE,
                                DOOR,
                                READER,
                                Direction.OUT,
                                new CredentialId("26:b2721040"),
                                null,
                                "parity error"));
    }

    @Test
    void readsACardOfAnyLengthThatAReaderMayTell() {
        for (int bits = 1; bits <= 700; bits++) {
            byte[] data = new byte[4 + (bits + 7) / 8];
            data[2] = (byte) bits;
            data[3] = (byte) (bits >> 8);
            told(OsdpReplies.read(0x50, Bytes.of(data)));
        }
        assertThat(told(new OsdpReply.FormattedCard(0, false, Bytes.of(new byte[255])))).hasSize(1);
    }

    @Test
    void tellsTheStateOfTheDoorWithTheFirstStatusAndThenItsChanges() {
        assertThat(inputs("0100")).containsExactly(new Observation.DoorClosed(AT, ZONE, DOOR));
        assertThat(inputs("0100")).isEmpty();
        assertThat(inputs("0000")).containsExactly(new Observation.DoorOpened(AT, ZONE, DOOR));
        assertThat(inputs("0000")).isEmpty();
    }

    @Test
    void tellsTheStateOfTheDoorAgainWhenTheReaderIsBack() {
        inputs("0000");
        observations.offline("cut", AT);
        observations.online(AT);
        assertThat(inputs("0000")).containsExactly(new Observation.DoorOpened(AT, ZONE, DOOR));
    }

    @Test
    void readsAContactThatIsWiredTheOtherWayRound() {
        assertThat(watching(false).told(new OsdpReply.InputStatus(Bytes.ofHex("01")), AT))
                .contains(new Observation.DoorOpened(AT, ZONE, DOOR));
    }

    @Test
    void tellsOfTheExitButtonWhenItIsPressedAndNotWhenItIsLetGo() {
        inputs("0100");
        assertThat(inputs("0101")).containsExactly(new Observation.ExitRequested(AT, ZONE, DOOR));
        assertThat(inputs("0101")).isEmpty();
        assertThat(inputs("0100")).isEmpty();
    }

    @Test
    void takesAButtonThatIsPressedFromTheBeginningForNoRequest() {
        assertThat(inputs("0101")).containsExactly(new Observation.DoorClosed(AT, ZONE, DOOR));
    }

    @Test
    void takesASupervisedWireThatIsCutForTampering() {
        inputs("0100");
        assertThat(inputs("0300")).containsExactly(tampered("contact of door door: open circuit"));
        assertThat(inputs("0300")).isEmpty();
        assertThat(inputs("0302"))
                .containsExactly(tampered("exit button of door door: short circuit"));
        assertThat(inputs("03"))
                .containsExactly(tampered("exit button of door door: not known to the reader"));
    }

    @Test
    void tellsThatTheCaseWasOpenedOnceUntilItIsClosed() {
        assertThat(told(new OsdpReply.LocalStatus(true, false)))
                .containsExactly(tampered("opened or moved"));
        assertThat(told(new OsdpReply.LocalStatus(true, false))).isEmpty();
        assertThat(told(new OsdpReply.LocalStatus(false, false))).isEmpty();
        assertThat(told(new OsdpReply.LocalStatus(true, true)))
                .containsExactly(tampered("opened or moved"), tampered("short of power"));
    }

    @Test
    void tellsOfAReadingHeadThatIsMissing() {
        assertThat(told(new OsdpReply.ReaderStatus(Bytes.ofHex("0001"))))
                .containsExactly(tampered("reading head 1: not connected"));
    }

    @Test
    void tellsThatAnotherDeviceAnswersAtTheAddress() {
        var first = new OsdpReply.DeviceId(31337, 1, 1, 100, "1.0.0");
        assertThat(told(first)).isEmpty();
        assertThat(told(first)).isEmpty();
        assertThat(told(new OsdpReply.DeviceId(31337, 1, 1, 101, "1.0.0")))
                .containsExactly(tampered("another device answers: serial number 100 became 101"));
        assertThat(told(new OsdpReply.DeviceId(31337, 1, 1, 101, "1.1.0")))
                .containsExactly(tampered("another device answers: firmware 1.0.0 became 1.1.0"));
    }

    @Test
    void keepsKeysToItself() {
        assertThat(told(new OsdpReply.Keys(0, Bytes.ofHex("31323334")))).isEmpty();
    }

    @Test
    void isAliveAtTheStartAndRestoredOnlyAfterALoss() {
        var alive = new Observation.SourceAlive(AT, SOURCE, ZONE, Duration.ofSeconds(10));
        assertThat(observations.online(AT)).containsExactly(alive);
        assertThat(observations.offline("cut", AT))
                .containsExactly(new Observation.SourceLost(AT, SOURCE, ZONE, "cut"));
        assertThat(observations.online(AT))
                .containsExactly(new Observation.SourceRestored(AT, SOURCE, ZONE), alive);
    }

    @Test
    void countsNoiseAndTellsItOnceASecond() {
        var noise = new NoiseCount(SOURCE, null);
        assertThat(noise.take(AT, AT)).isNull();
        noise.add("a bad check", Bytes.ofHex("5301"));
        noise.add("something else", Bytes.NONE);
        assertThat(noise.take(AT, AT))
                .isEqualTo(new Observation.SourceNoise(AT, SOURCE, null, 2, "a bad check", "5301"));
        noise.add("again", Bytes.NONE);
        assertThat(noise.take(AT.plusMillis(999), AT)).isNull();
        assertThat(noise.take(AT.plusSeconds(1), AT)).isNotNull();
    }

    private List<Observation> inputs(String hex) {
        return told(new OsdpReply.InputStatus(Bytes.ofHex(hex)));
    }

    private List<Observation> told(OsdpReply reply) {
        return observations.told(reply, AT);
    }

    private static Observation tampered(String reason) {
        return new Observation.SourceTampered(AT, SOURCE, ZONE, reason);
    }

    private static OsdpObservations watching(boolean closedWhenActive) {
        return new OsdpObservations(
                new OsdpReaderConfig(
                        READER,
                        5,
                        DOOR,
                        ZONE,
                        Direction.OUT,
                        0,
                        closedWhenActive,
                        1,
                        OsdpReaderConfig.OFFLINE_AFTER),
                PEOPLE,
                KnownDevices.ofThisRun());
    }
}
