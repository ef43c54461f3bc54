/// Lines that carry bytes between the station and its devices: a serial port, or TCP.
///
/// A protocol opens a [Line] at its [LineAddress] on a platform thread of its own, hears it through
/// a [LineListener], and opens another one when it is gone. What made no sense on it is told by a
/// [NoiseCount]; a [LineKeeper] does all of that for a protocol that only listens. Nothing here
/// knows what the bytes mean; every protocol of `sensor` may use it.
@NullMarked
package sekisho.sensor.line;

import org.jspecify.annotations.NullMarked;
