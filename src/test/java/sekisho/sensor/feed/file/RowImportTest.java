package sekisho.sensor.feed.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sekisho.site.DoorId;
import sekisho.site.MachineId;
import sekisho.site.Observation;
import sekisho.site.PersonId;
import sekisho.site.Sighting;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// Exports as they come out of other systems, handed in once, twice and in part.
class RowImportTest {
    private static final String EVENTS =
            """
            イベント日時,情報元,イベントタイプ,操作方法,情報
            2026/11/21 9:00:05,青木 一郎,ロック解除,PINコード(1234),
            2026/11/21 9:00:07,ユーザー,ACSドアのオープン,,
            2026/11/21 9:00:40,"山田 ""ヤマ"" 太郎, 次長",アクセス拒否,PINコード(9999),
            2026/11/21 9:01:00,デバイス,ロック,オートロック,
            2026/11/21 9:02:00,ユーザー,停電,,
            """;

    private static final String LINES =
            """
            source: panel
            file: {kind: csv}
            type: door.opened
            door: server-room-main
            at: {from: "{When}", forms: [iso]}
            """;

    @TempDir private Path folder;
    private ImportedFiles journal = new ImportedFiles(Path.of(""));

    @BeforeEach
    void begin() {
        journal = new ImportedFiles(folder.resolve("imports"));
    }

    @ParameterizedTest(name = "{0}, with a mark: {1}")
    @CsvSource({"UTF-8, true", "UTF-8, false", "windows-31j, false", "UTF-16LE, true"})
    void anExportIsReadInWhateverCharactersItComes(Charset charset, boolean mark) throws Exception {
        Path file = folder.resolve("events.csv");
        Files.write(file, ((mark ? "\uFEFF" : "") + EVENTS).getBytes(charset));

        var outcome = journal.run(file, ImportedFiles.shipped("acs-tobira"));

        assertThat(outcome.entered()).isEqualTo(3);
        assertThat(outcome.ignored()).isEqualTo(1);
        assertThat(outcome.refused()).isEqualTo(1);
        assertThat(journal.refused)
                .containsExactly("6: the table of \"type\" has no \"停電\"; add it there");
        var granted = (Observation.AccessGranted) fact(0);
        assertThat(granted.person()).isEqualTo(new PersonId("p-0001"));
        assertThat(granted.door()).isEqualTo(new DoorId("server-room-main"));
        assertThat(granted.at()).isEqualTo("2026-11-21T00:00:05Z");
        assertThat(fact(1)).isInstanceOf(Observation.DoorOpened.class);
        var denied = (Observation.AccessDenied) fact(2);
        assertThat(denied.person()).isNull();
        assertThat(denied.reason()).isEqualTo("PIN");
        assertThat(ImportedFiles.beside(journal.entered.get(2), "holder"))
                .isEqualTo("山田 \"ヤマ\" 太郎, 次長");
        assertThat(((Observation.SourceNoise) fact(3)).count()).isEqualTo(1);
    }

    @Test
    void theLogOfAMediaControlProductTellsWhatWasPluggedInAndWhatWasRefused() throws Exception {
        Path file = folder.resolve("log.csv");
        Files.write(
                file,
                Files.readString(Path.of("src/test/resources/import/desktop-keeper.csv"))
                        .replace("\n", "\r\n")
                        .getBytes("windows-31j"));

        var outcome = journal.run(file, ImportedFiles.shipped("desktop-keeper"));

        assertThat(outcome.entered()).isEqualTo(2);
        assertThat(outcome.ignored()).isEqualTo(1);
        var inserted = (Observation.MediaInserted) fact(0);
        assertThat(inserted.machine()).isEqualTo(new MachineId("juki-db-1"));
        assertThat(inserted.media().value()).isEqualTo("058f:6387:A1B2");
        assertThat(inserted.operator()).isEqualTo(new PersonId("p-0001"));
        var refused = (Observation.MediaRefused) fact(1);
        assertThat(refused.media().value()).isEqualTo("0781:5567:C3D4");
        assertThat(refused.reason()).isEqualTo("USBデバイスの使用を禁止");
        assertThat(journal.refused).singleElement().asString().contains("no machine \"pc-77\"");
    }

    @Test
    void handedInAgainNothingIsEnteredTwice() throws Exception {
        Path file = write("events.csv", EVENTS);
        FileMapping mapping = ImportedFiles.shipped("acs-tobira");
        journal.run(file, mapping);
        int before = journal.entered.size();
        var again = journal.run(file, mapping);
        assertThat(again.entered()).isZero();
        assertThat(again.known()).isEqualTo(3);
        assertThat(journal.entered).hasSize(before);
    }

    @Test
    void brokenOffAnywhereAndRepeatedEveryRowIsEnteredOnce() throws Exception {
        var text = new StringBuilder("When,No\n");
        for (int i = 0; i < 1200; i++) {
            text.append("2026-11-21T09:00:00Z,").append(i).append('\n');
        }
        Path file = write("rows.csv", text.toString());
        FileMapping mapping = ImportedFiles.mapping(LINES);
        for (int batches = 0; batches < 5; batches++) {
            journal.breakOffAfter(batches);
            assertThatThrownBy(() -> journal.run(file, mapping)).hasMessage("the power is cut");
        }
        journal.breakOffAfter(Integer.MAX_VALUE);
        journal.run(file, mapping);
        assertThat(journal.entered).hasSize(1200);
        assertThat(journal.entered.stream().map(Sighting::seq)).doesNotHaveDuplicates();
    }

    @Test
    void exportsThatOverlapAddOnlyWhatIsNewAndRowsAlikeAreCounted() throws Exception {
        FileMapping mapping = ImportedFiles.mapping(LINES);
        String row = "2026-11-21T09:00:00Z,x\n";
        journal.run(write("monday.csv", "When,What\n" + row + row), mapping);
        assertThat(journal.entered).hasSize(2);
        var outcome = journal.run(write("tuesday.csv", "When,What\n" + row + row + row), mapping);
        assertThat(outcome.entered()).isEqualTo(1);
        assertThat(outcome.known()).isEqualTo(2);
    }

    @Test
    void aKeyTellsRowsApartWhateverElseTheySay() throws Exception {
        FileMapping mapping = ImportedFiles.mapping(LINES + "key: [No]\n");
        journal.run(write("a.csv", "When,No\n2026-11-21T09:00:00Z,1\n"), mapping);
        var outcome =
                journal.run(
                        write(
                                "b.csv",
                                "No,When\n1,2026-11-21T10:00:00Z\n2,2026-11-21T09:00:00Z\n"
                                        + ",2026-11-21T09:00:00Z\n"),
                        mapping);
        assertThat(outcome.entered()).isEqualTo(1);
        assertThat(journal.refused)
                .containsExactly(
                        "2: another row came with the same key", "4: its key is empty: No");
    }

    @Test
    void whatMakesNoFactIsKeptAsideToBeCorrectedAndHandedInAgain() throws Exception {
        FileMapping mapping = ImportedFiles.mapping(LINES);
        Path file =
                write("a.csv", "When,What\nyesterday,\"a, \"\"b\"\"\"\n2026-11-21T09:00:00Z,c\n");
        Path aside = Objects.requireNonNull(journal.run(file, mapping).aside());
        assertThat(String.valueOf(aside.getFileName())).endsWith(".unreadable");
        assertThat(aside).hasContent("\uFEFFWhen,What\r\nyesterday,\"a, \"\"b\"\"\"");
        assertThat(Files.readString(Path.of(aside + ".txt"))).startsWith("line 2: the time is");
        Files.writeString(
                aside, Files.readString(aside).replace("yesterday", "2026-11-20T09:00:00Z"));
        assertThat(journal.run(aside, mapping).entered()).isEqualTo(1);
    }

    @Test
    void theSameRefusedRowsAreOneEntryHoweverOftenTheyCome() throws Exception {
        Path file = write("a.csv", "When\nyesterday\ntoday\n");
        FileMapping mapping = ImportedFiles.mapping(LINES);
        journal.run(file, mapping);
        journal.run(file, mapping);
        assertThat(journal.entered).hasSize(1);
        var noise = (Observation.SourceNoise) fact(0);
        assertThat(noise.count()).isEqualTo(2);
        assertThat(noise.reason()).isEqualTo("rows of a file make no fact");
        assertThat(noise.sample()).contains("yesterday");
    }

    @Test
    void aFileOfAnotherKindIsRefusedAsAWhole() throws Exception {
        Path file = write("a.csv", "Time;What\n2026-11-21T09:00:00Z;x\n");
        assertThatThrownBy(() -> journal.run(file, ImportedFiles.mapping(LINES)))
                .isInstanceOf(UnfitFile.class)
                .hasMessageContaining("no column \"When\"; it has \"Time;What\"");
        assertThat(journal.entered).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{kind: json-lines} | {\"When\":\"2026-11-21T09:00:00Z\"}¶¶{\"When\":7}¶{oops¶",
                "{kind: json} | [{\"When\":\"2026-11-21T09:00:00Z\"},{\"When\":7},8]",
                "{kind: json, records: /a/list} | {\"a\":{\"list\":[{\"When\":"
                        + "\"2026-11-21T09:00:00Z\"},{\"When\":7},8]}}",
                "{kind: csv, separator: tab, columns: [When, What]} "
                        + "| 2026-11-21T09:00:00Z\tx¶7\tx¶8¶",
            })
    void otherKindsOfFilesAreReadAlike(String kind, String text) throws Exception {
        Path file = write("a", text.replace('¶', '\n'));
        String yaml = LINES.replace("{kind: csv}", kind);
        var outcome = journal.run(file, ImportedFiles.mapping(yaml));
        assertThat(outcome.entered()).isEqualTo(1);
        assertThat(outcome.refused()).isEqualTo(2);
    }

    @Test
    void aPreviewTellsWhatWouldBeDoneAndDoesNothing() throws Exception {
        Path file = write("events.csv", EVENTS);
        FileMapping mapping = ImportedFiles.shipped("acs-tobira");
        RowPreview before = journal.preview(file, mapping);
        assertThat(before.entered()).isEqualTo(3);
        assertThat(before.known()).isZero();
        assertThat(before.ignored()).containsEntry("ロック", 1L);
        assertThat(before.refused().values()).containsExactly(new RowPreview.Refused(1, 6));
        assertThat(before.rows().getFirst().members()).containsEntry("person", "p-0001");
        assertThat(journal.entered).isEmpty();
        assertThat(Files.exists(folder.resolve("imports"))).isFalse();

        journal.run(file, mapping);
        RowPreview after = journal.preview(file, mapping);
        assertThat(after.entered()).isZero();
        assertThat(after.known()).isEqualTo(3);
    }

    @Test
    void bytesThatAreNoCharactersAreNeverEntered() throws Exception {
        Path file = folder.resolve("a.csv");
        Files.write(file, "When,What\n2026-11-21T09:00:00Z,日\n".getBytes("windows-31j"));
        String yaml = LINES.replace("{kind: csv}", "{kind: csv, encoding: utf-8}");
        var outcome = journal.run(file, ImportedFiles.mapping(yaml));
        assertThat(outcome.refused()).isEqualTo(1);
        assertThat(journal.refused)
                .containsExactly(
                        "2: it has bytes that are no UTF-8; say in which \"encoding\" the file is");
    }

    private Path write(String name, String text) throws Exception {
        return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    private Observation fact(int place) {
        List<Sighting> entered = journal.entered;
        return (Observation) entered.get(place).fact();
    }
}
