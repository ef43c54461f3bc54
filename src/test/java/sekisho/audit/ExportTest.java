package sekisho.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.journal.tree.Fault;
import sekisho.journal.tree.Fault.Kind;
import sekisho.site.ZoneId;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/// Five days of two zones, about 1500 entries, and what an auditor takes away of them.
class ExportTest {
    private static final LocalDate MONDAY = LocalDate.parse("2026-11-16");

    @TempDir Path temp;

    private SignedLog log;
    private Path out;

    @BeforeEach
    void fiveDays() throws IOException {
        log = SignedLog.of(temp.resolve("data"), 5, 90);
        out = temp.resolve("out");
    }

    @AfterEach
    void close() {
        log.close();
    }

    private Report export(int fromDay, int toDay, @Nullable String zone) throws IOException {
        return Export.make(
                log.journalFolder,
                log.log,
                log.verifier(),
                new Export.Wanted(
                        MONDAY.plusDays(fromDay),
                        MONDAY.plusDays(toDay),
                        zone == null ? null : new ZoneId(zone),
                        java.util.Optional.empty()),
                out,
                _ -> {});
    }

    private Report verify(String... kept) throws IOException {
        return new Audit(log.verifier(), List.of(kept), _ -> {}).published(out);
    }

    private Bounds bounds() throws Exception {
        return Bounds.read(Files.readAllBytes(out.resolve("export.json")));
    }

    private void write(Bounds bounds) throws IOException {
        Files.write(out.resolve("export.json"), bounds.json());
    }

    @Test
    void aDataFolderIsSoundAndItsFindingsAreRecomputed() throws Exception {
        Report report = log.verify();
        assertThat(report.faults()).isEmpty();
        assertThat(report.exitCode()).isZero();
        assertThat(report.notes()).anyMatch(note -> note.matches("5\\d\\d recorded findings.*"));
    }

    @Test
    void daysAreTakenOutWithTheirNeighbours() throws Exception {
        Report report = export(1, 2, null);
        assertThat(report.faults()).isEmpty();
        Bounds bounds = bounds();
        assertThat(bounds.first()).isGreaterThan(256);
        assertThat(bounds.lower()).isEqualTo(bounds.first() - 1);
        assertThat(bounds.upper()).isEqualTo(bounds.last() + 1).isLessThan(log.size());
        assertThat(report.entries()).isEqualTo(bounds.last() - bounds.first() + 1);
        assertThat(verify().isSound()).isTrue();
        assertThat(out.resolve("tile/0/000")).as("of no use for the range").doesNotExist();
        assertThat(Files.readString(out.resolve("README.txt")))
                .contains("2026-11-17 から 2026-11-18 まで", log.verifier().fingerprint())
                .doesNotContain("{");
    }

    @Test
    void aRangeWithoutEntriesIsProvedByItsNeighbours() throws Exception {
        log.opened(SignedLog.MONDAY.plusSeconds(86_400L * 20), "mdf", true);
        log.sign();
        assertThat(export(8, 10, null).faults()).isEmpty();
        assertThat(bounds().last()).isEqualTo(bounds().first() - 1);
        assertThat(verify().entries()).isZero();
    }

    @Test
    void theLastDaysEndWithTheSignedLog() throws Exception {
        assertThat(export(4, 9, null).faults()).isEmpty();
        assertThat(bounds().upper()).isZero();
        assertThat(bounds().last()).isEqualTo(log.size());
    }

    @Test
    void theWholeLogRecomputesEveryFinding() throws Exception {
        Report report = export(0, 9, null);
        assertThat(report.faults()).isEmpty();
        assertThat(report.notes())
                .anyMatch(note -> note.matches("5\\d\\d recorded findings were.*"));
    }

    @Test
    void ofOtherZonesThereIsNothingButHashes() throws Exception {
        Report report = export(1, 2, "mdf");
        assertThat(report.faults()).isEmpty();
        assertThat(report.notes()).anyMatch(note -> note.contains("by their hash only"));
        Bounds bounds = bounds();
        long hall = 0;
        try (var files = Files.walk(out.resolve("tile/entries"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                hall += text.split("hall-door", -1).length - 1;
            }
        }
        assertThat(hall).as("the neighbours may be of any zone").isLessThanOrEqualTo(4);
        assertThat(report.entries()).isLessThan((bounds.last() - bounds.first()) / 2);
        write(
                new Bounds(
                        bounds.origin(),
                        bounds.from(),
                        bounds.to(),
                        bounds.clock(),
                        null,
                        bounds.first(),
                        bounds.last(),
                        bounds.lower(),
                        bounds.upper(),
                        bounds.before()));
        assertThat(verify().faults()).extracting(Fault::kind).contains(Kind.MISSING);
    }

    @Test
    void aBoundThatLiesIsNoticed() throws Exception {
        export(1, 2, null);
        Bounds bounds = bounds();
        write(
                new Bounds(
                        bounds.origin(),
                        bounds.from(),
                        bounds.to().minusDays(1),
                        bounds.clock(),
                        null,
                        bounds.first(),
                        bounds.last(),
                        bounds.lower(),
                        bounds.upper(),
                        bounds.before()));
        assertThat(verify().faults()).extracting(Fault::kind).containsOnly(Kind.RANGE);
        write(
                new Bounds(
                        bounds.origin(),
                        bounds.from(),
                        bounds.to(),
                        bounds.clock(),
                        null,
                        bounds.first(),
                        bounds.last() - 5,
                        bounds.lower(),
                        bounds.last() - 4,
                        bounds.before()));
        assertThat(verify().faults())
                .singleElement()
                .extracting(Fault::kind, Fault::entry)
                .containsExactly(Kind.RANGE, bounds.last() - 4);
        write(
                new Bounds(
                        bounds.origin(),
                        bounds.from(),
                        bounds.to(),
                        bounds.clock(),
                        null,
                        bounds.first(),
                        bounds.last(),
                        bounds.lower(),
                        0,
                        bounds.before()));
        assertThat(verify().exitCode()).isEqualTo(17);
    }

    @Test
    void whatASourceLeftOutIsTold() throws Exception {
        log.lose();
        log.lose();
        log.opened(SignedLog.MONDAY.plusSeconds(86_400L * 6), "mdf", true);
        log.sign();
        assertThat(log.verify().gaps()).singleElement().extracting(Gap::source).isEqualTo("panel");
        Report report = export(6, 6, null);
        assertThat(report.isSound()).isTrue();
        assertThat(report.gaps())
                .singleElement()
                .satisfies(gap -> {
                    assertThat(gap.until() - gap.from()).isEqualTo(1);
                    assertThat(gap.sentence()).contains("left out numbers");
                });
    }

    @Test
    void aFindingThatTheRulesDoNotMakeIsNamed() throws Exception {
        long before = log.size();
        log.append(
                SignedLog.MONDAY.plusSeconds(86_400L * 6),
                sekisho.site.Sighting.of(
                        new sekisho.site.Finding.FindingRaised(
                                SignedLog.MONDAY,
                                "door-forced",
                                new ZoneId("mdf"),
                                java.util.Map.of("door", "mdf-door"),
                                List.of(1L),
                                false)));
        log.sign();
        Report report = log.verify();
        assertThat(report.faults())
                .singleElement()
                .extracting(Fault::kind, Fault::entry)
                .containsExactly(Kind.FINDING, before + 1);
        assertThat(report.exitCode()).isEqualTo(19);
    }

    @Test
    void anOlderCheckpointIsHeldAgainstTheLog() throws Exception {
        String monday = Files.readString(log.log.resolve("checkpoint"));
        log.opened(SignedLog.MONDAY.plusSeconds(86_400L * 6), "mdf", true);
        log.sign();
        String now = Files.readString(log.log.resolve("checkpoint"));
        export(0, 9, null);
        assertThat(verify(monday).agreed()).isEqualTo(2);
        assertThat(log.verify(monday).isSound()).isTrue();
        log.opened(SignedLog.MONDAY.plusSeconds(86_400L * 7), "mdf", true);
        log.sign();
        assertThat(verify(Files.readString(log.log.resolve("checkpoint"))).exitCode())
                .isEqualTo(12);
        assertThat(verify(now).isSound()).isTrue();
    }

    @Test
    void anotherKeyIsNotBelieved() throws Exception {
        export(1, 2, null);
        var other = sekisho.journal.tree.SigningKey.in(temp.resolve("other"), "sekisho/test");
        Report report = new Audit(other.verifier(), List.of(), _ -> {}).published(out);
        assertThat(report.exitCode()).isEqualTo(14);
    }

    @Test
    void aFolderThatIsThereIsNotTouched() throws Exception {
        Files.createDirectories(out);
        assertThatThrownBy(() -> export(1, 2, null)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void aLogWithAnAlteredEntryIsNotExported() throws Exception {
        Path bundle = log.log.resolve("tile/entries/002");
        byte[] bytes = Files.readAllBytes(bundle);
        bytes[1000] ^= 1;
        Files.write(bundle, bytes);
        assertThat(export(1, 2, null).isSound()).isFalse();
        assertThat(out).doesNotExist();
        try (var left = Files.list(temp)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("data", "data-keys");
        }
    }

    @Test
    void aLogIsVerifiedAtAnAddress() throws Exception {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/log/",
                exchange -> {
                    Path file = log.log.resolve(exchange.getRequestURI().getPath().substring(5));
                    boolean there = Files.isRegularFile(file);
                    byte[] bytes = there ? Files.readAllBytes(file) : new byte[0];
                    exchange.sendResponseHeaders(there ? 200 : 404, there ? bytes.length : -1);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
        try {
            var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/log");
            var audit = new Audit(log.verifier(), List.of(), _ -> {});
            Report report = audit.url(address);
            assertThat(report.faults()).isEmpty();
            assertThat(report.entries()).isEqualTo(log.size());
            Path bundle = log.log.resolve("tile/entries/001");
            byte[] bytes = Files.readAllBytes(bundle);
            bytes[1] ^= 1;
            Files.write(bundle, bytes);
            assertThat(audit.url(address).faults().getFirst())
                    .extracting(Fault::kind, Fault::entry)
                    .containsExactly(Kind.ALTERED, 257L);
        } finally {
            server.stop(0);
        }
    }
}
