/// Syslog messages to facts: RFC 5424 and what came before it, over UDP, TCP and TLS.
///
/// - `SyslogFramer` cuts a stream into messages, [sekisho.sensor.feed.syslog.SyslogParser] reads
///   one (`LegacyHeader`: of the time before RFC 5424). Both are pure and total.
/// - `SyslogSenders` knows whose a message is.
/// - `UdpReceiver` receives datagrams and counts those that were lost in the kernel
///   (`KernelDrops`).
/// - `SyslogSensor` is the sockets, and the way to the reception. `app` builds it from a
///   [sekisho.sensor.feed.syslog.SyslogConfig].
@NullMarked
package sekisho.sensor.feed.syslog;

import org.jspecify.annotations.NullMarked;
