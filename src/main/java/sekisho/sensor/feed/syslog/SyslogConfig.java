package sekisho.sensor.feed.syslog;

import org.jspecify.annotations.Nullable;

import sekisho.config.Endpoint;
import sekisho.sensor.SensorConfig;
import sekisho.sensor.feed.Identity;
import sekisho.sensor.feed.SenderConfig;
import sekisho.sensor.feed.TlsFiles;
import sekisho.sensor.mapping.TextPatterns;

import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.List;

/// Where syslog is listened for, and who sends it.
public record SyslogConfig(List<Listen> listen, List<From> senders) implements SensorConfig {
    public SyslogConfig {
        listen = List.copyOf(listen);
        senders = List.copyOf(senders);
    }

    /// Over what messages come.
    enum Transport {
        UDP,
        TCP,
        TLS
    }

    /// @param tls only for [Transport#TLS]
    record Listen(Transport transport, Endpoint at, @Nullable TlsFiles tls) {}

    /// One sender.
    ///
    /// @param from the addresses its messages come from
    /// @param certificate SHA-256 of the certificate that it must show over TLS, in lower-case
    ///   hexadecimal; null: it need not
    /// @param host what its messages name as their host, where others come from its address, too;
    ///   null: whatever they say
    /// @param charset of texts that are not UTF-8
    /// @param zone of times that name none
    /// @param patterns that make more fields of the text; null: the text is one field
    record From(
            SenderConfig sender,
            List<AddressRange> from,
            @Nullable String certificate,
            @Nullable String host,
            Charset charset,
            ZoneId zone,
            @Nullable TextPatterns patterns,
            Identity identity) {
        From {
            from = List.copyOf(from);
        }
    }
}
