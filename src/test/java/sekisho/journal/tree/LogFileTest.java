package sekisho.journal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogFileTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/0/000",
                "tile/7/255.p/255",
                "tile/63/x001/x234/067",
                "tile/10/999.p/1",
                "tile/59/x001/000"
            })
    void aTileIsOneOfTheTree(String path) {
        assertThat(LogFile.at(path)).isEqualTo(LogFile.TILE);
    }

    @Test
    void everyTileThatIsPublishedHasAPathThatIsRead() {
        for (long index : new long[] {0, 1, 999, 1_000, 1_234_067, 999_999_999}) {
            for (int width : new int[] {1, 9, 10, 99, 100, 255, 256}) {
                Tile tile = new Tile(3, index, width);
                assertThat(LogFile.at(tile.path())).as(tile.path()).isEqualTo(LogFile.TILE);
                assertThat(LogFile.at(tile.entries())).isEqualTo(LogFile.ENTRIES);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/checkpoint",
                "checkpoint/",
                "checkpoint.new",
                "checkpoints",
                "tile",
                "tile/0",
                "tile/00/000",
                "tile/64/000",
                "tile/-1/000",
                "tile/0/0",
                "tile/0/0000",
                "tile/0/x000/001",
                "tile/0/001/002",
                "tile/0/x001/x002",
                "tile/0/000.p/0",
                "tile/0/000.p/01",
                "tile/0/000.p/256",
                "tile/0/000.p/",
                "tile/0/../../checkpoint",
                "tile/0/000/../001",
                "tile/0/%30%30%30",
                "tile/0/000\n",
                "tile/0/٠٠٠",
                "tile/entries/000.p/300",
                "timestamps/2026-11-21",
                "timestamps/../log.key",
                "../journal/0000000000000000001.log"
            })
    void nothingElseInOrAboveTheFolderIsAFileOfALog(String path) {
        assertThat(LogFile.at(path)).isNull();
    }
}
