/// The guard of a machine: lets in what its station allows, keeps out everything else.
///
/// A process of its own, as root, beside the agent that has no rights. What is plugged in and an
/// [sekisho.edge.Allowance] come in; the kernel's switches are thrown, and
/// [sekisho.edge.GuardDecision]s leave for the agent, which makes facts of them. Called by `app`.
///
/// - Pure: [sekisho.edge.guard.Ruling], what holds for one device; [sekisho.edge.guard.Gate], what
///   changes for all that is plugged in; [sekisho.edge.guard.StationClock], by whose time.
/// - [sekisho.edge.guard.Guard] looks, throws switches ([sekisho.sensor.usb.UsbSwitches]) and
///   remembers ([sekisho.edge.guard.GuardMemory]).
/// - [sekisho.edge.guard.GuardSocket] is where the agent comes in.
///
/// Who is trusted: the agent's user may say what is allowed, so whoever takes over the agent can
/// let devices in, and nothing else: the guard reads no other file and runs no command for it.
@NullMarked
package sekisho.edge.guard;

import org.jspecify.annotations.NullMarked;
