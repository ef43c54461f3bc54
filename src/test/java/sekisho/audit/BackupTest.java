package sekisho.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.journal.Journal;
import sekisho.journal.tree.Publisher;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class BackupTest {
    @TempDir Path temp;

    private SignedLog log;
    private Path copy;

    @BeforeEach
    void twoDays() throws IOException {
        log = SignedLog.of(temp.resolve("data"), 2, 90);
        copy = temp.resolve("copy");
    }

    @AfterEach
    void close() {
        log.close();
    }

    private String newest() throws IOException {
        return Files.readString(log.log.resolve("checkpoint"));
    }

    private Report restore(Path to, String... known) throws IOException {
        return Backup.restore(copy, to, log.verifier(), List.of(known), _ -> {});
    }

    @Test
    void aCopyIsVerifiedAndGoesOn() throws Exception {
        assertThat(Backup.make(log.data, copy, log.verifier(), _ -> {}).faults()).isEmpty();
        assertThat(copy.resolve("journal/lock")).doesNotExist();
        Path back = temp.resolve("back");
        assertThat(restore(back, newest()).faults()).isEmpty();
        try (var journal = Journal.open(back.resolve("journal"))) {
            assertThat(journal.durable()).isEqualTo(log.size());
            Publisher.open(back.resolve("log"), journal, log.key).publish(journal.durable());
        }
    }

    @Test
    void aCopyMadeWhileEntriesComeIsSound() throws Exception {
        var writing =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                for (int i = 0; i < 20; i++) {
                                    log.opened(
                                            SignedLog.MONDAY.plusSeconds(400_000 + 60L * i),
                                            "mdf",
                                            true);
                                    log.sign();
                                }
                            } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        });
        Report report = Backup.make(log.data, copy, log.verifier(), _ -> {});
        writing.join();
        assertThat(report.faults()).isEmpty();
        assertThat(report.checkpoint()).isNotNull();
    }

    @Test
    void anOlderCopyThanWhatWasSignedIsRefused() throws Exception {
        Backup.make(log.data, copy, log.verifier(), _ -> {});
        long copied = log.size();
        log.opened(SignedLog.MONDAY.plusSeconds(400_000), "mdf", true);
        log.sign();
        Path back = temp.resolve("back");
        Report report = restore(back, newest());
        assertThat(report.exitCode()).isEqualTo(12);
        assertThat(report.faults().getFirst().entry()).isEqualTo(copied + 1);
        assertThat(back).doesNotExist();
    }

    @Test
    void aDamagedCopyIsRefused() throws Exception {
        Backup.make(log.data, copy, log.verifier(), _ -> {});
        Path segment = copy.resolve("journal/0000000000000000001.log");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[5000] ^= 1;
        Files.write(segment, bytes);
        Path back = temp.resolve("back");
        assertThat(restore(back, newest()).exitCode()).isEqualTo(10);
        assertThat(back).doesNotExist();
    }

    @Test
    void nothingIsWrittenOver() throws Exception {
        Files.createDirectories(copy);
        assertThatThrownBy(() -> Backup.make(log.data, copy, log.verifier(), _ -> {}))
                .isInstanceOf(FileAlreadyExistsException.class);
    }
}
