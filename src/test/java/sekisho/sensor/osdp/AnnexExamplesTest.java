package sekisho.sensor.osdp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sekisho.site.Bytes;

import java.util.ArrayList;
import java.util.List;

/// The examples of annex E of SIA's OSDP standard: frames with a CRC and with a checksum, and a
/// secure channel under the key of the factory.
class AnnexExamplesTest {
    private static final Bytes OURS = Bytes.ofHex("b0b1b2b3b4b5b6b7");
    private static final Bytes THEIRS = Bytes.ofHex("a0a1a2a3a4a5a6a7");

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "CRC example 1, 537f0d00046e00802500006e38",
        "CRC example 2, 5300090004 6100c066",
        "checksum example 1, 537f0c00006e00802500000f",
        "checksum example 2, 53000800006100 44"
    })
    void framesAreReadAndWrittenAsInTheAnnex(String example, String hex) {
        Bytes bytes = Bytes.ofHex(hex.replace(" ", ""));
        List<Framed> heard = new ArrayList<>();
        new OsdpFramer().accept(bytes, heard::add);
        OsdpFrame frame = ((Framed.Whole) heard.getFirst()).frame();
        assertThat(frame.encoded()).isEqualTo(bytes);
        assertThat(OsdpCommands.read(frame))
                .isEqualTo(
                        example.endsWith("1")
                                ? new OsdpCommand.SetCommunication(0, 9600)
                                : new OsdpCommand.Identify());
    }

    @Test
    void aSecureChannelBeginsAsInTheAnnex() {
        SecureKeys keys = SecureKeys.derive(OsdpKeys.DEFAULT, OURS);
        Bytes server = keys.serverCryptogram(OURS, THEIRS);
        assertThat(keys.clientCryptogram(OURS, THEIRS).hex())
                .isEqualTo("fde5d2f428ec16312471ea3c02bd7796");
        assertThat(server.hex()).isEqualTo("26d3356e07762d262801fc8e6665a891");
        assertThat(keys.firstMac(server).hex()).isEqualTo("b2a30057eb98ba2229ec1f875662b524");
    }
}
