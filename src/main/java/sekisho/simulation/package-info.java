/// A site that does not exist: the demo's people, doors and sticks.
///
/// [DemoScript] knows what happens when; time and the [World] go in, [Move]s come out. It has no
/// clock and no threads: a test runs a day of it in virtual time. [OpeningDay] is the story in one
/// table, with the alarms it must raise; [QuietTraffic] is what goes on afterwards. [DemoRun] plays
/// the script in real time on a [Stage]: [VirtualDevices] speak real bytes to the real sensors.
///
/// `app` starts it; it sees the vocabulary, the journal (to know who is where) and the sensors,
/// whose other ends it plays.
@NullMarked
package sekisho.simulation;

import org.jspecify.annotations.NullMarked;
