/// Card readers on a desk, by PC/SC: whatever card is laid on one is told by its number.
///
/// The layers, each pure but those named last:
///
/// - `PcscError`: what the service's error codes mean.
/// - `Card`: number and kind of a card, from its answers.
/// - `SmartcardSession`: what the readers and cards do; states seen and cards read in, actions out.
///   Card after card, it says what is to be read, and forgets nothing when the service dies.
/// - `SmartcardDesks`: which reader stands on which desk, and what its cards mean as facts.
/// - `Pcsc`: the service as it is used here; `PcscLite` is the one of the machine
///   (libpcsclite.so.1), and the tests have one of their own.
/// - `SmartcardLoop`: one thread that asks the service and feeds the session.
///
/// A desk's reader opens nothing: a card laid on it is [sekisho.site.Observation.CardPresented],
/// which no rule takes for an entry. `app` builds a `SmartcardSensor` from a [SmartcardConfig].
@NullMarked
package sekisho.sensor.smartcard;

import org.jspecify.annotations.NullMarked;
