/// Seals by an evolving key: what an agent kept before a break-in can't be rewritten after it.
///
/// [sekisho.edge.seal.Sealer] is the agent's end, [sekisho.edge.seal.SealChain] the station's. Both
/// are pure; where they are kept on disk, and what a broken seal leads to, is [sekisho.edge]'s
/// business. What this protects from, and what it doesn't, stands in `spool.md` beside that
/// package.
@NullMarked
package sekisho.edge.seal;

import org.jspecify.annotations.NullMarked;
