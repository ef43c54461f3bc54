package sekisho.sensor.smartcard;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.sensor.line.NoiseCount;
import sekisho.site.Cardholder;
import sekisho.site.Cardholders;
import sekisho.site.CredentialId;
import sekisho.site.Observation;
import sekisho.site.ReaderId;
import sekisho.site.SourceId;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/// Which reader stands on which desk, and what happens there, as facts of that desk.
///
/// A desk without its reader is told as lost once, whatever the reason becomes meanwhile, and as
/// restored once.
final class SmartcardDesks {
    static final Duration ALIVE_EVERY = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(SmartcardDesks.class);

    private static final class Desk {
        final SmartcardConfig.Desk config;
        final NoiseCount noise;
        @Nullable String reader;
        Pcsc.@Nullable About about;
        boolean lost;
        @Nullable Instant aliveAt;

        Desk(SmartcardConfig.Desk config) {
            this.config = config;
            this.noise = new NoiseCount(config.id(), null);
        }
    }

    private final List<Desk> desks;
    private final Cardholders cardholders;
    private final BiConsumer<SourceId, Observation> facts;

    /// @param cardholders whose a card is
    /// @param facts takes what is told, with its source
    SmartcardDesks(
            SmartcardConfig config,
            Cardholders cardholders,
            BiConsumer<SourceId, Observation> facts) {
        this.desks = config.desks().stream().map(Desk::new).toList();
        this.cardholders = cardholders;
        this.facts = facts;
    }

    /// Takes what a session found out.
    void told(SmartcardAction action, Instant now, Instant at) {
        switch (action) {
            case SmartcardAction.Read _, SmartcardAction.CardGone _ -> {}
            case SmartcardAction.ServiceLost(String reason) ->
                    desks.forEach(desk -> lost(desk, reason, at));
            case SmartcardAction.ReaderCame(String reader) -> came(reader, now, at);
            case SmartcardAction.ReaderWent(String reader, String reason) -> {
                Desk desk = at(reader);
                if (desk != null) {
                    lost(desk, reason, at);
                }
            }
            case SmartcardAction.CardLaid(String reader, Card card) -> {
                Desk desk = at(reader);
                if (desk == null) {
                    LOG.warn("a card lies on reader {}, which stands on no desk", reader);
                } else {
                    laid(desk, card, at);
                }
            }
            case SmartcardAction.CardUnread(String reader, String reason, var atr) -> {
                Desk desk = at(reader);
                if (desk != null) {
                    LOG.info("desk {}: a card was not read: {} {}", desk.config.id(), reason, atr);
                    desk.noise.add(reason, atr);
                }
            }
        }
    }

    /// All readers there are have been told of: what is missing now is missing.
    void listed(Instant at) {
        for (Desk desk : desks) {
            if (desk.reader == null) {
                String wanted = desk.config.reader();
                lost(
                        desk,
                        wanted == null
                                ? "no reader is connected"
                                : "no reader called " + wanted + " is connected",
                        at);
            }
        }
    }

    /// What a reader says of itself: another serial number on the same desk is another reader.
    void about(String reader, Pcsc.About about, Instant at) {
        Desk desk = at(reader);
        if (desk == null) {
            return;
        }
        LOG.info(
                "reader {}: serial number {}, firmware {}",
                reader,
                about.serial().isEmpty() ? "not told" : about.serial(),
                about.firmware().isEmpty() ? "not told" : about.firmware());
        Pcsc.About before = desk.about;
        desk.about = about;
        if (before == null || before.equals(about)) {
            return;
        }
        String what =
                before.serial().equals(about.serial())
                        ? "firmware " + before.firmware() + " became " + about.firmware()
                        : "serial number " + before.serial() + " became " + about.serial();
        tell(
                desk,
                new Observation.SourceTampered(
                        at, desk.config.id(), null, "another device answers: " + what));
    }

    /// Tells what is due: signs of life, cards that could not be read.
    void elapse(Instant now, Instant at) {
        for (Desk desk : desks) {
            if (desk.aliveAt != null && !now.isBefore(desk.aliveAt)) {
                alive(desk, now, at);
            }
            Observation noise = desk.noise.take(now, at);
            if (noise != null) {
                tell(desk, noise);
            }
        }
    }

    /// A desk that wants this reader by name comes before one that takes any.
    private void came(String reader, Instant now, Instant at) {
        Desk desk =
                desks.stream()
                        .filter(one -> one.reader == null && one.config.has(reader))
                        .min((a, b) -> Boolean.compare(takesAny(a), takesAny(b)))
                        .orElse(null);
        if (desk == null) {
            LOG.warn("reader {} stands on no desk", reader);
            return;
        }
        LOG.info("reader {} stands on desk {}", reader, desk.config.id());
        desk.reader = reader;
        if (desk.lost) {
            desk.lost = false;
            tell(desk, new Observation.SourceRestored(at, desk.config.id(), null));
        }
        alive(desk, now, at);
    }

    private static boolean takesAny(Desk desk) {
        return desk.config.reader() == null;
    }

    private void lost(Desk desk, String reason, Instant at) {
        desk.reader = null;
        desk.aliveAt = null;
        if (!desk.lost) {
            desk.lost = true;
            LOG.warn("the reader of desk {} is lost: {}", desk.config.id(), reason);
            tell(desk, new Observation.SourceLost(at, desk.config.id(), null, reason));
        }
    }

    private void alive(Desk desk, Instant now, Instant at) {
        desk.aliveAt = now.plus(ALIVE_EVERY);
        tell(desk, new Observation.SourceAlive(at, desk.config.id(), null, ALIVE_EVERY));
    }

    private void laid(Desk desk, Card card, Instant at) {
        CredentialId credential = card.isSteady() ? desk.config.credential(card.number()) : null;
        Cardholder holder = credential == null ? null : cardholders.holding(credential);
        tell(
                desk,
                new Observation.CardPresented(
                        at,
                        new ReaderId(desk.config.id().value()),
                        credential,
                        holder == null ? null : holder.person(),
                        card.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        credential == null ? Card.RANDOM_NUMBER : null));
    }

    private @Nullable Desk at(String reader) {
        for (Desk desk : desks) {
            if (reader.equals(desk.reader)) {
                return desk;
            }
        }
        return null;
    }

    private void tell(Desk desk, Observation fact) {
        facts.accept(desk.config.id(), fact);
    }
}
