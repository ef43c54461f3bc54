package sekisho.web;

import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.Finding.FindingRaised;
import sekisho.site.MachineId;
import sekisho.site.MediaId;
import sekisho.site.Observation.AccessGranted;
import sekisho.site.Observation.DoorClosed;
import sekisho.site.Observation.DoorOpened;
import sekisho.site.Observation.MediaInserted;
import sekisho.site.Observation.SourceAlive;
import sekisho.site.Paperwork.VisitRegistered;
import sekisho.site.PersonId;
import sekisho.site.SourceId;
import sekisho.site.VisitId;
import sekisho.site.ZoneId;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Facts about the sample site in one line each.
public final class SampleFacts {
    private SampleFacts() {}

    public static AccessGranted in(Instant at, PersonId person, ZoneId zone, DoorId door) {
        return new AccessGranted(at, zone, door, null, Direction.IN, null, person);
    }

    public static AccessGranted out(Instant at, PersonId person, ZoneId zone, DoorId door) {
        return new AccessGranted(at, zone, door, null, Direction.OUT, null, person);
    }

    public static DoorOpened opened(Instant at) {
        return new DoorOpened(at, SampleSite.ROOM, SampleSite.FRONT);
    }

    public static DoorClosed closed(Instant at) {
        return new DoorClosed(at, SampleSite.ROOM, SampleSite.FRONT);
    }

    public static VisitRegistered visit(Instant at, String visit) {
        return new VisitRegistered(
                at,
                new VisitId(visit),
                SampleSite.ROOM,
                "vendor",
                SampleSite.SATO,
                at.plus(Duration.ofHours(2)),
                null,
                "田中 次郎",
                "保守サービス株式会社",
                "ディスク交換",
                List.of("ノートPC", "交換用ディスク"));
    }

    public static MediaInserted inserted(Instant at, MachineId machine, String serial) {
        return new MediaInserted(
                at,
                SampleSite.ROOM,
                machine,
                "1-2",
                "0951",
                "1666",
                serial,
                List.of("08:06:50"),
                MediaId.of("0951", "1666", serial),
                null,
                false);
    }

    public static SourceAlive alive(Instant at, String source) {
        return new SourceAlive(at, new SourceId(source), null, Duration.ofSeconds(10));
    }

    /// An opening that nobody wrote down.
    public static FindingRaised unlogged(Instant at, long opening) {
        return new FindingRaised(
                at.plusSeconds(10),
                "unlogged-entry",
                SampleSite.ROOM,
                Map.of("door", SampleSite.FRONT.value()),
                List.of(opening),
                false);
    }

    /// A stick that nobody permitted.
    public static FindingRaised unauthorised(MediaInserted inserted, long insertion) {
        return new FindingRaised(
                inserted.at(),
                "unauthorised-media",
                inserted.zone(),
                Map.of(
                        "machine", inserted.machine().value(),
                        "media", inserted.media().value()),
                List.of(insertion),
                false);
    }
}
