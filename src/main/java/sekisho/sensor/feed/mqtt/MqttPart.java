package sekisho.sensor.feed.mqtt;

import org.jspecify.annotations.Nullable;

import sekisho.config.Endpoint;
import sekisho.config.Form;
import sekisho.config.Section;
import sekisho.sensor.Surroundings;
import sekisho.sensor.feed.SecretFile;
import sekisho.sensor.feed.SenderConfig;
import sekisho.sensor.feed.SenderPart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `mqtt:`, brokers and what they tell.
public final class MqttPart {
    private static final Form<TopicFilter> TOPIC =
            Form.of("a topic such as site/{door}/event, + or # in it", TopicFilter::parse);
    private static final Form<Broker> BROKER =
            Form.of(
                    "mqtts://broker.example:8883, or mqtt:// where the network is safe",
                    Broker::parse);

    /// @param secure over TLS
    private record Broker(Endpoint at, boolean secure) {
        static Broker parse(String text) {
            boolean secure = text.startsWith("mqtts://");
            if (!secure && !text.startsWith("mqtt://")) {
                throw new IllegalArgumentException(text);
            }
            return new Broker(Endpoint.parse(text.substring(secure ? 8 : 7)), secure);
        }
    }

    private final SenderPart common;

    private MqttPart(Surroundings plan) {
        this.common = new SenderPart(plan);
    }

    /// The brokers that a site file names: one sensor for each.
    public static List<MqttConfig> read(Section root, Surroundings plan) {
        var part = new MqttPart(plan);
        List<MqttConfig> brokers = new ArrayList<>();
        for (Section one : root.sections("mqtt", "a broker")) {
            MqttConfig broker = part.readBroker(one);
            if (broker != null) {
                brokers.add(broker);
            }
        }
        return brokers;
    }

    private @Nullable MqttConfig readBroker(Section in) {
        SenderConfig sender = common.read(in, true, true);
        Broker broker = in.required("broker", BROKER);
        MqttConfig.Tls tls = tls(in, broker);
        MqttConfig.Login login = login(in, broker);
        String client = in.optional("client", Form.TEXT.asking("a name for the station"));
        in.expect("topics", "a list such as [\"site/{door}/event\"]");
        List<TopicFilter> topics =
                in.list("topics", TOPIC).stream().map(Section.Placed::value).toList();
        var identity = SenderPart.identity(in);
        return sender == null || broker == null
                ? null
                : new MqttConfig(
                        sender,
                        broker.at(),
                        tls,
                        login,
                        client == null ? "sekisho-" + sender.id() : client,
                        topics,
                        identity);
    }

    private MqttConfig.@Nullable Tls tls(Section in, @Nullable Broker broker) {
        Path trusted = common.file(in, "trusted", false);
        boolean own = in.has("certificate") || in.has("key");
        Path certificate = common.file(in, "certificate", own);
        Path key = common.file(in, "key", own);
        boolean secure = broker != null && broker.secure();
        if (broker != null && !secure && (own || in.has("trusted"))) {
            in.fault("broker", "certificates are of no use without TLS; write mqtts://");
        }
        return secure ? new MqttConfig.Tls(trusted, certificate, key) : null;
    }

    private MqttConfig.@Nullable Login login(Section in, @Nullable Broker broker) {
        String user = in.optional("user", Form.TEXT.asking("the name that the broker knows"));
        Path file = common.file(in, "password", in.has("user"));
        if (user == null || file == null) {
            return null;
        }
        if (broker != null && !broker.secure() && !broker.at().isLoopback()) {
            in.fault(
                    "broker", "the password would cross the network in clear text; write mqtts://");
        }
        var password = new SecretFile(file);
        try {
            password.read();
        } catch (IOException e) {
            in.fault("password", String.valueOf(e.getMessage()));
        }
        return new MqttConfig.Login(user, password);
    }
}
