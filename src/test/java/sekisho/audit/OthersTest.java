package sekisho.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.account.ManualClock;
import sekisho.journal.tree.Fault.Kind;
import sekisho.journal.tree.SignedTree;
import sekisho.witness.FakeWitness;
import sekisho.witness.Witness;
import sekisho.witness.WitnessConfig;
import sekisho.witness.WitnessKey;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Verifying with a witness whom the auditor believes.
class OthersTest {
    private static final Instant MORNING = Instant.parse("2026-11-21T00:00:00Z");

    @TempDir Path temp;

    private SignedLog log;
    private FakeWitness witness;

    @BeforeEach
    void begin() throws Exception {
        log = SignedLog.of(temp.resolve("data"), 3, 60);
        witness = new FakeWitness(log.verifier(), new ManualClock(MORNING));
    }

    @AfterEach
    void end() {
        witness.close();
        log.close();
    }

    private void cosign() throws Exception {
        new Witness(new WitnessConfig(witness.url(), witness.key()), log.log).give(tree(), MORNING);
    }

    private SignedTree tree() throws Exception {
        return Objects.requireNonNull(SignedTree.of(log.log, log.verifier()));
    }

    private Audit audit(WitnessKey key) {
        return new Audit(log.verifier(), List.of(), believing(key), _ -> {});
    }

    private static Others believing(WitnessKey key) {
        return new Others(Optional.of(key), Optional.empty());
    }

    private Report folder() throws Exception {
        return audit(witness.key()).folder(log.journalFolder, log.log);
    }

    private void growAndSign() throws Exception {
        log.opened(MORNING, "hall", true);
        log.sign();
    }

    @Test
    void whatTheWitnessHasSeenIsToldInWords() throws Exception {
        long seen = tree().size();
        cosign();
        growAndSign();
        Report report = folder();
        assertThat(report.faults()).isEmpty();
        assertThat(report.notes())
                .contains(
                        "the witness witness.example/w1 has seen its first "
                                + seen
                                + " entries, and no other log of its name, by "
                                + MORNING);
        assertThat(audit(witness.key()).published(log.log).notes())
                .anyMatch(note -> note.startsWith("the witness witness.example/w1 has seen"));
    }

    @Test
    void aLogThatTheWitnessHasNotSeenIsNotSound() throws Exception {
        assertThat(folder().faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.kind()).isEqualTo(Kind.SIGNATURE);
                    assertThat(fault.sentence()).contains("nothing of this log is cosigned");
                });
        assertThat(folder().exitCode()).isEqualTo(14);
    }

    @Test
    void whoeverAsksForNoWitnessIsToldThatThereIsOne() throws Exception {
        cosign();
        assertThat(log.verify().notes()).anyMatch(note -> note.contains("--witness"));
        assertThat(log.verify().isSound()).isTrue();
    }

    @Test
    void aCosignatureOfAnotherTreeIsNoHelpToAForger() throws Exception {
        cosign();
        try (var forged = SignedLog.of(temp.resolve("forged"), 1, 500)) {
            Files.copy(log.log.resolve("cosigned"), forged.log.resolve("cosigned"));
            Report report =
                    new Audit(forged.verifier(), List.of(), believing(witness.key()), _ -> {})
                            .folder(forged.journalFolder, forged.log);
            assertThat(report.isSound()).isFalse();
        }
    }

    @Test
    void anExportCarriesTheWitnessAlong() throws Exception {
        growAndSign();
        long seen = tree().size();
        cosign();
        for (int i = 0; i < 300; i++) {
            log.opened(MORNING.plusSeconds(60L * i), "hall", true);
        }
        log.sign();
        Path out = temp.resolve("out");
        assertThat(log.export(out, 1, 1).faults()).isEmpty();
        Report report = audit(witness.key()).published(out);
        assertThat(report.faults()).isEmpty();
        assertThat(report.agreed()).isEqualTo(2);
        assertThat(report.notes()).anyMatch(note -> note.contains("its first " + seen));
        Path proof = out.resolve("consistency/" + seen);
        List<String> lines = Files.readAllLines(proof);
        Files.write(proof, lines.subList(1, lines.size()));
        assertThat(audit(witness.key()).published(out).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.sentence()).contains("can't be compared"));
    }
}
