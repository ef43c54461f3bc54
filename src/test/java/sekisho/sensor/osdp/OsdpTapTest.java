package sekisho.sensor.osdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

import sekisho.sensor.line.LineAddress;
import sekisho.site.Bytes;
import sekisho.site.Cardholder;
import sekisho.site.Cardholders;
import sekisho.site.CredentialId;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.Observation;
import sekisho.site.PersonId;
import sekisho.site.ReaderId;
import sekisho.site.ZoneId;
import sekisho.site.json.Unreadable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class OsdpTapTest {
    private static final Instant AT = Instant.parse("2026-11-20T00:30:00.123456789Z");
    private static final ZoneId ROOM = new ZoneId("room");
    private static final DoorId DOOR = new DoorId("main");
    private static final ReaderId READER = new ReaderId("main-in");
    private static final CredentialId CARD = new CredentialId("26:2a5f1c40");
    private static final PersonId AOKI = new PersonId("p-0001");

    private static final Bytes POLL = OsdpCommands.frame(new OsdpCommand.Poll(), 0, 1).encoded();
    private static final Bytes CARD_READ =
            OsdpReplies.frame(new OsdpReply.RawCard(0, 0, 26, Bytes.ofHex("2a5f1c40")), 0, 1)
                    .encoded();

    @Test
    void whatIsSaidOnALineIsToldInWords() {
        assertThat(words(POLL, CARD_READ))
                .containsExactly(
                        "reader   0 asked 1  Poll[]",
                        "reader   0 says  1  RawCard[reader=0, format=0, bits=26, data=2a5f1c40]");
    }

    @Test
    void noiseIsToldWithItsBytes() {
        assertThat(words(Bytes.ofHex("0102").then(POLL)))
                .containsExactly(
                        "         noise: no start of a frame: 0102", "reader   0 asked 1  Poll[]");
    }

    @Test
    void keysNeverShow() {
        Bytes setKey =
                OsdpCommands.frame(
                                new OsdpCommand.SetKey(
                                        Bytes.ofHex("00112233445566778899aabbccddeeff")),
                                0,
                                2)
                        .encoded();
        assertThat(String.join("", words(setKey))).contains("SetKey").doesNotContain("0011");
    }

    @Test
    void whatReadersSayBecomesFactsWhereverTheRecordingWasCut() {
        Bytes all = POLL.then(CARD_READ);
        for (int cut = 0; cut <= all.size(); cut++) {
            var tap = new OsdpTap(line(), people());
            var facts = new ArrayList<Observation>(tap.facts(all.part(0, cut), AT));
            facts.addAll(tap.facts(all.from(cut), AT));
            assertThat(facts)
                    .containsExactly(
                            new Observation.AccessGranted(
                                    AT, ROOM, DOOR, READER, Direction.IN, CARD, AOKI));
        }
    }

    @Test
    void framesOnASecureChannelAreCountedAndTellNothing() {
        var tap = new OsdpTap(line(), people());
        Bytes sealed =
                OsdpFrame.secured(
                                0,
                                true,
                                1,
                                Bytes.of((byte) 2, (byte) 0x18),
                                0x50,
                                Bytes.of(new byte[20]))
                        .encoded();
        assertThat(tap.facts(sealed, AT)).isEmpty();
        assertThat(tap.secured()).isEqualTo(1);
        assertThat(words(sealed).getFirst()).endsWith("50 on a secure channel, 20 bytes");
    }

    @Test
    void aLineOfARecordingIsReadBackAsItWasWritten() throws Exception {
        var heard = new OsdpCapture(AT, CARD_READ);

        assertThat(OsdpCapture.read(heard.line())).isEqualTo(heard);
        assertThat(heard.line())
                .contains("\"timeSec\":\"1795134600\"", "\"timeNano\":\"123456789\"")
                .contains("\"io\":\"trace\"", "\"data\":\"53-80-");
    }

    @Test
    void aRecordingOfAnotherToolIsReadWhateverStandsBetweenItsBytes() throws Exception {
        String line =
                "{\"timeSec\":\"1\",\"timeNano\":\"5\",\"io\":\"input\",\"data\":\"53 00 09\"}";
        assertThat(OsdpCapture.read(line))
                .isEqualTo(new OsdpCapture(Instant.ofEpochSecond(1, 5), Bytes.ofHex("530009")));
    }

    @Test
    void aLineThatIsNoneSaysWhy() {
        for (String line : List.of("", "{}", "{\"timeSec\":\"x\"}")) {
            assertThatExceptionOfType(Unreadable.class).isThrownBy(() -> OsdpCapture.read(line));
        }
        assertThatExceptionOfType(Unreadable.class)
                .isThrownBy(() ->
                        OsdpCapture.read("{\"timeSec\":\"1\",\"timeNano\":\"0\",\"data\":\"5g\"}"))
                .withMessage("\"data\" is not hexadecimal");
    }

    private static List<String> words(Bytes... heard) {
        var tap = new OsdpTap();
        var words = new ArrayList<String>();
        for (Bytes bytes : heard) {
            tap.words(bytes, words::add);
        }
        return words;
    }

    private static OsdpLineConfig line() {
        return new OsdpLineConfig(
                "line",
                new LineAddress.Tcp("127.0.0.1", 4001),
                List.of(OsdpReaderConfig.of(READER, 0, DOOR, ROOM, Direction.IN)));
    }

    private static Cardholders people() {
        return new Cardholders(List.of(new Cardholder(AOKI, "青木 一郎", List.of(CARD))));
    }
}
