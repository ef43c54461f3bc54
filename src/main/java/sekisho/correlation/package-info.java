/// What it means: facts in, findings out. Pure: no clock, no I/O, no dice.
///
/// Entries come in through [Correlator#accept], findings leave through its listener; the loop that
/// decides calls it, `replay` does, and whoever hosts the same core elsewhere. It sees `site` only.
///
/// ## How it judges
///
/// - A fact goes into the timelines of its key ([Door], [Person], [Zone], [Visit], [Medium] …),
///   which are sorted by event time and then by sequence. [Presence], [Desk] and [Media] derive
///   from them who is where, which visits are open, and what is plugged in, permitted and carried.
/// - A rule, one file each, makes a *case* of each fact that triggers it, decides it at once or by
///   a deadline ([Deadlines]), and answers for it from the timelines alone. A bit on the trigger's
///   mark says whether the finding stands.
/// - [Turn#isInOrder]: almost every fact lies behind all others, is appended, and touches no case
///   that was judged. One that does not is late evidence: what it touches is judged again, and
///   where the answer differs a finding is withdrawn or raised. So the findings that stand are
///   those of the journal sorted by event time, whatever the order of arrival.
///
/// - [Correlator#save] writes down everything that is known, each class its own part, so that a
///   start can go on from there; [Saving] and [Loading] keep what refers to what. A field that is
///   added to what is known is added to both, which the tests of every rule try out between any two
///   facts.
///
/// `decisions.md`, beside this file, says how the table of rules was read where it leaves a choice,
/// and what the clock is.
@NullMarked
package sekisho.correlation;

import org.jspecify.annotations.NullMarked;
