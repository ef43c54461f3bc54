/// The journal as evidence: a Merkle tree over its entries (RFC 6962), served as C2SP tlog-tiles
/// with signed checkpoints.
///
/// The exact bytes of durable entries come in; files that anybody can verify leave. The station
/// publishes, `verify` and exports check. It never writes to the journal.
///
/// - [sekisho.journal.tree.Publisher] writes tiles and signs ([sekisho.journal.tree.SigningKey]);
///   what it signed last it remembers beside the key: an old copy of the data signs nothing.
/// - [sekisho.journal.tree.Keys] are those that the log itself has handed over to.
/// - [sekisho.journal.tree.Verification] goes through a data folder,
///   [sekisho.journal.tree.LogCheck] through published files, whole or an
///   [sekisho.journal.tree.Excerpt] of them.
/// - [sekisho.journal.tree.LogDisk] is the seam to the disk, for tests whose disk fails.
@NullMarked
package sekisho.journal.tree;

import org.jspecify.annotations.NullMarked;
