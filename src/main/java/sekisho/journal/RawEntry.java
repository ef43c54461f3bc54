package sekisho.journal;

/// An entry as it is stored: the exact bytes that proofs are made over.
///
/// @param bytes canonical JSON, UTF-8; not to be changed by anybody
@SuppressWarnings("ArrayRecordComponent")
public record RawEntry(long sequence, byte[] bytes) {}
