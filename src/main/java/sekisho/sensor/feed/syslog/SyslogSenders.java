package sekisho.sensor.feed.syslog;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.feed.Message;
import sekisho.sensor.mapping.Fields;
import sekisho.site.Bytes;
import sekisho.site.SourceId;
import sekisho.site.json.Unreadable;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Whose a message is, and what is read in it. Pure.
final class SyslogSenders {
    private record Known(SyslogConfig.From config, SyslogParser parser) {}

    private final List<Known> all;

    SyslogSenders(List<SyslogConfig.From> configs) {
        this.all =
                configs.stream()
                        .map(one -> new Known(one, new SyslogParser(one.charset(), one.zone())))
                        .toList();
    }

    /// From where a message came.
    ///
    /// @param certificate SHA-256 of what was shown over TLS; null: nothing was
    record Origin(InetAddress address, @Nullable String certificate) {}

    /// A message and whose it is.
    record Heard(SourceId sender, Message message) {}

    /// Whether anybody may send from there.
    boolean knows(Origin origin) {
        return !at(origin).isEmpty();
    }

    /// Reads a message; null when it is of no sender that is known.
    @Nullable Heard read(Bytes bytes, Origin origin, Instant arrived) {
        String why = null;
        List<Known> here = at(origin);
        for (Known one : here) {
            try {
                SyslogMessage message = one.parser().read(bytes.toArray(), arrived);
                String host = one.config().host();
                if (host == null || host.equals(message.host())) {
                    return new Heard(id(one), message(one, message, bytes, origin));
                }
            } catch (Unreadable e) {
                why = Objects.requireNonNullElse(e.getMessage(), "it can't be read");
            }
        }
        return why == null ? null : unread(bytes, origin, why);
    }

    /// Bytes that can't be read, under the first sender that they may be of; null: of none.
    @Nullable Heard unread(Bytes bytes, Origin origin, String why) {
        List<Known> here = at(origin);
        return here.isEmpty()
                ? null
                : new Heard(id(here.getFirst()), Message.unread(text(bytes), why, null));
    }

    private List<Known> at(Origin origin) {
        List<Known> here = new ArrayList<>();
        for (Known one : all) {
            String certificate = one.config().certificate();
            boolean shown = certificate == null || certificate.equals(origin.certificate());
            if (shown && one.config().from().stream().anyMatch(it -> it.has(origin.address()))) {
                here.add(one);
            }
        }
        return here;
    }

    private static SourceId id(Known one) {
        return one.config().sender().id();
    }

    private static Message message(Known one, SyslogMessage read, Bytes bytes, Origin origin) {
        String text = text(bytes);
        Map<String, String> header = read.fields();
        header.put("from", origin.address().getHostAddress());
        Fields groups =
                one.config().patterns() == null
                        ? _ -> null
                        : one.config().patterns().fields(read.text());
        if (groups == null) {
            return Message.unread(text, "none of its patterns is found in it", null)
                    .sentAt(read.at());
        }
        Fields fields =
                name -> {
                    String group = groups.field(name);
                    return group == null ? header.get(name) : group;
                };
        return Message.of(text, fields, one.config().identity().of(fields), read.at());
    }

    /// As text where it is one, else as hexadecimal.
    private static String text(Bytes bytes) {
        String text = new String(bytes.toArray(), StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') < 0 ? text : bytes.hex();
    }
}
