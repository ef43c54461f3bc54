/// Syslog messages to facts: RFC 5424 and what came before it, over UDP, TCP and TLS.
///
/// - [sekisho.sensor.feed.syslog.SyslogFramer] cuts a stream into messages;
///   [sekisho.sensor.feed.syslog.SyslogParser] reads one. Both are pure and total.
@NullMarked
package sekisho.sensor.feed.syslog;

import org.jspecify.annotations.NullMarked;
