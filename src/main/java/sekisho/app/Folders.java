package sekisho.app;

import java.nio.file.Path;

/// Where what lies in a data folder.
///
/// @param data the folder
record Folders(Path data) {

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

    /// The keys lie beside the data and not in it: a copy of the data signs nothing.
    Path keys() {
        Path whole = data.toAbsolutePath().normalize();
        return whole.resolveSibling(whole.getFileName() + "-keys");
    }
}
