package sekisho.sensor.uhppote;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.uhppote.UhppoteConfig.Door;
import sekisho.site.Cardholder;
import sekisho.site.Cardholders;
import sekisho.site.CredentialId;
import sekisho.site.Deed;
import sekisho.site.Direction;
import sekisho.site.Fact;
import sekisho.site.Observation;
import sekisho.site.PersonId;
import sekisho.site.ReaderId;
import sekisho.site.SourceId;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;

/// What one controller's events mean at its doors.
///
/// A card is known by its number, as `card:<number>`. The controller itself decides whom it lets
/// in; whom it let in and we do not know is granted all the same, to a holder without a name.
final class UhppoteObservations {
    static final Duration ALIVE_EVERY = Duration.ofSeconds(10);

    /// The controller tells whole seconds, cut off: on average it is half a second later.
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    private static final int OUT = 2;

    private final UhppoteConfig.Controller config;
    private final Cardholders cardholders;
    private Duration aheadTold = Duration.ZERO;

    UhppoteObservations(UhppoteConfig.Controller config, Cardholders cardholders) {
        this.config = config;
        this.cardholders = cardholders;
    }

    SourceId source() {
        return config.id();
    }

    Observation alive(Instant at) {
        return new Observation.SourceAlive(at, source(), null, ALIVE_EVERY);
    }

    Observation restored(Instant at) {
        return new Observation.SourceRestored(at, source(), null);
    }

    Observation lost(String reason, Instant at) {
        return new Observation.SourceLost(at, source(), null, reason);
    }

    /// Events that nobody will ever see.
    Observation missed(long count, String reason, Instant at) {
        return new Observation.SourceNoise(at, source(), null, count, reason, null);
    }

    /// What made no sense.
    Observation odd(String reason, @Nullable String sample, Instant at) {
        return new Observation.SourceNoise(at, source(), null, 1, reason, sample);
    }

    Observation begunAnew(Instant at) {
        return tampered("the controller's events were erased", at);
    }

    Fact clockSet(LocalDateTime time, Instant at) {
        aheadTold = Duration.ZERO;
        return new Deed.DeedDone(
                at,
                "station.clockSet",
                "station",
                Map.of("source", source().value(), "to", instant(time).toString()));
    }

    /// How far the controller's clock is ahead of ours, to half a second.
    Duration ahead(LocalDateTime time, Instant at) {
        return Duration.between(at, instant(time).plus(HALF_A_SECOND));
    }

    /// The fact that the clock is off, or right again; absent while nothing has changed.
    Optional<Observation> clock(Duration ahead, Instant at) {
        boolean off = ahead.abs().compareTo(UhppoteSession.CLOCK_OFF) > 0;
        boolean wasOff = !aheadTold.isZero();
        Duration moved = ahead.minus(aheadTold).abs();
        boolean asBefore = off && moved.compareTo(UhppoteSession.CLOCK_OFF) <= 0;
        if (off == wasOff && (!off || asBefore)) {
            return Optional.empty();
        }
        aheadTold = off ? ahead : Duration.ZERO;
        return Optional.of(new Observation.SourceClock(at, source(), null, aheadTold));
    }

    /// What an event tells.
    ///
    /// @param at when we read it, for an event that carries no time
    Observation recorded(UhppoteReply.Event event, Instant at) {
        Instant when = event.at() == null ? at : instant(event.at());
        Door door = config.doors().get(event.door());
        UhppoteReason.Meaning meaning = UhppoteReason.meaning(event.reason());
        String words = UhppoteReason.words(event.reason());
        if (meaning == UhppoteReason.Meaning.UNKNOWN) {
            return odd(words, event.print().hex(), when);
        }
        if (meaning == UhppoteReason.Meaning.TOLD) {
            return tampered(door == null ? words : words + ": door " + door.door(), when);
        }
        if (door == null) {
            String reason = "door " + event.door() + " is not in the site file";
            return odd(reason, event.print().hex(), when);
        }
        return switch (meaning) {
            case GRANTED -> granted(event, door, when);
            case DENIED -> denied(event, door, when, words);
            case BUTTON_DENIED ->
                    new Observation.AccessDenied(
                            when, door.zone(), door.door(), null, Direction.OUT, null, null, words);
            case EXIT -> new Observation.ExitRequested(when, door.zone(), door.door());
            case OPENED -> new Observation.DoorOpened(when, door.zone(), door.door());
            case CLOSED -> new Observation.DoorClosed(when, door.zone(), door.door());
            case HELD -> new Observation.DoorHeld(when, door.zone(), door.door());
            case FORCED -> new Observation.DoorForced(when, door.zone(), door.door());
            case TOLD, UNKNOWN -> throw new IllegalStateException(meaning + " was handled above");
        };
    }

    private Observation granted(UhppoteReply.Event event, Door door, Instant when) {
        return new Observation.AccessGranted(
                when,
                door.zone(),
                door.door(),
                reader(event, door),
                direction(event),
                card(event),
                holder(event));
    }

    private Observation denied(UhppoteReply.Event event, Door door, Instant when, String words) {
        return new Observation.AccessDenied(
                when,
                door.zone(),
                door.door(),
                reader(event, door),
                direction(event),
                card(event),
                holder(event),
                words);
    }

    private static Direction direction(UhppoteReply.Event event) {
        return event.direction() == OUT ? Direction.OUT : Direction.IN;
    }

    private static @Nullable ReaderId reader(UhppoteReply.Event event, Door door) {
        return event.direction() == OUT ? door.out() : door.in();
    }

    /// Only a swipe has a card: other events use the number for something else. The type does not
    /// tell, because boards give a swipe that opened a door the type of the door.
    private static @Nullable CredentialId card(UhppoteReply.Event event) {
        return UhppoteReason.isSwipe(event.reason()) && event.card() > 0
                ? new CredentialId("card:" + event.card())
                : null;
    }

    private @Nullable PersonId holder(UhppoteReply.Event event) {
        CredentialId card = card(event);
        Cardholder holder = card == null ? null : cardholders.holding(card);
        return holder == null ? null : holder.person();
    }

    private Observation tampered(String reason, Instant at) {
        return new Observation.SourceTampered(at, source(), null, reason);
    }

    private Instant instant(LocalDateTime time) {
        return time.atZone(config.clock()).toInstant();
    }
}
