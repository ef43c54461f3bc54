package sekisho.journal;

import java.util.List;

/// Reads the stored bytes of entries, for the Merkle tree, exports and whoever verifies.
public interface RawReader {

    /// As [JournalReader#read], undecoded.
    ///
    /// @throws JournalFailed when what is stored is not what was written
    List<RawEntry> readRaw(long from, int max);
}
