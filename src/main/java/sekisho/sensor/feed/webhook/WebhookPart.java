package sekisho.sensor.feed.webhook;

import org.jspecify.annotations.Nullable;

import sekisho.config.Endpoint;
import sekisho.config.Form;
import sekisho.config.Section;
import sekisho.sensor.Surroundings;
import sekisho.sensor.feed.SecretFile;
import sekisho.sensor.feed.SenderConfig;
import sekisho.sensor.feed.SenderPart;
import sekisho.sensor.feed.TlsFiles;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `webhook:`, where they are taken and from whom.
public final class WebhookPart {
    private static final Form<String> POINTER =
            Form.of("a JSON pointer such as /events", WebhookPart::pointer);
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final SenderPart common;
    private final boolean isPrivate;

    private WebhookPart(Surroundings plan, boolean isPrivate) {
        this.common = new SenderPart(plan);
        this.isPrivate = isPrivate;
    }

    /// What a site file says of webhooks: one sensor for all of them, or none.
    public static List<WebhookConfig> read(Section root, Surroundings plan) {
        Section in = root.section("webhook", "the part of the webhooks");
        if (in == null) {
            return List.of();
        }
        Endpoint listen = in.required("listen", Form.ENDPOINT);
        TlsFiles tls = TlsFiles.read(in, new SenderPart(plan), "clients");
        var part = new WebhookPart(plan, tls != null || listen == null || listen.isLoopback());
        in.expect("senders", "a list of them");
        List<WebhookConfig.From> senders = new ArrayList<>();
        for (Section one : in.sections("senders", "a sender")) {
            WebhookConfig.From sender = part.readSender(one);
            if (sender != null) {
                senders.add(sender);
            }
        }
        return listen == null ? List.of() : List.of(new WebhookConfig(listen, tls, senders));
    }

    private WebhookConfig.@Nullable From readSender(Section in) {
        SenderConfig sender = common.read(in, true, false);
        Signature.Form form = in.required("signed", Form.word(Signature.Form.class));
        String header =
                in.optional(
                        "header",
                        Form.TEXT.asking("the name of a header"),
                        form == Signature.Form.STAMPED ? "Signature" : "X-Hub-Signature-256");
        Duration tolerance = in.optional("tolerance", Form.SPAN, TOLERANCE);
        String each = in.optional("each", POINTER);
        var identity = SenderPart.identity(in);
        SecretFile secrets = secrets(in);
        if (form == Signature.Form.TOKEN && !isPrivate) {
            in.fault(
                    "signed",
                    "the token would cross the network in clear text; add \"certificate\" and"
                            + " \"key\" beside \"listen\", or let it sign");
        }
        return sender == null || form == null || secrets == null
                ? null
                : new WebhookConfig.From(
                        sender, new Signature(form, header, tolerance), secrets, each, identity);
    }

    /// Looked into, so that its faults are told before the station starts.
    private @Nullable SecretFile secrets(Section in) {
        Path file = common.file(in, "secrets", true);
        if (file == null) {
            return null;
        }
        var secrets = new SecretFile(file);
        try {
            secrets.read();
        } catch (IOException e) {
            in.fault("secrets", String.valueOf(e.getMessage()));
        }
        return secrets;
    }

    private static String pointer(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}
