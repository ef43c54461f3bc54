/// What others than this machine hold of the log, so that its owner can't rewrite it: a witness's
/// cosignature, a clock's time stamp, second copies of checkpoints.
///
/// The newest signed tree comes in; what others answer leaves into the log's own folder, where
/// `audit` looks for it. All of it is off unless the site file says otherwise, and nothing waits
/// for it: an outsider that is away is told to the journal, and the station goes on.
///
/// - [sekisho.witness.Outsider] is one of them; [sekisho.witness.Courier] goes there, again and
///   again, on a thread of its own, and tells how it stands.
/// - [sekisho.witness.Witness] has checkpoints cosigned (C2SP tlog-witness),
///   [sekisho.witness.WitnessKey] checks that anywhere.
/// - [sekisho.witness.TimestampAuthority] has one dated every day (RFC 3161);
///   [sekisho.witness.Timestamp] checks that by [sekisho.witness.Anchors].
/// - [sekisho.witness.SecondCopy] writes checkpoints to another disk.
///
/// Built and started by `app`.
@NullMarked
package sekisho.witness;

import org.jspecify.annotations.NullMarked;
