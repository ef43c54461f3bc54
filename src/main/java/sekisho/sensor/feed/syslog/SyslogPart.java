package sekisho.sensor.feed.syslog;

import org.jspecify.annotations.Nullable;

import sekisho.config.Endpoint;
import sekisho.config.Form;
import sekisho.config.Section;
import sekisho.sensor.Surroundings;
import sekisho.sensor.feed.SenderConfig;
import sekisho.sensor.feed.SenderPart;
import sekisho.sensor.feed.TlsFiles;
import sekisho.sensor.feed.syslog.SyslogConfig.Transport;
import sekisho.sensor.mapping.TextPatterns;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `syslog:`, where it is listened for and who sends it.
public final class SyslogPart {
    private static final Form<AddressRange> RANGE =
            Form.of("an address such as 192.0.2.30 or 192.0.2.0/24", AddressRange::parse);
    private static final Form<Charset> CHARSET =
            Form.of("a charset such as UTF-8 or windows-31j", Charset::forName);
    private static final Form<String> FINGERPRINT =
            Form.of("the SHA-256 of a certificate, 64 hexadecimal digits", SyslogPart::fingerprint);

    private final Surroundings plan;
    private final SenderPart common;

    private SyslogPart(Surroundings plan) {
        this.plan = plan;
        this.common = new SenderPart(plan);
    }

    /// What a site file says of syslog: one sensor for all of it, or none.
    public static List<SyslogConfig> read(Section root, Surroundings plan) {
        Section in = root.section("syslog", "the part of the syslog senders");
        if (in == null) {
            return List.of();
        }
        var part = new SyslogPart(plan);
        List<SyslogConfig.Listen> listen = new ArrayList<>();
        List<SyslogConfig.From> senders = new ArrayList<>();
        in.expect("listen", "a list such as [{udp: 0.0.0.0:5514}]");
        for (Section one : in.sections("listen", "a place to listen")) {
            part.readListen(one, listen);
        }
        in.expect("senders", "a list of them");
        for (Section one : in.sections("senders", "a sender")) {
            SyslogConfig.From sender = part.readSender(one);
            if (sender != null) {
                senders.add(sender);
            }
        }
        return List.of(new SyslogConfig(listen, senders));
    }

    private void readListen(Section in, List<SyslogConfig.Listen> listen) {
        Transport transport = null;
        Endpoint at = null;
        for (Transport one : Transport.values()) {
            String key = one.name().toLowerCase(Locale.ROOT);
            if (!in.has(key)) {
                continue;
            }
            if (transport != null) {
                in.fault(key, "each place has one of \"udp\", \"tcp\" and \"tls\"");
            }
            transport = one;
            at = in.optional(key, Form.ENDPOINT);
        }
        if (transport == null) {
            in.fault("", "say where: \"udp\", \"tcp\" or \"tls\" with an address and a port");
        }
        TlsFiles tls = null;
        if (transport == Transport.TLS) {
            in.expect("certificate", "the path of a PEM file");
            tls = TlsFiles.read(in, common, "clients");
        }
        if (transport != null && at != null && (transport != Transport.TLS || tls != null)) {
            listen.add(new SyslogConfig.Listen(transport, at, tls));
        }
    }

    private SyslogConfig.@Nullable From readSender(Section in) {
        SenderConfig sender = common.read(in, false, false);
        in.expect("from", "a list of addresses such as [192.0.2.30]");
        List<AddressRange> from =
                in.list("from", RANGE).stream().map(Section.Placed::value).toList();
        String certificate = in.optional("sha256", FINGERPRINT);
        String host = in.optional("host", Form.TEXT.asking("the name that its messages give"));
        Charset charset = in.optional("charset", CHARSET, StandardCharsets.UTF_8);
        ZoneId said = in.optional("timezone", Form.TIME_ZONE);
        ZoneId zone = said == null ? plan.clock() : said;
        TextPatterns patterns = in.has("patterns") ? TextPatterns.read(in, "patterns") : null;
        var identity = SenderPart.identity(in);
        return sender == null || zone == null
                ? null
                : new SyslogConfig.From(
                        sender, from, certificate, host, charset, zone, patterns, identity);
    }

    private static String fingerprint(String text) {
        String hex = text.replace(":", "").toLowerCase(Locale.ROOT);
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(text);
        }
        return hex;
    }
}
