/// Sekisho (関所, checkpoint) watches rooms full of servers.
///
/// The path of an observation:
///
/// ```
///  readers, controllers,         one thread, one batch at a time
///  USB agents, visitor desk   ┌───────────────────────────────────┐
///  ──▶ sensor ──▶ intake ──▶  │ journal ──▶ correlation ──▶ alarm │ ──▶ ledger ──▶ web
///      (bytes → facts)        └───────────────────────────────────┘
///                                    ▲ findings and deeds are entries, too
/// ```
///
/// Sensors push into the journal; everything to the right of it pulls, from a cursor of its own.
/// `snapshot` is a cache of what the journal implies, so that a start need not judge all of it.
/// `witness` brings what is signed of the journal to others, who keep it out of its owner's reach.
/// `site` holds the words all of them use, `app` is where the parts meet.
@NullMarked
package sekisho;

import org.jspecify.annotations.NullMarked;
