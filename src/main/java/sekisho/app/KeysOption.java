package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;

/// `--keys`, for a station whose keys the site file puts elsewhere than beside the data.
final class KeysOption {
    @Option(
            names = "--keys",
            paramLabel = "DIR",
            description = "The folder of keys; without it the one beside the data.")
    private @Nullable Path keys;

    Folders folders(Path data) {
        return keys == null ? new Folders(data) : new Folders(data, keys);
    }
}
