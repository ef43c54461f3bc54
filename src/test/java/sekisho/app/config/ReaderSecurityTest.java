package sekisho.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.config.Misconfigured;
import sekisho.sensor.osdp.OsdpLineConfig;
import sekisho.sensor.osdp.OsdpSecurity;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

/// How readers are to talk, and where their keys are.
class ReaderSecurityTest {
    @TempDir private Path folder;

    @Test
    void aReaderTalksOnASecureChannelUnlessSaidOtherwise() throws Exception {
        assertThat(security("keys: reader-keys", "")).isEqualTo(new OsdpSecurity.Secure(null));
        assertThat(security("keys: reader-keys", ", security: plain"))
                .isEqualTo(new OsdpSecurity.Plain());
    }

    @Test
    void aWholeLineMayTalkInTheClearAndOneReaderOfItNot() throws Exception {
        assertThat(security("security: plain", "")).isEqualTo(new OsdpSecurity.Plain());
        assertThat(security("security: plain\n    keys: reader-keys", ", security: secure"))
                .isEqualTo(new OsdpSecurity.Secure(null));
    }

    @Test
    void aReaderIsInstalledUntilAnInstant() throws Exception {
        assertThat(security("keys: reader-keys", ", install-until: \"2026-11-21T18:00:00+09:00\""))
                .isEqualTo(new OsdpSecurity.Secure(Instant.parse("2026-11-21T09:00:00Z")));
    }

    @Test
    void theFileOfTheKeysIsBesideTheSiteFile() throws Exception {
        var config = SiteFile.read(folder.resolve("site.yaml"), text("keys: reader-keys", ""));
        assertThat(config.sensors(OsdpLineConfig.class).getFirst().keys())
                .isEqualTo(folder.resolve("reader-keys"));
    }

    @Test
    void aSecureReaderNeedsAPlaceForItsKey() {
        assertFault("", "", "the line needs \"keys\"");
        assertFault("", "", "\"security: plain\"");
        assertFault("security: plain", ", security: secure", "the line needs \"keys\"");
    }

    @Test
    void aReaderInTheClearIsGivenNoKey() {
        assertFault(
                "security: plain",
                ", install-until: \"2026-11-21T18:00:00+09:00\"",
                "is given a key");
    }

    @Test
    void keysThatOthersCanReadAreRefused() throws Exception {
        Path keys = Files.writeString(folder.resolve("reader-keys"), "");
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-r--r--"));
        assertFault("keys: reader-keys", "", "chmod 600");
    }

    private void assertFault(String line, String reader, String message) {
        assertThatExceptionOfType(Misconfigured.class)
                .isThrownBy(() -> security(line, reader))
                .withMessageContaining(message);
    }

    private OsdpSecurity security(String line, String reader) throws Misconfigured {
        var config = SiteFile.read(folder.resolve("site.yaml"), text(line, reader));
        return config.sensors(OsdpLineConfig.class).getFirst().readers().getFirst().security();
    }

    private static String text(String line, String reader) {
        return """
        site: s
        timezone: Asia/Tokyo
        data: data
        zones: [{id: room}]
        doors: [{id: front, zone: room, exit: reader}]
        osdp:
          - name: east
            line: /dev/ttyS0
            %s
            readers:
              - {door: front, direction: in, address: 1%s}
        """
                .formatted(line, reader);
    }
}
