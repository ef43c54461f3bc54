package sekisho.sensor.osdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.site.Bytes;
import sekisho.site.ReaderId;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

class OsdpKeyFileTest {
    private static final ReaderId NORTH = new ReaderId("north in");
    private static final String KEY = "9f3ac0125be87d44a6113f0c92d5e771";
    private static final String OLD = "41c6e8d70b95f2a3661f9e0d8b3c5720";

    @TempDir private Path folder;
    private Path path;

    @BeforeEach
    void place() {
        path = folder.resolve("keys");
    }

    @Test
    void readsTheKeysOfAReaderNewestFirst() throws Exception {
        write("# keys\n\n" + KEY + " " + OLD + " north in\n", "rw-------");
        assertThat(OsdpKeyFile.open(path).of(NORTH))
                .containsExactly(Bytes.ofHex(KEY), Bytes.ofHex(OLD));
        assertThat(OsdpKeyFile.open(path).of(new ReaderId("south"))).isEmpty();
    }

    @Test
    void keepsAKeyThatItDrewWhereNobodyElseCanReadIt() throws Exception {
        Bytes drawn = OsdpKeyFile.open(path).draw(NORTH);
        assertThat(OsdpKeys.isWeak(drawn)).isFalse();
        assertThat(OsdpKeyFile.open(path).of(NORTH)).containsExactly(drawn);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    void dropsOldKeysOnceTheNewOneIsConfirmed() throws Exception {
        write(KEY + " " + OLD + " north in\n", "rw-------");
        OsdpKeyFile.open(path).confirm(NORTH);
        assertThat(OsdpKeyFile.open(path).of(NORTH)).containsExactly(Bytes.ofHex(KEY));
    }

    @Test
    void refusesAFileThatOthersCanRead() throws Exception {
        write(KEY + " north in\n", "rw-r-----");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OsdpKeyFile.open(path))
                .withMessageContaining("chmod 600");
    }

    @Test
    void namesTheLineThatItCannotRead() throws Exception {
        write(KEY + " north in\nabc south\n", "rw-------");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OsdpKeyFile.open(path))
                .withMessageContaining("line 2")
                .withMessageNotContaining(KEY);
    }

    private void write(String text, String permissions) throws IOException {
        Files.writeString(path, text);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
