package sekisho.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.site.Policy;
import sekisho.site.Recording;
import sekisho.site.Site;
import sekisho.witness.SecondCopy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

/// Data and keys were both put back from an old copy: only the checkpoint on another disk knows.
class RolledBackTest {
    @TempDir Path temp;

    private void run(Folders folders, String what) throws Exception {
        try (Core core =
                Core.open(folders, Site.undeclared(), Policy.DEFAULT, InstantSource.system())) {
            core.did(what, Instant.now(), Map.of());
        }
        try (Core core =
                Core.open(folders, Site.undeclared(), Policy.DEFAULT, InstantSource.system())) {
            new SecondCopy(Objects.requireNonNull(folders.copy()))
                    .give(Objects.requireNonNull(core.signed()), Instant.now());
        }
    }

    @Test
    void theStationTakesNothingInAndARestoreIsRefused() throws Exception {
        var folders =
                new Folders(
                        temp.resolve("data"), temp.resolve("keys"), temp.resolve("checkpoints"));
        run(folders, "station.imported");
        copy(folders.data(), temp.resolve("old-data"));
        copy(folders.keys(), temp.resolve("old-keys"));
        run(folders, "station.imported");

        var old =
                new Folders(
                        temp.resolve("old-data"),
                        temp.resolve("old-keys"),
                        temp.resolve("checkpoints"));
        try (Core core =
                Core.openOrRead(old, Site.undeclared(), Policy.DEFAULT, InstantSource.system())) {
            assertThat(core.recording().state()).isEqualTo(Recording.State.DAMAGED);
            assertThat(core.recording().reason()).contains("it is an older copy");
        }

        var out = new ByteArrayOutputStream();
        int exit =
                Main.execute(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        "restore",
                        old.data().toString(),
                        "--data",
                        temp.resolve("restored").toString(),
                        "--keys",
                        old.keys().toString(),
                        "--checkpoint",
                        temp.resolve("checkpoints").toString());
        assertThat(exit).as(out.toString(StandardCharsets.UTF_8)).isEqualTo(12);
        assertThat(temp.resolve("restored")).doesNotExist();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
