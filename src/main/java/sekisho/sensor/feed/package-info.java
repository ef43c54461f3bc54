/// What other systems tell over the network: messages to facts.
///
/// - A [sekisho.sensor.feed.Message] is what a sender said. [sekisho.sensor.feed.Reception] takes
///   messages from whatever receives them, makes facts of them, and settles a
///   [sekisho.sensor.feed.Delivery] when they are durable: only then is anything acknowledged.
/// - A `Sender` is one system as the station knows it: what its messages mean (`Meaning`: by a
///   mapping, or facts in our own form), which of them came before (`Identities`), whether it is
///   there (`SignsOfLife`), whether its clock is right (`DriftWatch`).
/// - `feed.syslog` listens for syslog over UDP, TCP and TLS; `feed.webhook` takes signed requests;
///   `feed.mqtt` listens to brokers.
///
/// A message that makes no fact is entered whole, as noise: why, and what it said, lies sealed with
/// personal data. What came and could not be kept is counted and told as a gap.
@NullMarked
package sekisho.sensor.feed;

import org.jspecify.annotations.NullMarked;
