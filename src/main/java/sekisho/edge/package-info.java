/// The agent on a machine, and the link between it and the station.
///
/// At the agent's end [sekisho.sensor.usb.UsbEvent]s come in, become numbered facts in a
/// [sekisho.edge.Spool] on disk, and leave over TLS 1.3 ([sekisho.edge.Agent]). At the station's
/// end ([sekisho.edge.LinkServer]) lines come in and sightings leave through the
/// [sekisho.site.Intake]. Called by `app`.
///
/// The link is lines of JSON, UTF-8, at most 64 KiB each:
///
/// - machine that is not enrolled: `{"enroll":{"token","csr"}}`; station:
///   `{"enrolled":{"machine","zone","certificate"}}`, and the connection ends.
/// - agent: `{"hello":{"agent","machine","zone","boot","run","seq","version","now"}}`; station:
///   `{"welcome":{"now"}}` or `{"refused":{"code","reason"}}`. A welcome with `"run"` gives this
///   run another number, one with `"begin"` asks for a new boot ([Doubles]).
/// - agent: facts as everywhere, numbered by `source`, `boot` and `seq`; station, once they are
///   durable and not before: `{"ack":seq,"boot","source"}`, which stands for that fact and for
///   every one that was sent before it on this connection.
/// - agent, every ten seconds: `source.alive` without a number, which is never resent; station, as
///   often: `{"alive":{"now"}}`, which the agent answers by `{"echo":{"sent","received","now"}}`.
///   So each end knows that the other is there, and the station how far off its clock is
///   ([ClockWatch]).
/// - station, about a line that it can't take: `{"error":reason,"line":n}`, counted from 1. The
///   agent keeps that line aside and does not send it again.
/// - station, when it has changed and every few minutes: `{"allowance":{…},"now"}`, what the
///   machine may use ([sekisho.edge.Allowance]). The agent hands it on to the machine's guard
///   ([sekisho.edge.guard]), where there is one, and brings back what that decided, under the name
///   `agent-MACHINE/guard` and by numbers of the guard's own ([sekisho.edge.GuardLink]).
///
/// Facts, hellos and signs of life carry a `seal` ([sekisho.edge.seal], `spool.md`); a welcome with
/// one gives the agent a new chain of keys.
///
/// What is fresh overtakes a backlog: numbers of a boot may come in any order, the journal knows
/// which it has. The spool has an end; what it could not keep is told as `source.gap`.
///
/// Keys: both ends show certificates. The station's is of its own making, and agents know it by its
/// fingerprint ([sekisho.edge.PinnedStation]). An agent's key is made on its machine and signed by
/// the station, once for a token that was made for that machine ([sekisho.edge.Invitations]). When
/// two thirds of its thirty days are over the station says `{"renew":{}}`, the agent
/// `{"renewal":{"csr"}}`, the station `{"renewed":{"certificate"}}`. One certificate counts for
/// each agent ([sekisho.edge.AgentBook]); showing another is told as tampering. The commands `agent
/// invite` and `agent revoke` leave files beside the station's key ([sekisho.edge.Revocations]),
/// where a running station finds them. Enrolments, renewals and revocations are deeds.
@NullMarked
package sekisho.edge;

import org.jspecify.annotations.NullMarked;
