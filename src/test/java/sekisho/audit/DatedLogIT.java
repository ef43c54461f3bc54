package sekisho.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.journal.tree.Fault;
import sekisho.journal.tree.SignedTree;
import sekisho.rig.Rig;
import sekisho.witness.Anchors;
import sekisho.witness.OpensslAuthority;
import sekisho.witness.TimestampAuthority;
import sekisho.witness.TimestampConfig;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Verifying with an authority whose time stamps the auditor believes.
class DatedLogIT {
    @TempDir Path temp;

    @Test
    void whatIsDatedIsToldAndMustBeThere() throws Exception {
        Rig.require("a log with time stamps by OpenSSL", "openssl");
        try (var log = SignedLog.of(temp.resolve("data"), 3, 60);
                var authority = new OpensslAuthority(temp.resolve("tsa"))) {
            var audit =
                    new Audit(
                            log.verifier(),
                            List.of(),
                            new Others(
                                    Optional.empty(), Optional.of(Anchors.of(authority.anchors()))),
                            _ -> {});
            assertThat(audit.folder(log.journalFolder, log.log).faults())
                    .extracting(Fault::sentence)
                    .containsExactly("nothing of this log is dated by a time stamp");

            var tree = Objects.requireNonNull(SignedTree.of(log.log, log.verifier()));
            new TimestampAuthority(
                            new TimestampConfig(authority.url(), authority.anchors()), log.log)
                    .give(tree, Instant.now());
            log.opened(Instant.now(), "hall", true);
            log.sign();
            String word = "1 time stamps; by the last one its first " + tree.size();
            Report report = audit.folder(log.journalFolder, log.log);
            assertThat(report.faults()).isEmpty();
            assertThat(report.notes()).anyMatch(note -> note.startsWith(word));
            assertThat(log.verify().notes()).anyMatch(note -> note.contains("--timestamps"));

            Path out = temp.resolve("out");
            assertThat(log.export(out, 1, 1).isSound()).isTrue();
            assertThat(audit.published(out).faults()).isEmpty();
            assertThat(audit.published(out).notes()).anyMatch(note -> note.startsWith(word));

            try (var files = Files.list(log.log.resolve("timestamps"))) {
                Path response =
                        files.filter(file -> file.toString().endsWith(".tsr")).findAny().get();
                byte[] bytes = Files.readAllBytes(response);
                bytes[bytes.length - 10] ^= 1;
                Files.write(response, bytes);
            }
            assertThat(audit.folder(log.journalFolder, log.log).exitCode()).isEqualTo(14);
        }
    }
}
