package sekisho.bench;

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
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/// Ordinary traffic of many zones without end, in order of event time: people come, move about and
/// go; some are visitors, some bring media, some try the wrong door, some slip through behind
/// others.
///
/// Every zone has a door, and something begins in it every twenty seconds on average, however many
/// zones there are. At first everybody comes in once, so that behind [#opening] facts nobody is
/// new.
public final class Traffic {
    private static final Instant BEGIN = Instant.parse("2026-11-15T23:00:00Z");
    private static final long ZONE_MICROS = 20_000_000;

    private record Pending(Fact fact, long order) {}

    private final Random random = new Random(42);
    private final int zones;
    private final PriorityQueue<Pending> coming =
            new PriorityQueue<>(
                    Comparator.comparing((Pending one) -> one.fact().at())
                            .thenComparing(Pending::order));
    private final ZoneId[] zoneIds;
    private final DoorId[] doorIds;
    private final SourceId[] sourceIds = new SourceId[100];
    private final PersonId[] people;
    private final int[] first;
    private final boolean[] inside;
    private Instant now = BEGIN;
    private long scenes;
    private long order;

    /// Four people in each zone.
    public Traffic(int zones) {
        this(zones, 4);
    }

    Traffic(int zones, int peoplePerZone) {
        this.zones = zones;
        zoneIds = new ZoneId[zones];
        doorIds = new DoorId[zones];
        for (int zone = 0; zone < zones; zone++) {
            zoneIds[zone] = new ZoneId("zone-" + zone);
            doorIds[zone] = new DoorId("door-" + zone);
        }
        for (int source = 0; source < sourceIds.length; source++) {
            sourceIds[source] = new SourceId("source-" + source);
        }
        people = new PersonId[zones * peoplePerZone];
        for (int person = 0; person < people.length; person++) {
            people[person] = new PersonId("person-" + person);
        }
        inside = new boolean[people.length];
        first = shuffled(people.length);
    }

    /// How many facts it takes until everybody has come in.
    public int opening() {
        return 3 * people.length;
    }

    /// What happens next.
    public Fact next() {
        while (coming.isEmpty() || coming.element().fact().at().isAfter(now)) {
            now = BEGIN.plusMillis(scenes * ZONE_MICROS / zones / 1000);
            scene();
            scenes++;
        }
        return coming.remove().fact();
    }

    private int[] shuffled(int count) {
        var numbers = new int[count];
        for (int i = 0; i < count; i++) {
            int k = random.nextInt(i + 1);
            numbers[i] = numbers[k];
            numbers[k] = i;
        }
        return numbers;
    }

    private void scene() {
        if (scenes < first.length) {
            int person = first[(int) scenes];
            passage(person % zones, person);
            return;
        }
        int person = random.nextInt(people.length);
        int zone = person % zones;
        int kind = random.nextInt(1000);
        if (kind < 700) {
            passage(zone, person);
        } else if (kind < 930) {
            say(new MotionDetected(now, zoneIds[zone], null));
        } else if (kind < 980) {
            Duration interval = Duration.ofSeconds(600);
            say(new SourceAlive(now, sourceIds[zone % sourceIds.length], null, interval));
        } else if (kind < 985) {
            say(new ExitRequested(now, zoneIds[zone], doorIds[zone]));
        } else if (kind < 990) {
            say(new AccessDenied(now, zoneIds[zone], doorIds[zone], null, null, null, null, null));
        } else if (kind < 995) {
            visit(zone, person);
        } else {
            media(zone);
        }
    }

    private void passage(int zone, int person) {
        Direction direction = inside[person] ? Direction.OUT : Direction.IN;
        inside[person] = !inside[person];
        boolean read = random.nextInt(200) > 0;
        if (read) {
            say(
                    new AccessGranted(
                            now,
                            zoneIds[zone],
                            doorIds[zone],
                            null,
                            direction,
                            null,
                            people[person]));
        }
        say(new DoorOpened(now.plusMillis(1500), zoneIds[zone], doorIds[zone]));
        int held = random.nextInt(200) == 0 ? 40_000 : 3000 + random.nextInt(6000);
        say(new DoorClosed(now.plusMillis(1500 + held), zoneIds[zone], doorIds[zone]));
    }

    private void visit(int zone, int person) {
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

    private void media(int zone) {
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
