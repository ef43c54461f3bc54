package sekisho.app;

import org.jspecify.annotations.Nullable;

import sekisho.app.config.Config;

import java.nio.file.Path;

/// Where what lies of a station's data.
///
/// @param data the folder
/// @param keys the folder of the keys, apart from the data: a copy of the data signs nothing
/// @param copy the file that takes checkpoints a second time; absent: there is none
record Folders(Path data, Path keys, @Nullable Path copy) {

    /// The keys lie beside the data.
    Folders(Path data) {
        this(data, beside(data));
    }

    /// The keys lie elsewhere.
    Folders(Path data, Path keys) {
        this(data, keys, null);
    }

    /// Where the site file says.
    static Folders of(Config config) {
        Path keys = config.log().keys();
        Path data = config.data();
        return new Folders(data, keys == null ? beside(data) : keys, config.log().copy());
    }

    private static Path beside(Path data) {
        Path whole = data.toAbsolutePath().normalize();
        return whole.resolveSibling(whole.getFileName() + "-keys");
    }

    /// The segments of the journal.
    Path journal() {
        return data.resolve("journal");
    }

    /// Lines of imported files that could not be read.
    Path imports() {
        return data.resolve("imports");
    }

    /// The published tree over them.
    Path log() {
        return data.resolve("log");
    }

    /// The states from which a start goes on judging.
    Path snapshots() {
        return data.resolve("snapshots");
    }

    /// What entries commit to, sealed.
    Path disclosures() {
        return data.resolve("disclosures");
    }
}
