package sekisho.app;

import sekisho.app.config.Config;

import java.nio.file.Path;

/// Where what lies of a station's data.
///
/// @param data the folder
/// @param keys the folder of the keys, apart from the data: a copy of the data signs nothing
record Folders(Path data, Path keys) {

    /// The keys lie beside the data.
    Folders(Path data) {
        this(data, beside(data));
    }

    /// Where the site file says.
    static Folders of(Config config) {
        Path keys = config.log().keys();
        return keys == null ? new Folders(config.data()) : new Folders(config.data(), keys);
    }

    private static Path beside(Path data) {
        Path whole = data.toAbsolutePath().normalize();
        return whole.resolveSibling(whole.getFileName() + "-keys");
    }

    /// The segments of the journal.
    Path journal() {
        return data.resolve("journal");
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
