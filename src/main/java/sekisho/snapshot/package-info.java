/// What a start need not judge again: the state of the correlation at one entry, beside the journal
/// it was made of.
///
/// The deciding thread hands in the state; files leave, and come back at the next start. They are a
/// cache: whatever does not fit the journal, the rules or its own check is put aside, and the
/// journal is judged from its first entry instead. Who can change these files can keep findings
/// from being made until the journal has been judged again behind the start, and that shows it.
@NullMarked
package sekisho.snapshot;

import org.jspecify.annotations.NullMarked;
