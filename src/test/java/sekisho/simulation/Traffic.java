package sekisho.simulation;

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
import sekisho.site.Observation.MotionDetected;
import sekisho.site.Observation.SourceAlive;
import sekisho.site.Paperwork.MediaPermitted;
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
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/// Ordinary traffic of many zones, for benchmarks: people come, move about and go; some are
/// visitors, some bring media, some try the wrong door.
final class Traffic {
    private static final Instant BEGIN = Instant.parse("2026-11-15T23:00:00Z");
    private static final int PEOPLE_PER_ZONE = 4;

    private record Pending(Fact fact, long order) {}

    private final Random random = new Random(42);
    private final int zones;
    private final int limit;
    private final List<Fact> facts;
    private final PriorityQueue<Pending> coming =
            new PriorityQueue<>(
                    Comparator.comparing((Pending one) -> one.fact().at())
                            .thenComparing(Pending::order));
    private final ZoneId[] zoneIds;
    private final DoorId[] doorIds;
    private final PersonId[] people;
    private final boolean[] inside;
    private long order;

    private Traffic(int zones, int limit) {
        this.zones = zones;
        this.limit = limit;
        this.facts = new ArrayList<>(limit);
        zoneIds = new ZoneId[zones];
        doorIds = new DoorId[zones];
        for (int zone = 0; zone < zones; zone++) {
            zoneIds[zone] = new ZoneId("zone-" + zone);
            doorIds[zone] = new DoorId("door-" + zone);
        }
        people = new PersonId[zones * PEOPLE_PER_ZONE];
        for (int person = 0; person < people.length; person++) {
            people[person] = new PersonId("person-" + person);
        }
        inside = new boolean[people.length];
    }

    /// So many facts, sorted by the time at which they happened.
    static List<Fact> of(int zones, int limit) {
        var traffic = new Traffic(zones, limit);
        traffic.run();
        return traffic.facts;
    }

    private void run() {
        long millisPerScene = Math.max(1, 20_000 / zones);
        Instant now = BEGIN;
        for (int scene = 0; facts.size() < limit; scene++) {
            now = BEGIN.plusMillis(scene * millisPerScene + random.nextInt((int) millisPerScene));
            scene(now);
            while (facts.size() < limit
                    && !coming.isEmpty()
                    && !coming.element().fact().at().isAfter(now)) {
                facts.add(coming.remove().fact());
            }
        }
    }

    private void scene(Instant now) {
        int person = random.nextInt(people.length);
        int zone = person % zones;
        int kind = random.nextInt(1000);
        if (kind < 700) {
            passage(now, zone, person);
        } else if (kind < 930) {
            say(new MotionDetected(now, zoneIds[zone], null));
        } else if (kind < 980) {
            say(
                    new SourceAlive(
                            now,
                            new SourceId("source-" + zone % 100),
                            null,
                            Duration.ofSeconds(600)));
        } else if (kind < 985) {
            say(new ExitRequested(now, zoneIds[zone], doorIds[zone]));
        } else if (kind < 990) {
            say(new AccessDenied(now, zoneIds[zone], doorIds[zone], null, null, null, null, null));
        } else if (kind < 995) {
            visit(now, zone, person);
        } else {
            media(now, zone);
        }
    }

    private void passage(Instant now, int zone, int person) {
        Direction direction = inside[person] ? Direction.OUT : Direction.IN;
        inside[person] = !inside[person];
        say(
                new AccessGranted(
                        now, zoneIds[zone], doorIds[zone], null, direction, null, people[person]));
        say(new DoorOpened(now.plusMillis(1500), zoneIds[zone], doorIds[zone]));
        int held = random.nextInt(200) == 0 ? 40_000 : 3000 + random.nextInt(6000);
        say(new DoorClosed(now.plusMillis(1500 + held), zoneIds[zone], doorIds[zone]));
    }

    private void visit(Instant now, int zone, int person) {
        var visit = new VisitId("visit-" + order);
        say(
                new VisitRegistered(
                        now,
                        visit,
                        zoneIds[zone],
                        random.nextBoolean() ? "vendor" : "guest",
                        people[person],
                        now.plusSeconds(3600),
                        null,
                        null,
                        null,
                        null,
                        List.of()));
        say(new VisitLeft(now.plusSeconds(600 + random.nextInt(4000)), visit, zoneIds[zone]));
    }

    private void media(Instant now, int zone) {
        var media = new MediaId("0781:5567:" + order);
        if (random.nextInt(10) > 0) {
            say(
                    new MediaPermitted(
                            now,
                            new PermitId("permit-" + order),
                            media,
                            zoneIds[zone],
                            null,
                            null,
                            now,
                            now.plusSeconds(600),
                            null,
                            null));
        }
        say(
                new MediaInserted(
                        now.plusSeconds(60),
                        zoneIds[zone],
                        new MachineId("machine-" + zone),
                        "1-1",
                        "0781",
                        "5567",
                        "" + order,
                        List.of("08:06:50"),
                        media,
                        null,
                        false));
    }

    private void say(Fact fact) {
        coming.add(new Pending(fact, order++));
    }
}
