/// UHPPOTE door controllers on the network (UT0311-L04 and its kin), over UDP.
///
/// The layers, each pure but the last two:
///
/// - `UhppoteCodec`: datagrams of 64 bytes to replies, requests to datagrams. Total.
/// - `UhppoteReason`: what the controllers' reason codes mean.
/// - `UhppoteSession`: the conversation with one controller; time and replies in, actions out. What
///   a controller pushes may be lost on the way, so a push only tells that there is something to
///   ask for: events are read one by one from the controller's memory, by our own index.
/// - `UhppoteObservations`: what an event means at its door, as facts.
/// - `UhppoteIndex`: how far a controller's memory was read, on disk.
/// - `UhppoteSensor`: the socket, its thread, and the way to the intake.
///
/// An event is numbered by its index in the controller's memory, so that one which was read twice
/// is recognised by the journal. `app` builds a `UhppoteSensor` from a [UhppoteConfig].
@NullMarked
package sekisho.sensor.uhppote;

import org.jspecify.annotations.NullMarked;
