package sekisho.sensor.osdp;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.CardFormats;
import sekisho.site.Bytes;
import sekisho.site.Cardholder;
import sekisho.site.Cardholders;
import sekisho.site.CredentialId;
import sekisho.site.Id;
import sekisho.site.Observation;
import sekisho.site.SourceId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What one reader's replies mean at its door.
///
/// It remembers what was last known of the contact, the exit button and the case, and tells
/// changes. The first status after a connection tells the door's state whatever it was before:
/// nobody knows what happened meanwhile. A read that a reader kept while it was cut off comes in
/// with the time at which it told us.
final class OsdpObservations {
    static final Duration ALIVE_EVERY = Duration.ofSeconds(10);

    private static final String FORMATTED = "fmt:";
    private static final int OFF = 0;
    private static final int ON = 1;

    private final OsdpReaderConfig config;
    private final Cardholders cardholders;
    private final KnownDevices devices;
    private final SourceId source;
    private @Nullable Integer contact;
    private @Nullable Integer exit;
    private boolean tampered;
    private boolean powerLow;
    private boolean lost;

    OsdpObservations(OsdpReaderConfig config, Cardholders cardholders, KnownDevices devices) {
        this.config = config;
        this.devices = devices;
        this.cardholders = cardholders;
        this.source = new SourceId(config.reader().value());
    }

    SourceId source() {
        return source;
    }

    /// The reader answers.
    List<Observation> online(Instant at) {
        contact = null;
        exit = null;
        var facts = new ArrayList<Observation>();
        if (lost) {
            facts.add(new Observation.SourceRestored(at, source, config.zone()));
            lost = false;
        }
        facts.add(alive(at));
        return facts;
    }

    /// The reader is lost.
    List<Observation> offline(String reason, Instant at) {
        lost = true;
        return List.of(new Observation.SourceLost(at, source, config.zone(), reason));
    }

    /// The sign of life that is due every [#ALIVE_EVERY].
    Observation alive(Instant at) {
        return new Observation.SourceAlive(at, source, config.zone(), ALIVE_EVERY);
    }

    /// What a reply tells.
    List<Observation> told(OsdpReply reply, Instant at) {
        return switch (reply) {
            case OsdpReply.RawCard(_, _, int bits, Bytes data) ->
                    List.of(card(config.formats().read(bits, data), at));
            case OsdpReply.FormattedCard(_, _, Bytes characters) ->
                    List.of(access(credential(characters), at));
            case OsdpReply.InputStatus(Bytes inputs) -> inputs(inputs, at);
            case OsdpReply.LocalStatus status -> local(status, at);
            case OsdpReply.ReaderStatus(Bytes readers) -> heads(readers, at);
            // Keys may be a PIN: they belong into no journal.
            case OsdpReply.Keys _ -> List.of();
            // The session has told of these as noise.
            case OsdpReply.Unread _, OsdpReply.Malformed _ -> List.of();
            case OsdpReply.DeviceId id -> device(id, at);
            case OsdpReply.Ack _,
                    OsdpReply.Nak _,
                    OsdpReply.Busy _,
                    OsdpReply.Challenged _,
                    OsdpReply.Proven _,
                    OsdpReply.Capabilities _,
                    OsdpReply.Communication _,
                    OsdpReply.OutputStatus _ ->
                    List.of();
        };
    }

    /// Bits that were damaged on their way open no door; they are kept as they came.
    private Observation card(CardFormats.Read read, Instant at) {
        return read.sound()
                ? access(read.credential(), at)
                : denied(read.credential(), "parity error", at);
    }

    private Observation access(CredentialId credential, Instant at) {
        Cardholder holder = cardholders.holding(credential);
        if (holder == null) {
            return denied(credential, "unknown-credential", at);
        }
        return new Observation.AccessGranted(
                at,
                config.zone(),
                config.door(),
                config.reader(),
                config.direction(),
                credential,
                holder.person());
    }

    private Observation denied(CredentialId credential, String reason, Instant at) {
        return new Observation.AccessDenied(
                at,
                config.zone(),
                config.door(),
                config.reader(),
                config.direction(),
                credential,
                null,
                reason);
    }

    /// In hexadecimal, because characters of a card may be anything; a text that is too long for an
    /// id is told by its beginning.
    private static CredentialId credential(Bytes characters) {
        String text = FORMATTED + characters.hex();
        return new CredentialId(text.substring(0, Math.min(text.length(), Id.LENGTH_MAX)));
    }

    private List<Observation> inputs(Bytes inputs, Instant at) {
        var facts = new ArrayList<Observation>();
        if (config.contactInput() != null) {
            contact = contact(input(inputs, config.contactInput()), at, facts);
        }
        if (config.exitInput() != null) {
            exit = exit(input(inputs, config.exitInput()), at, facts);
        }
        return facts;
    }

    private @Nullable Integer contact(int state, Instant at, List<Observation> facts) {
        if (contact != null && contact == state) {
            return contact;
        }
        if (state == OFF || state == ON) {
            boolean closed = state == ON == config.contactClosedWhenActive();
            facts.add(
                    closed
                            ? new Observation.DoorClosed(at, config.zone(), config.door())
                            : new Observation.DoorOpened(at, config.zone(), config.door()));
        } else {
            facts.add(tampered("contact of door " + config.door() + ": " + words(state), at));
        }
        return state;
    }

    private @Nullable Integer exit(int state, Instant at, List<Observation> facts) {
        if (exit != null && exit == state) {
            return exit;
        }
        if (state > ON) {
            facts.add(tampered("exit button of door " + config.door() + ": " + words(state), at));
        } else if (state == ON && exit != null) {
            facts.add(new Observation.ExitRequested(at, config.zone(), config.door()));
        }
        return state;
    }

    private List<Observation> local(OsdpReply.LocalStatus status, Instant at) {
        var facts = new ArrayList<Observation>();
        if (status.tampered() && !tampered) {
            facts.add(tampered("opened or moved", at));
        }
        if (status.powerLow() && !powerLow) {
            facts.add(tampered("short of power", at));
        }
        tampered = status.tampered();
        powerLow = status.powerLow();
        return facts;
    }

    private List<Observation> heads(Bytes readers, Instant at) {
        for (int i = 0; i < readers.size(); i++) {
            if (readers.at(i) != 0) {
                String what = readers.at(i) == 1 ? "not connected" : "opened or moved";
                return List.of(tampered("reading head " + i + ": " + what, at));
            }
        }
        return List.of();
    }

    /// Another serial number at the same address is another reader: somebody put it there.
    private List<Observation> device(OsdpReply.DeviceId id, Instant at) {
        OsdpReply.DeviceId before = devices.of(config.reader());
        if (id.equals(before)) {
            return List.of();
        }
        devices.remember(config.reader(), id);
        if (before == null) {
            return List.of();
        }
        String what =
                before.serial() == id.serial() && before.vendor() == id.vendor()
                        ? "firmware " + before.firmware() + " became " + id.firmware()
                        : "serial number " + before.serial() + " became " + id.serial();
        return List.of(tampered("another device answers: " + what, at));
    }

    private Observation tampered(String reason, Instant at) {
        return new Observation.SourceTampered(at, source, config.zone(), reason);
    }

    /// An input that the reader does not report is as good as one that it does not know.
    private static int input(Bytes inputs, int number) {
        return number < inputs.size() ? inputs.at(number) : 5;
    }

    private static String words(int state) {
        return switch (state) {
            case 2 -> "short circuit";
            case 3 -> "open circuit";
            case 4 -> "fault";
            default -> "not known to the reader";
        };
    }
}
