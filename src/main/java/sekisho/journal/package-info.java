/// What was seen, for good: an append-only journal in segments, read forward by sequence.
///
/// Sightings come in through [sekisho.journal.Journal#append] on one thread; entries leave through
/// [sekisho.journal.JournalReader] on any. The decision loop writes; correlation, ledger, web and
/// exports read, each from a cursor of its own. It sees `site` and nobody else.
///
/// - A folder holds segments `0000000000000000001.log`, each named by its first sequence: frames of
///   `u32 length | u32 crc32c | entry` ([sekisho.journal.Frame]). An entry is the canonical JSON of
///   a fact with its provenance, `sequence` and `recordedAt` ([sekisho.journal.EntryCodec]).
/// - [sekisho.journal.Batch] makes entries of sightings, [sekisho.journal.SegmentWriter] writes
///   them, [sekisho.journal.SourceMarks] recognises what came twice.
/// - [sekisho.journal.Opening] recovers: [sekisho.journal.RecoveryScan] checks every entry,
///   [sekisho.journal.Tail] tells a torn tail (cut, kept aside) from damage (nothing is appended).
///   [sekisho.journal.Journal#recover] does the same in a process whose disk failed. A file `marks`
///   beside the segments spares it all but the last one; it is a cache.
/// - [sekisho.journal.Vault] takes personal data out before an entry is written;
///   `journal.disclosure` keeps them.
/// - `journal.tree` makes the entries a Merkle tree that is signed and published.
/// - [sekisho.journal.Disk] is the seam to the file system, for tests whose disk fails.
@NullMarked
package sekisho.journal;

import org.jspecify.annotations.NullMarked;
