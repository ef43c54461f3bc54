/// Readers that do not exist: the reader's end of OSDP, on real bytes.
///
/// A [VirtualReader] has a conversation of its own and shares nothing with the session at the other
/// end but the codecs of `sensor.osdp`. A [VirtualBus] puts several of them on one line: a TCP
/// port, or any pair of streams. The demo and the tests present cards to them and open their doors.
@NullMarked
package sekisho.simulation.reader;

import org.jspecify.annotations.NullMarked;
