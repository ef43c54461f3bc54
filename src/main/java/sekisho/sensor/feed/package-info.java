/// What other systems tell over the network: messages to facts.
///
/// - `feed.syslog` listens for syslog over UDP, TCP and TLS.
@NullMarked
package sekisho.sensor.feed;

import org.jspecify.annotations.NullMarked;
