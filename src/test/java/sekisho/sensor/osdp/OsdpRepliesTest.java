package sekisho.sensor.osdp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import sekisho.sensor.osdp.OsdpReply.Capability;
import sekisho.site.Bytes;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class OsdpRepliesTest {

    @Test
    void readsWhatReadersSay() {
        assertThat(read("card-26-bits"))
                .isEqualTo(new OsdpReply.RawCard(0, 0, 26, Bytes.ofHex("2a5f1c40")));
        assertThat(read("characters"))
                .isEqualTo(new OsdpReply.FormattedCard(0, false, Bytes.ofHex("3132333435")));
        assertThat(read("tampered")).isEqualTo(new OsdpReply.LocalStatus(true, false));
        assertThat(read("identity"))
                .isEqualTo(new OsdpReply.DeviceId(31337, 0x99, 1, 16909060, "10.11.12"));
        assertThat(read("capabilities"))
                .isEqualTo(
                        new OsdpReply.Capabilities(
                                List.of(
                                        new Capability(Capability.CONTACTS, 1, 2),
                                        new Capability(Capability.LEDS, 1, 1),
                                        new Capability(Capability.BUZZER, 1, 1),
                                        new Capability(Capability.SECURE_CHANNEL, 1, 1),
                                        new Capability(Capability.RECEIVE_SIZE, 0, 1))));
        assertThat(read("inputs")).isEqualTo(new OsdpReply.InputStatus(Bytes.ofHex("000103")));
        assertThat(read("keys")).isEqualTo(new OsdpReply.Keys(0, Bytes.ofHex("31327f0d")));
        assertThat(read("ack-checksum")).isEqualTo(new OsdpReply.Ack());
        assertThat(read("busy")).isEqualTo(new OsdpReply.Busy());
        assertThat(read("nak-sequence"))
                .isEqualTo(new OsdpReply.Nak(OsdpReply.Nak.SEQUENCE, Bytes.NONE));
    }

    @Test
    void keepsWhatItCannotRead() {
        assertThat(OsdpReplies.read(0xB1, Bytes.ofHex("0102")))
                .isEqualTo(new OsdpReply.Unread(0xB1, Bytes.ofHex("0102")));
        assertThat(OsdpReplies.read(0x50, Bytes.ofHex("00001a002a5f1c")))
                .isEqualTo(
                        new OsdpReply.Malformed(
                                0x50, Bytes.ofHex("00001a002a5f1c"), "26 bits in 3 bytes"));
    }

    @Test
    void clearsWhatIsBehindTheBitsOfACard() {
        assertThat(OsdpReplies.read(0x50, Bytes.ofHex("00001a002a5f1c7f")))
                .isEqualTo(new OsdpReply.RawCard(0, 0, 26, Bytes.ofHex("2a5f1c40")));
        assertThat(OsdpReplies.read(0x50, Bytes.ofHex("00002000ffffffff")))
                .isEqualTo(new OsdpReply.RawCard(0, 0, 32, Bytes.ofHex("ffffffff")));
    }

    @Test
    void showsNoKeysInAText() {
        assertThat(read("keys").toString()).doesNotContain("3132");
        assertThat(OsdpReplies.read(0x53, Bytes.ofHex("00093132")).toString())
                .doesNotContain("3132");
    }

    @Test
    void hasAnAnswerToAnythingAndWritesItAsItWas() {
        for (long seed = 1; seed <= 2000; seed++) {
            var random = new Random(seed);
            byte[] data = new byte[random.nextInt(24)];
            random.nextBytes(data);
            int code = random.nextBoolean() ? 0x40 + random.nextInt(0x15) : random.nextInt(256);
            OsdpReply reply = OsdpReplies.read(code, Bytes.of(data));
            OsdpReply again = OsdpReplies.read(OsdpReplies.code(reply), OsdpReplies.data(reply));
            assertThat(again).as("seed %d", seed).isEqualTo(reply);
        }
    }

    @Test
    void readsItsOwnCommands() {
        List<OsdpCommand> all =
                List.of(
                        new OsdpCommand.Poll(),
                        new OsdpCommand.Identify(),
                        new OsdpCommand.AskCapabilities(),
                        new OsdpCommand.AskLocalStatus(),
                        new OsdpCommand.AskInputs(),
                        new OsdpCommand.AskOutputs(),
                        new OsdpCommand.AskReaders(),
                        new OsdpCommand.Shine(0, 1, OsdpCommand.Color.GREEN, 2, 3, 300),
                        new OsdpCommand.Sound(0, 1, 2, 3),
                        new OsdpCommand.SetCommunication(7, 115_200),
                        new OsdpCommand.Show(0, 3, "Card accepted"),
                        new OsdpCommand.Other(0x80, Bytes.ofHex("01")));
        for (OsdpCommand command : all) {
            assertThat(OsdpCommands.read(OsdpCommands.code(command), OsdpCommands.data(command)))
                    .isEqualTo(command);
        }
        assertThat(OsdpCommands.frame(new OsdpCommand.Identify(), 0, 0).encoded())
                .isEqualTo(Capture.of("identify"));
    }

    private static OsdpReply read(String capture) {
        var pieces = new ArrayList<Framed>();
        new OsdpFramer().accept(Capture.of(capture), pieces::add);
        OsdpFrame frame = ((Framed.Whole) pieces.getLast()).frame();
        return OsdpReplies.read(frame.code(), frame.data());
    }
}
