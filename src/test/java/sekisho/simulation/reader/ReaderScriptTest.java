package sekisho.simulation.reader;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import sekisho.sensor.CardFormat;
import sekisho.sensor.osdp.OsdpCommand;
import sekisho.sensor.osdp.OsdpCommands;
import sekisho.sensor.osdp.OsdpReplies;
import sekisho.sensor.osdp.OsdpReply;
import sekisho.site.Bytes;

import java.util.List;
import java.util.Objects;

class ReaderScriptTest {
    private final VirtualReader front = new VirtualReader(0);
    private final VirtualReader back = new VirtualReader(3);
    private final ReaderScript script = new ReaderScript(List.of(front, back));

    @Test
    void aCardIsPresentedByItsBits() {
        script.play("card 26:3a5f0140");
        assertThat(told(front)).isEqualTo(new OsdpReply.RawCard(0, 0, 26, Bytes.ofHex("3a5f0140")));
    }

    @Test
    void aCardIsPresentedByItsFormatAndNumber() {
        script.play(" 3 card h10301:100-58400 ");
        assertThat(told(back))
                .isEqualTo(new OsdpReply.RawCard(0, 0, 26, CardFormat.H10301.data(100, 58_400)));
    }

    @Test
    void aDoorIsOpenedAndClosed() {
        script.play("open");
        script.play("close");
        assertThat(told(front)).isEqualTo(new OsdpReply.InputStatus(Bytes.ofHex("0000")));
    }

    @Test
    void whatIsNothingToDoSaysWhatThereIs() {
        assertThat(script.play("dance")).contains("there are: card");
        assertThat(script.play("")).contains("there are: card");
        assertThat(script.play("card")).contains("there are: card");
        assertThat(script.play("card h10301:x-1")).contains("there are: card");
        assertThat(script.play("card 26:xyz")).contains("there are: card");
        assertThat(script.play("9 open")).isEqualTo("no reader has the address 9");
    }

    private static OsdpReply told(VirtualReader reader) {
        Bytes greeted =
                reader.answer(OsdpCommands.frame(new OsdpCommand.Identify(), reader.address(), 0));
        assertThat(greeted).isNotNull();
        Bytes answer =
                Objects.requireNonNull(
                        reader.answer(
                                OsdpCommands.frame(new OsdpCommand.Poll(), reader.address(), 1)));
        return OsdpReplies.read(answer.at(5), answer.part(6, answer.size() - 2));
    }
}
