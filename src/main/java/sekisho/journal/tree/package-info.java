/// The journal as evidence: a Merkle tree over its entries (RFC 6962), served as C2SP tlog-tiles
/// with signed checkpoints.
///
/// The exact bytes of durable entries come in; files that anybody can verify leave. The station
/// publishes, `verify` and exports check. It never writes to the journal.
@NullMarked
package sekisho.journal.tree;

import org.jspecify.annotations.NullMarked;
