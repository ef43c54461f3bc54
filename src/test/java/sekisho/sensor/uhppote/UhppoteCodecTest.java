package sekisho.sensor.uhppote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import sekisho.site.Bytes;

import java.net.InetSocketAddress;
import java.time.LocalDateTime;
import java.util.Random;

class UhppoteCodecTest {
    private static final long SERIAL = 423_187_757;

    /// A card at door 3, pushed.
    private static final String PUSHED =
            "17200000" // start, code, two empty bytes
                    + "2d553919" // serial number 423187757
                    + "39000000" // index 57
                    + "01000301" // card, not granted, door 3, inwards
                    + "aae85d00" // card 6154410
                    + "20190419170009" // 2019-04-19 17:00:09
                    + "06" // no right to this door
                    + "01000101" // doors
                    + "00000101" // buttons
                    + "09" // error
                    + "143702" // time of the system
                    + "11000000" // sequence
                    + "21000000" // special
                    + "2b0401" // relays, inputs
                    + "190420" // date of the system
                    + "00009326048808920000";

    @Test
    void aPushedEventIsReadFieldByField() {
        assertThat(UhppoteCodec.read(Bytes.ofHex(PUSHED)))
                .isEqualTo(
                        new UhppoteReply.Event(
                                SERIAL,
                                true,
                                57,
                                1,
                                false,
                                3,
                                1,
                                6_154_410,
                                LocalDateTime.of(2019, 4, 19, 17, 0, 9),
                                6,
                                Bytes.ofHex(PUSHED).part(8, 28)));
    }

    @Test
    void firmwareThatBeginsItsPushesWithAnotherByteIsReadAlike() {
        assertThat(UhppoteCodec.read(Bytes.ofHex("19" + PUSHED.substring(2))))
                .isEqualTo(UhppoteCodec.read(Bytes.ofHex(PUSHED)));
    }

    @Test
    void onlyAPushMayBeginWithTheOtherByte() {
        String answer = "19b0" + PUSHED.substring(4);
        assertThat(UhppoteCodec.fault(Bytes.ofHex(answer))).isEqualTo("no start of a message");
    }

    @Test
    void anEventThatWasAskedForIsReadFieldByField() {
        var event =
                (UhppoteReply.Event)
                        UhppoteCodec.read(
                                whole("17b000002d5539190800000002010301ade85d0020190210071201 06"));
        assertThat(event.pushed()).isFalse();
        assertThat(event.index()).isEqualTo(8);
        assertThat(event.type()).isEqualTo(2);
        assertThat(event.granted()).isTrue();
        assertThat(event.card()).isEqualTo(6_154_413);
        assertThat(event.at()).isEqualTo(LocalDateTime.of(2019, 2, 10, 7, 12, 1));
    }

    @Test
    void beyondTheEndThereIsIndexZeroAndNoTime() {
        var event = (UhppoteReply.Event) UhppoteCodec.read(whole("17b000002d553919"));
        assertThat(event.index()).isZero();
        assertThat(event.at()).isNull();
    }

    @Test
    void aClockIsReadAndSetInTheSameDigits() {
        var time = LocalDateTime.of(2019, 12, 29, 12, 34, 56);
        assertThat(UhppoteCodec.read(whole("173200002d55391920191229123456")))
                .isEqualTo(new UhppoteReply.Clock(SERIAL, false, time));
        assertThat(UhppoteCodec.setClock(SERIAL, time))
                .isEqualTo(whole("173000002d55391920191229123456"));
    }

    @Test
    void requestsAreWrittenAsTheBoardReadsThem() {
        assertThat(UhppoteCodec.askEvent(SERIAL, 1)).isEqualTo(whole("17b000002d55391901"));
        assertThat(UhppoteCodec.askEvent(SERIAL, UhppoteCodec.NEWEST))
                .isEqualTo(whole("17b000002d553919ffffffff"));
        assertThat(UhppoteCodec.setListener(SERIAL, new InetSocketAddress("192.168.1.100", 40_000)))
                .isEqualTo(whole("179000002d553919c0a80164409c"));
        assertThat(UhppoteCodec.recordSpecialEvents(SERIAL)).isEqualTo(whole("178e00002d55391901"));
    }

    @Test
    void aListenerMustHaveAnAddressThatTheBoardKnows() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        UhppoteCodec.setListener(
                                SERIAL, new InetSocketAddress("2001:db8::1", 60_001)));
    }

    @Test
    void whateverElseComesIsRefusedOrRead() {
        var random = new Random(6);
        for (int i = 0; i < 20_000; i++) {
            var bytes = new byte[random.nextInt(4) == 0 ? random.nextInt(130) : 64];
            random.nextBytes(bytes);
            if (bytes.length > 1 && random.nextBoolean()) {
                bytes[0] = 0x17;
                bytes[1] = (byte) new int[] {0x20, 0x30, 0x32, 0x8E, 0x90, 0xB0}[i % 6];
            }
            Bytes datagram = Bytes.of(bytes);
            if (UhppoteCodec.fault(datagram) == null) {
                assertThat(UhppoteCodec.read(datagram)).isNotNull();
            } else {
                assertThatIllegalArgumentException().isThrownBy(() -> UhppoteCodec.read(datagram));
            }
        }
    }

    @Test
    void aDatagramThatIsCutOrHasMoreBehindItIsRefused() {
        Bytes good = Bytes.ofHex(PUSHED);
        for (int size = 0; size < good.size(); size++) {
            assertThat(UhppoteCodec.fault(good.part(0, size))).as("%d bytes", size).isNotNull();
            assertThat(UhppoteCodec.fault(good.from(good.size() - size))).isNotNull();
        }
        assertThat(UhppoteCodec.fault(good.then(Bytes.ofHex("00")))).isNotNull();
        assertThat(UhppoteCodec.fault(good.then(good))).isNotNull();
        assertThat(UhppoteCodec.fault(Bytes.ofHex("00").then(good))).isNotNull();
    }

    @Test
    void everyFlippedBitChangesWhatIsReadOrIsOfNoConcernToUs() {
        Bytes good = Bytes.ofHex(PUSHED);
        UhppoteReply meant = UhppoteCodec.read(good);
        for (int bit = 0; bit < 8 * good.size(); bit++) {
            byte[] bytes = good.toArray();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            Bytes flipped = Bytes.of(bytes);
            int at = bit / 8;
            boolean read = at != 2 && at != 3 && at < 28;
            if (UhppoteCodec.fault(flipped) != null) {
                assertThat(at).isZero();
            } else {
                assertThat(UhppoteCodec.read(flipped).equals(meant))
                        .as("bit %d", bit)
                        .isEqualTo(!read);
            }
        }
    }

    private static Bytes whole(String hex) {
        String digits = hex.replace(" ", "");
        return Bytes.ofHex(digits + "0".repeat(128 - digits.length()));
    }
}
