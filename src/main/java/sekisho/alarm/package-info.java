/// What somebody must do: findings and deeds in, alarms out. Pure.
///
/// Entries of the journal come in through [AlarmBook#accept], in the journal's order; the open
/// alarms leave through [AlarmBook#open]. Called by the loop that decides, and by whoever reads the
/// journal again. [AlarmState] holds the states of ISA-18.2 and the moves between them.
@NullMarked
package sekisho.alarm;

import org.jspecify.annotations.NullMarked;
