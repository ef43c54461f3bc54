/// Readers that speak OSDP, on an RS-485 line or over TCP; we are the ACU.
///
/// The layers, each pure but the last:
///
/// - `OsdpFramer`: bytes to frames; whatever is no frame comes out as noise.
/// - `OsdpReplies`, `OsdpCommands`: frames to replies and commands, and back. Total.
/// - `OsdpSession`: the conversation with one reader; time and replies in, commands out. It leans
///   on `OsdpExchange` (the question that is out), `OsdpAgenda` (what is asked next),
///   `OsdpPresence` (is the reader with us), `OsdpRefusals` (what it does not do) and `SecureSetup`
///   (which key).
/// - `SecureHandshake`, `SecureKeys`, `SecureChannel`: the secure channel, at our end or both.
/// - `OsdpBus`: whose turn it is on the line.
/// - `OsdpObservations`: what a reply means, as facts.
/// - `OsdpLineSensor`: the thread, the [sekisho.sensor.line.Line], and the way to the intake.
///
/// `OsdpMove` gives a reader another address or speed, and [KnownDevices] which device was which
/// reader last.
///
/// Beside them, [OsdpTap] hears a line without speaking, and [OsdpCapture] is how that is recorded.
///
/// `app` builds an `OsdpLineSensor` from an [OsdpLineConfig]; `simulation.reader` plays the
/// reader's end with the same codecs.
@NullMarked
package sekisho.sensor.osdp;

import org.jspecify.annotations.NullMarked;
