package sekisho.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.journal.tree.Fault;
import sekisho.journal.tree.Fault.Kind;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// A small log, and every byte of it changed, one after the other: in the data folder and in an
/// export. What was changed is reported, and the right entry is named.
class EveryByteTest {
    @TempDir Path temp;

    private SignedLog log;
    private Path out;

    @BeforeEach
    void aSmallLog() throws IOException {
        log = SignedLog.of(temp.resolve("data"), 1, 2);
        out = temp.resolve("out");
        LocalDate day = LocalDate.parse("2026-11-16");
        Report made =
                Export.make(
                        log.journalFolder,
                        log.log,
                        log.verifier(),
                        new Export.Wanted(day, day, null, Optional.empty()),
                        out,
                        _ -> {});
        assertThat(made.isSound()).isTrue();
    }

    @AfterEach
    void close() {
        log.close();
    }

    private Report verifyExport() throws IOException {
        return new Audit(log.verifier(), List.of(), _ -> {}).published(out);
    }

    private interface Look {
        void at(Report report, int offset) throws IOException;
    }

    private interface Verify {
        Report verify() throws IOException;
    }

    /// Flips a bit of each byte of a file, another one each time.
    private static void flip(Path file, Verify verify, Look look) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= (byte) (1 << i % 8);
            Files.write(file, flipped);
            Report report = verify.verify();
            assertThat(report.isSound()).as("byte %d of %s", i, file).isFalse();
            look.at(report, i);
        }
        Files.write(file, whole);
        assertThat(verify.verify().faults()).isEmpty();
    }

    /// Which entry each byte of a file of frames belongs to.
    private static long entryAt(byte[] file, int headerBytes, int offset) {
        var frames = ByteBuffer.wrap(file);
        for (long entry = 1; ; entry++) {
            int length =
                    headerBytes == 2
                            ? frames.getShort(frames.position())
                            : frames.getInt(frames.position());
            frames.position(frames.position() + headerBytes + length);
            if (offset < frames.position()) {
                return entry;
            }
        }
    }

    private static Fault first(Report report) {
        return report.faults().getFirst();
    }

    @Test
    void everyByteOfTheSegments() throws Exception {
        Path segment = log.journalFolder.resolve("0000000000000000001.log");
        byte[] whole = Files.readAllBytes(segment);
        flip(
                segment,
                log::verify,
                (report, i) ->
                        assertThat(first(report))
                                .as("byte %d", i)
                                .extracting(Fault::kind, Fault::entry)
                                .containsExactly(Kind.ALTERED, entryAt(whole, 8, i)));
    }

    @Test
    void everyByteOfWhatIsPublished() throws Exception {
        try (var files = Files.walk(log.log)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                boolean tile = file.startsWith(log.log.resolve("tile"));
                flip(
                        file,
                        log::verify,
                        (report, i) ->
                                assertThat(first(report).kind())
                                        .isEqualTo(tile ? Kind.PUBLISHED : Kind.SIGNATURE));
            }
        }
    }

    @Test
    void everyByteOfAnExport() throws Exception {
        Path bundle = out.resolve("tile/entries/000.p/" + log.size());
        byte[] whole = Files.readAllBytes(bundle);
        flip(
                bundle,
                this::verifyExport,
                (report, i) -> {
                    assertThat(first(report).entry())
                            .as("byte %d", i)
                            .isEqualTo(entryAt(whole, 2, i));
                    assertThat(first(report).kind())
                            .isIn(Kind.ALTERED, Kind.CUT_OFF, Kind.PUBLISHED, Kind.MISPLACED);
                });
        flip(
                out.resolve("tile/0/000.p/" + log.size()),
                this::verifyExport,
                (report, i) ->
                        assertThat(first(report))
                                .extracting(Fault::kind, Fault::entry)
                                .containsExactly(Kind.PUBLISHED, i / 32 + 1L));
        flip(
                out.resolve("checkpoint"),
                this::verifyExport,
                (report, _) -> assertThat(first(report).kind()).isEqualTo(Kind.SIGNATURE));
        flip(
                out.resolve("export.json"),
                this::verifyExport,
                (report, _) -> assertThat(first(report).kind()).isEqualTo(Kind.RANGE));
    }

    @Test
    void entriesOfAnExportThatAreDroppedSwappedRepeatedOrCutOff() throws Exception {
        Path bundle = out.resolve("tile/entries/000.p/" + log.size());
        byte[] whole = Files.readAllBytes(bundle);
        List<byte[]> entries = new ArrayList<>();
        var frames = ByteBuffer.wrap(whole);
        while (frames.hasRemaining()) {
            var entry = new byte[frames.getShort()];
            frames.get(entry);
            entries.add(entry);
        }
        for (int i = 0; i < entries.size(); i++) {
            boolean last = i == entries.size() - 1;
            var dropped = new ArrayList<>(entries);
            dropped.remove(i);
            check(bundle, dropped, last ? Kind.CUT_OFF : Kind.MISSING, i + 1);
            check(bundle, new ArrayList<>(entries.subList(0, i)), Kind.CUT_OFF, i + 1);
            if (!last) {
                var swapped = new ArrayList<>(entries);
                Collections.swap(swapped, i, i + 1);
                check(bundle, swapped, Kind.MISPLACED, i + 1);
                var repeated = new ArrayList<>(entries);
                repeated.add(i, entries.get(i));
                check(bundle, repeated, Kind.MISPLACED, i + 2);
            }
        }
        Files.delete(bundle);
        assertThat(first(verifyExport()).kind()).isEqualTo(Kind.CUT_OFF);
    }

    private void check(Path bundle, List<byte[]> entries, Kind kind, long entry)
            throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (byte[] one : entries) {
            bytes.writeBytes(ByteBuffer.allocate(2).putShort((short) one.length).array());
            bytes.writeBytes(one);
        }
        Files.write(bundle, bytes.toByteArray());
        assertThat(first(verifyExport()))
                .as("%s at %d", kind, entry)
                .extracting(Fault::kind, Fault::entry)
                .containsExactly(kind, entry);
    }

    @Test
    void aFolderThatWasPutBackShowsByWhatWasSignedElsewhere() throws Exception {
        Path old = temp.resolve("old");
        try (var files = Files.walk(log.data)) {
            for (Path file : files.toList()) {
                Files.copy(file, old.resolve(log.data.relativize(file).toString()));
            }
        }
        long before = log.size();
        log.opened(SignedLog.MONDAY.plusSeconds(90_000), "mdf", true);
        log.sign();
        String signed = Files.readString(log.data.resolveSibling("data-keys/log.signed"));
        Report report =
                new Audit(log.verifier(), List.of(signed), _ -> {})
                        .folder(old.resolve("journal"), old.resolve("log"));
        assertThat(report.exitCode()).isEqualTo(12);
        assertThat(first(report).entry()).isEqualTo(before + 1);
    }
}
