package sekisho.correlation;

import sekisho.site.DevicePattern;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.Fact;
import sekisho.site.MachineId;
import sekisho.site.MediaId;
import sekisho.site.Observation.AccessDenied;
import sekisho.site.Observation.AccessGranted;
import sekisho.site.Observation.DoorClosed;
import sekisho.site.Observation.DoorOpened;
import sekisho.site.Observation.ExitRequested;
import sekisho.site.Observation.MediaInserted;
import sekisho.site.Observation.MediaRemoved;
import sekisho.site.Observation.MotionDetected;
import sekisho.site.Observation.SourceAlive;
import sekisho.site.Observation.SourceDeaf;
import sekisho.site.Paperwork.BaselineAdopted;
import sekisho.site.Paperwork.MediaCarriedIn;
import sekisho.site.Paperwork.MediaCarriedOut;
import sekisho.site.Paperwork.MediaPermitted;
import sekisho.site.Paperwork.MediaRevoked;
import sekisho.site.Paperwork.VisitLeft;
import sekisho.site.Paperwork.VisitRegistered;
import sekisho.site.PermitId;
import sekisho.site.PersonId;
import sekisho.site.SourceId;
import sekisho.site.VisitId;
import sekisho.site.ZoneId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Facts in few words, for tests: each still lacks the moment at which it happens.
interface Said extends Function<Instant, Fact> {

    static Said in(String person, String zone, String door) {
        return at -> access(at, zone, door, Direction.IN, person);
    }

    static Said out(String person, String zone, String door) {
        return at -> access(at, zone, door, Direction.OUT, person);
    }

    private static Fact access(Instant at, String zone, String door, Direction way, String person) {
        return new AccessGranted(
                at, new ZoneId(zone), new DoorId(door), null, way, null, new PersonId(person));
    }

    static Said denied(String zone, String door) {
        return at ->
                new AccessDenied(
                        at, new ZoneId(zone), new DoorId(door), null, null, null, null, null);
    }

    static Said opened(String zone, String door) {
        return at -> new DoorOpened(at, new ZoneId(zone), new DoorId(door));
    }

    static Said closed(String zone, String door) {
        return at -> new DoorClosed(at, new ZoneId(zone), new DoorId(door));
    }

    static Said exit(String zone, String door) {
        return at -> new ExitRequested(at, new ZoneId(zone), new DoorId(door));
    }

    static Said motion(String zone) {
        return at -> new MotionDetected(at, new ZoneId(zone), null);
    }

    /// @param media `vendor:product:serial`
    static Said inserted(String zone, String machine, String media) {
        return insertedBy(zone, machine, media, null);
    }

    /// These devices are a machine's own from here on, each known by its id alone.
    static Said own(String zone, String machine, String... media) {
        var devices = new ArrayList<DevicePattern>();
        for (String one : media) {
            String[] parts = one.split(":", -1);
            devices.add(DevicePattern.of(parts[0], parts[1], parts[2], null, List.of("08:06:50")));
        }
        return at ->
                new BaselineAdopted(at, new ZoneId(zone), new MachineId(machine), devices, "sato");
    }

    static Said insertedBy(
            String zone,
            String machine,
            String media,
            @org.jspecify.annotations.Nullable String operator) {
        String[] parts = media.split(":", -1);
        return at ->
                new MediaInserted(
                        at,
                        new ZoneId(zone),
                        new MachineId(machine),
                        "1-1",
                        parts[0],
                        parts[1],
                        parts[2].isEmpty() ? null : parts[2],
                        List.of("08:06:50"),
                        new MediaId(media),
                        operator == null ? null : new PersonId(operator),
                        false);
    }

    static Said removed(String zone, String machine, String media) {
        return at ->
                new MediaRemoved(
                        at,
                        new ZoneId(zone),
                        new MachineId(machine),
                        "1-1",
                        null,
                        null,
                        null,
                        new MediaId(media));
    }

    static Said alive(String source, int seconds) {
        return at -> new SourceAlive(at, new SourceId(source), null, Duration.ofSeconds(seconds));
    }

    static Said deaf(String source, String sense) {
        return at -> new SourceDeaf(at, new SourceId(source), null, sense, null);
    }

    static Said visit(String visit, String zone, String kind, String escort) {
        return visit(visit, zone, kind, escort, null);
    }

    static Said visit(
            String visit,
            String zone,
            String kind,
            String escort,
            @org.jspecify.annotations.Nullable Instant plannedExit) {
        return at ->
                new VisitRegistered(
                        at,
                        new VisitId(visit),
                        new ZoneId(zone),
                        kind,
                        escort.isEmpty() ? null : new PersonId(escort),
                        plannedExit,
                        null,
                        null,
                        null,
                        null,
                        List.of());
    }

    static Said left(String visit) {
        return at -> new VisitLeft(at, new VisitId(visit), null);
    }

    static Said permitted(String permit, String media, String zone, Instant from, Instant until) {
        return at ->
                new MediaPermitted(
                        at,
                        new PermitId(permit),
                        new MediaId(media),
                        new ZoneId(zone),
                        null,
                        null,
                        from,
                        until,
                        null,
                        null);
    }

    static Said revoked(String permit) {
        return at -> new MediaRevoked(at, new PermitId(permit), null, null);
    }

    static Said revoked(String media, String zone) {
        return at -> new MediaRevoked(at, null, new MediaId(media), new ZoneId(zone));
    }

    static Said carriedIn(String person, String zone, String media) {
        return at ->
                new MediaCarriedIn(at, new ZoneId(zone), new MediaId(media), new PersonId(person));
    }

    static Said carriedOut(String person, String zone, String media) {
        return at ->
                new MediaCarriedOut(at, new ZoneId(zone), new MediaId(media), new PersonId(person));
    }
}
