package sekisho.sensor.osdp;

import org.jspecify.annotations.Nullable;

import sekisho.config.Faults;
import sekisho.config.Form;
import sekisho.config.Mark;
import sekisho.config.Section;
import sekisho.sensor.CardFormats;
import sekisho.sensor.Surroundings;
import sekisho.sensor.line.LineAddress;
import sekisho.sensor.line.LineAddressPart;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.ReaderId;
import sekisho.site.ZoneId;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `osdp:`, the lines of readers and the doors they are at.
public final class OsdpPart {
    private static final Form<Integer> INPUT = Form.whole(0, 255);
    private static final Form<Integer> ADDRESS = Form.whole(0, OsdpReaderConfig.ADDRESS_MAX);
    private static final Form<Integer> BAUD =
            Form.oneOf(OsdpLineConfig.BAUD.stream().mapToInt(Integer::intValue).toArray());
    private static final Form<Instant> INSTANT =
            Form.of("an instant such as 2026-11-21T18:00:00+09:00", OsdpPart::instant);

    /// What an active contact input means.
    private enum Contact {
        CLOSED,
        OPEN
    }

    /// How a reader is to talk.
    private enum Security {
        SECURE,
        PLAIN
    }

    private final Faults faults;
    private final Surroundings plan;
    private final Map<String, Mark> names = new HashMap<>();
    private final Map<String, Mark> keyFiles = new HashMap<>();
    private final List<OsdpLineConfig> lines = new ArrayList<>();

    private OsdpPart(Surroundings plan) {
        this.faults = plan.faults();
        this.plan = plan;
    }

    /// The lines of readers that a site file names.
    public static List<OsdpLineConfig> read(Section root, Surroundings plan) {
        var part = new OsdpPart(plan);
        root.sections("osdp", "a line of readers").forEach(part::readLine);
        return part.lines;
    }

    private void readLine(Section in) {
        String name = in.required("name", Form.TEXT.asking("a name for the line"));
        if (name != null) {
            once(names, name, in.mark("name"), "another line is called \"" + name + '"');
        }
        LineAddress address = LineAddressPart.read(in, "a line of readers", BAUD, plan.lines());
        Path keys = keys(in);
        Security usual = in.optional("security", Form.word(Security.class), Security.SECURE);
        Map<String, Mark> taken = new HashMap<>();
        List<OsdpReaderConfig> here = new ArrayList<>();
        for (Section reader : in.sections("readers", "a reader")) {
            OsdpReaderConfig read = readReader(reader, taken, usual, keys);
            if (read != null) {
                here.add(read);
            }
        }
        boolean eachAtItsOwnAddress = here.size() == taken.size();
        if (name != null && address != null && eachAtItsOwnAddress) {
            lines.add(new OsdpLineConfig(name, address, here, keys));
        }
    }

    /// The file of the keys, looked into so that its faults are told before the station starts.
    private @Nullable Path keys(Section in) {
        Path keys = in.optional("keys", Form.PATH);
        if (keys == null) {
            return null;
        }
        Path file = faults.file().toAbsolutePath().resolveSibling(keys).normalize();
        once(keyFiles, file.toString(), in.mark("keys"), "another line has its keys in " + file);
        try {
            OsdpKeyFile.open(file);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            in.fault("keys", String.valueOf(e.getMessage()));
        }
        return file;
    }

    /// A reader talks on a secure channel unless somebody wrote that it need not.
    private static OsdpSecurity security(Section in, Security usual, boolean hasKeys) {
        Security security = in.optional("security", Form.word(Security.class), usual);
        Instant installUntil = in.optional("install-until", INSTANT);
        if (security == Security.PLAIN) {
            if (installUntil != null) {
                in.fault("install-until", "only a reader with \"security: secure\" is given a key");
            }
            return new OsdpSecurity.Plain();
        }
        if (!hasKeys) {
            in.fault(
                    "security",
                    "readers talk on a secure channel: the line needs \"keys\", a file for their"
                            + " keys; a reader that can't is allowed with \"security: plain\"");
        }
        return new OsdpSecurity.Secure(installUntil);
    }

    private @Nullable OsdpReaderConfig readReader(
            Section in, Map<String, Mark> taken, Security usual, @Nullable Path keys) {
        DoorId door = in.required("door", Form.id(DoorId::new).asking("the id of its door"));
        Direction direction = in.required("direction", Form.word(Direction.class));
        Integer address = in.required("address", ADDRESS);
        ReaderId id = in.optional("id", Form.id(ReaderId::new));
        Integer contact = in.optional("contact", INPUT);
        Contact active = in.optional("contact-active", Form.word(Contact.class), Contact.CLOSED);
        Integer exitButton = in.optional("exit-button", INPUT);
        Duration offlineAfter =
                in.optional("offline-after", Form.SPAN, OsdpReaderConfig.OFFLINE_AFTER);
        OsdpSecurity security = security(in, usual, keys != null);
        CardFormats cards = plan.cardFormats().read(in);
        if (address != null) {
            once(
                    taken,
                    address.toString(),
                    in.mark("address"),
                    "another reader of this line has the address " + address);
        }
        if (contact != null && contact.equals(exitButton)) {
            in.fault("exit-button", "the contact is already at input " + contact);
            return null;
        }
        if (offlineAfter.isZero()) {
            in.fault("offline-after", "a reader needs a second at least to count as lost");
            return null;
        }
        if (door == null) {
            return null;
        }
        ZoneId zone = plan.zoneOf(door, in.mark("door"));
        if (zone == null || direction == null || address == null) {
            return null;
        }
        ReaderId named = id == null ? usualId(door, direction) : id;
        plan.readers().add(named, id == null ? in.mark() : in.mark("id"));
        return new OsdpReaderConfig(
                named,
                address,
                door,
                zone,
                direction,
                contact,
                active == Contact.CLOSED,
                exitButton,
                offlineAfter,
                security,
                cards);
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    /// Most doors have one reader on each side.
    private static ReaderId usualId(DoorId door, Direction direction) {
        return new ReaderId(door.value() + '-' + direction.name().toLowerCase(Locale.ROOT));
    }

    private void once(Map<String, Mark> taken, String what, Mark mark, String message) {
        Mark before = taken.putIfAbsent(what, mark);
        if (before != null) {
            faults.add(mark, message + ", in line " + (before.line()));
        }
    }
}
