package sekisho.site.json;

import org.jspecify.annotations.Nullable;

import sekisho.site.BadgeId;
import sekisho.site.CredentialId;
import sekisho.site.Deed;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.Fact;
import sekisho.site.Finding;
import sekisho.site.MachineId;
import sekisho.site.MediaId;
import sekisho.site.Observation;
import sekisho.site.Paperwork;
import sekisho.site.PermitId;
import sekisho.site.PersonId;
import sekisho.site.ReaderId;
import sekisho.site.SourceId;
import sekisho.site.VisitId;
import sekisho.site.ZoneId;

import java.time.Instant;

/// Members to fact. Total: every type has a fact or a reason.
final class FactReader {
    private FactReader() {}

    static Fact read(String type, @Nullable SourceId source, Members in) throws Unreadable {
        Instant at = in.time("at");
        return switch (type) {
            case "access.granted" ->
                    new Observation.AccessGranted(
                            at,
                            zone(in),
                            door(in),
                            in.idOrNull("reader", ReaderId::new),
                            direction(in.text("direction")),
                            in.idOrNull("credential", CredentialId::new),
                            in.idOrNull("person", PersonId::new));
            case "access.denied" -> {
                String direction = in.textOrNull("direction");
                yield new Observation.AccessDenied(
                        at,
                        zone(in),
                        door(in),
                        in.idOrNull("reader", ReaderId::new),
                        direction == null ? null : direction(direction),
                        in.idOrNull("credential", CredentialId::new),
                        in.idOrNull("person", PersonId::new),
                        in.textOrNull("reason"));
            }
            case "card.presented" ->
                    new Observation.CardPresented(
                            at,
                            in.id("reader", ReaderId::new),
                            in.idOrNull("credential", CredentialId::new),
                            in.idOrNull("person", PersonId::new),
                            in.textOrNull("kind"),
                            in.textOrNull("reason"));
            case "door.opened" -> new Observation.DoorOpened(at, zone(in), door(in));
            case "door.closed" -> new Observation.DoorClosed(at, zone(in), door(in));
            case "door.forced" -> new Observation.DoorForced(at, zone(in), door(in));
            case "door.held" -> new Observation.DoorHeld(at, zone(in), door(in));
            case "exit.requested" -> new Observation.ExitRequested(at, zone(in), door(in));
            case "motion.detected" -> motion(at, in);
            case "media.inserted" -> inserted(at, in);
            case "media.removed" -> removed(at, in);
            case "media.admitted" -> admitted(at, in);
            case "media.refused" -> refused(at, in);
            case "source.alive" ->
                    new Observation.SourceAlive(
                            at, required(source), zoneOrNull(in), in.seconds("intervalSeconds"));
            case "source.lost" ->
                    new Observation.SourceLost(
                            at, required(source), zoneOrNull(in), in.textOrNull("reason"));
            case "source.restored" ->
                    new Observation.SourceRestored(at, required(source), zoneOrNull(in));
            case "source.deaf" ->
                    new Observation.SourceDeaf(
                            at,
                            required(source),
                            zoneOrNull(in),
                            in.text("sense"),
                            in.textOrNull("reason"));
            case "source.hears" ->
                    new Observation.SourceHears(
                            at, required(source), zoneOrNull(in), in.text("sense"));
            case "source.tampered" ->
                    new Observation.SourceTampered(
                            at, required(source), zoneOrNull(in), in.textOrNull("reason"));
            case "source.clock" ->
                    new Observation.SourceClock(
                            at, required(source), zoneOrNull(in), in.seconds("aheadSeconds"));
            case "source.noise" ->
                    new Observation.SourceNoise(
                            at,
                            required(source),
                            zoneOrNull(in),
                            in.number("count"),
                            in.text("reason"),
                            in.textOrNull("sample"));
            case "source.gap" ->
                    new Observation.SourceGap(
                            at,
                            required(source),
                            zoneOrNull(in),
                            in.number("count"),
                            in.time("from"),
                            in.time("until"),
                            in.text("reason"));
            case "visit.registered" ->
                    new Paperwork.VisitRegistered(
                            at,
                            in.id("visit", VisitId::new),
                            zone(in),
                            in.text("kind"),
                            in.idOrNull("escort", PersonId::new),
                            in.timeOrNull("plannedExit"),
                            in.idOrNull("badge", BadgeId::new),
                            in.textOrNull("name"),
                            in.textOrNull("company"),
                            in.textOrNull("purpose"),
                            in.texts("carriedItems"));
            case "visit.left" ->
                    new Paperwork.VisitLeft(at, in.id("visit", VisitId::new), zoneOrNull(in));
            case "media.permitted" -> permitted(at, in);
            case "media.revoked" ->
                    new Paperwork.MediaRevoked(
                            at,
                            in.idOrNull("permit", PermitId::new),
                            in.idOrNull("media", MediaId::new),
                            zoneOrNull(in));
            case "media.carriedIn" ->
                    new Paperwork.MediaCarriedIn(at, zone(in), media(in), person(in));
            case "media.carriedOut" ->
                    new Paperwork.MediaCarriedOut(at, zone(in), media(in), person(in));
            case "machine.baseline" ->
                    new Paperwork.BaselineAdopted(
                            at,
                            zone(in),
                            in.id("machine", MachineId::new),
                            PatternCodec.read(in, "devices"),
                            in.textOrNull("by"));
            case "plan.adopted" -> PlanCodec.read(at, in);
            case "finding.raised" ->
                    new Finding.FindingRaised(
                            at,
                            in.text("rule"),
                            zoneOrNull(in),
                            in.textMap("subject"),
                            in.numbers("because"),
                            in.flag("late"));
            case "finding.withdrawn" ->
                    new Finding.FindingWithdrawn(
                            at,
                            in.text("rule"),
                            zoneOrNull(in),
                            in.textMap("subject"),
                            in.numbers("because"));
            case "alarm.acknowledged" ->
                    new Deed.AlarmAcknowledged(
                            at, in.number("finding"), in.text("by"), in.textOrNull("note"));
            default -> family(type, at, in);
        };
    }

    /// Types that are known by what they begin with.
    private static Fact family(String type, Instant at, Members in) throws Unreadable {
        int dot = type.indexOf('.');
        return switch (dot < 0 ? "" : type.substring(0, dot)) {
            case "person", "credential", "authorisation", "badge", "contract" ->
                    new Paperwork.RegisterChanged(at, type, in.leftOverTaken());
            case "alarm",
                    "correction",
                    "export",
                    "read",
                    "erasure",
                    "session",
                    "station",
                    "agent" -> {
                String by = in.text("by");
                yield new Deed.DeedDone(at, type, by, in.leftOverTaken());
            }
            default -> throw new Unreadable("the type \"" + type + "\" is not known");
        };
    }

    private static Observation motion(Instant at, Members in) throws Unreadable {
        Long count = in.numberOrNull("count");
        if (count != null && (count < 0 || count > Integer.MAX_VALUE)) {
            throw new Unreadable("\"count\" must be a number of people, not " + count);
        }
        return new Observation.MotionDetected(
                at, zone(in), count == null ? null : count.intValue());
    }

    private static Observation inserted(Instant at, Members in) throws Unreadable {
        var vid = in.textOrNull("vid");
        var pid = in.textOrNull("pid");
        var serial = in.textOrNull("serial");
        return new Observation.MediaInserted(
                at,
                zone(in),
                in.id("machine", MachineId::new),
                in.textOrNull("port"),
                vid,
                pid,
                serial,
                in.texts("interfaces"),
                mediaOf(in, vid, pid, serial),
                in.idOrNull("operator", PersonId::new),
                in.flag("preexisting"),
                in.flag("unattended"),
                in.textOrNull("connect"));
    }

    private static Observation removed(Instant at, Members in) throws Unreadable {
        var vid = in.textOrNull("vid");
        var pid = in.textOrNull("pid");
        var serial = in.textOrNull("serial");
        return new Observation.MediaRemoved(
                at,
                zone(in),
                in.id("machine", MachineId::new),
                in.textOrNull("port"),
                vid,
                pid,
                serial,
                mediaOf(in, vid, pid, serial),
                in.flag("unattended"));
    }

    private static Observation admitted(Instant at, Members in) throws Unreadable {
        var vid = in.textOrNull("vid");
        var pid = in.textOrNull("pid");
        var serial = in.textOrNull("serial");
        return new Observation.MediaAdmitted(
                at,
                zone(in),
                in.id("machine", MachineId::new),
                in.textOrNull("port"),
                vid,
                pid,
                serial,
                in.texts("interfaces"),
                mediaOf(in, vid, pid, serial),
                in.idOrNull("permit", PermitId::new),
                in.text("reason"));
    }

    private static Observation refused(Instant at, Members in) throws Unreadable {
        var vid = in.textOrNull("vid");
        var pid = in.textOrNull("pid");
        var serial = in.textOrNull("serial");
        return new Observation.MediaRefused(
                at,
                zone(in),
                in.id("machine", MachineId::new),
                in.textOrNull("port"),
                vid,
                pid,
                serial,
                in.texts("interfaces"),
                mediaOf(in, vid, pid, serial),
                in.idOrNull("permit", PermitId::new),
                in.text("reason"));
    }

    private static MediaId mediaOf(
            Members in, @Nullable String vid, @Nullable String pid, @Nullable String serial)
            throws Unreadable {
        MediaId named = in.idOrNull("media", MediaId::new);
        if (named != null) {
            return named;
        }
        if (vid == null || pid == null) {
            throw new Unreadable("the member \"media\" is missing, and so is \"vid\" or \"pid\"");
        }
        return MediaId.of(vid, pid, serial);
    }

    private static Paperwork permitted(Instant at, Members in) throws Unreadable {
        var permit = in.id("permit", PermitId::new);
        Instant from = in.time("from");
        Instant until = in.time("until");
        if (until.isBefore(from)) {
            throw new Unreadable("\"until\" lies before \"from\"");
        }
        return new Paperwork.MediaPermitted(
                at,
                permit,
                media(in),
                zone(in),
                in.idOrNull("machine", MachineId::new),
                in.idOrNull("person", PersonId::new),
                from,
                until,
                in.textOrNull("direction"),
                in.textsOrNull("interfaces"));
    }

    private static Direction direction(String text) throws Unreadable {
        return switch (text) {
            case "in" -> Direction.IN;
            case "out" -> Direction.OUT;
            default -> throw new Unreadable("\"direction\" must be \"in\" or \"out\", not " + text);
        };
    }

    private static ZoneId zone(Members in) throws Unreadable {
        return in.id("zone", ZoneId::new);
    }

    private static @Nullable ZoneId zoneOrNull(Members in) throws Unreadable {
        return in.idOrNull("zone", ZoneId::new);
    }

    private static DoorId door(Members in) throws Unreadable {
        return in.id("door", DoorId::new);
    }

    private static MediaId media(Members in) throws Unreadable {
        return in.id("media", MediaId::new);
    }

    private static PersonId person(Members in) throws Unreadable {
        return in.id("person", PersonId::new);
    }

    private static SourceId required(@Nullable SourceId source) throws Unreadable {
        if (source == null) {
            throw new Unreadable("the member \"source\" is missing");
        }
        return source;
    }
}
