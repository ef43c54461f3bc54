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
import java.util.function.Function;

/// Ordinary traffic of many zones without end, in order of event time: people come, move about and
/// go; some are visitors, some bring media, some try the wrong door, some slip through behind
/// others.
///
/// Every zone has a door, and, unless told otherwise, something begins in it every twenty seconds
/// on average, however many zones there are. At first everybody comes in once, so that behind
/// [#opening] facts nobody is new.
public final class Traffic {
    private static final Instant BEGIN = Instant.parse("2026-11-15T23:00:00Z");
    private static final long ZONE_SECONDS = 20;

    /// What will happen: its fact is made when it does, with ids of its own around texts that come
    /// again, so that facts lie in memory as a decoder leaves them there.
    private record Pending(long at, long order, Function<Instant, Fact> fact) {}

    private final Random random = new Random(42);
    private final int zones;
    private final long zoneMicros;
    private final PriorityQueue<Pending> coming =
            new PriorityQueue<>(
                    Comparator.comparingLong(Pending::at).thenComparingLong(Pending::order));
    private final String[] zoneNames;
    private final String[] doorNames;
    private final SourceId[] sourceIds = new SourceId[100];
    private final String[] people;
    private final int[] first;
    private final boolean[] inside;
    private long now = BEGIN.toEpochMilli();
    private long scenes;
    private long order;

    /// Four people in each zone.
    public Traffic(int zones) {
        this(zones, 4, ZONE_SECONDS);
    }

    /// @param zoneSeconds between two beginnings in a zone, on average
    Traffic(int zones, int peoplePerZone, long zoneSeconds) {
        this.zoneMicros = zoneSeconds * 1_000_000;
        this.zones = zones;
        zoneNames = new String[zones];
        doorNames = new String[zones];
        for (int zone = 0; zone < zones; zone++) {
            zoneNames[zone] = "zone-" + zone;
            doorNames[zone] = "door-" + zone;
        }
        for (int source = 0; source < sourceIds.length; source++) {
            sourceIds[source] = new SourceId("source-" + source);
        }
        people = new String[zones * peoplePerZone];
        for (int person = 0; person < people.length; person++) {
            people[person] = "person-" + person;
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
        while (coming.isEmpty() || coming.element().at() > now) {
            now = BEGIN.toEpochMilli() + scenes * zoneMicros / zones / 1000;
            scene();
            scenes++;
        }
        Pending first = coming.remove();
        return first.fact().apply(Instant.ofEpochMilli(first.at()));
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
        int number = person % zones;
        String zone = zoneNames[number];
        String door = doorNames[number];
        int kind = random.nextInt(1000);
        if (kind < 700) {
            passage(number, person);
        } else if (kind < 930) {
            say(0, at -> new MotionDetected(at, new ZoneId(zone), null));
        } else if (kind < 980) {
            SourceId source = sourceIds[number % sourceIds.length];
            say(0, at -> new SourceAlive(at, source, null, Duration.ofSeconds(600)));
        } else if (kind < 985) {
            say(0, at -> new ExitRequested(at, new ZoneId(zone), new DoorId(door)));
        } else if (kind < 990) {
            say(
                    0,
                    at ->
                            new AccessDenied(
                                    at,
                                    new ZoneId(zone),
                                    new DoorId(door),
                                    null,
                                    null,
                                    null,
                                    null,
                                    null));
        } else if (kind < 995) {
            visit(zone, people[person]);
        } else {
            media(zone, new MachineId("machine-" + number));
        }
    }

    private void passage(int number, int person) {
        String zone = zoneNames[number];
        String door = doorNames[number];
        String who = people[person];
        Direction direction = inside[person] ? Direction.OUT : Direction.IN;
        inside[person] = !inside[person];
        boolean read = random.nextInt(200) > 0;
        if (read) {
            say(
                    0,
                    at ->
                            new AccessGranted(
                                    at,
                                    new ZoneId(zone),
                                    new DoorId(door),
                                    null,
                                    direction,
                                    null,
                                    new PersonId(who)));
        }
        say(1500, at -> new DoorOpened(at, new ZoneId(zone), new DoorId(door)));
        int held = random.nextInt(200) == 0 ? 40_000 : 3000 + random.nextInt(6000);
        say(1500 + held, at -> new DoorClosed(at, new ZoneId(zone), new DoorId(door)));
    }

    private void visit(String zone, String escort) {
        var visit = new VisitId("visit-" + order);
        String kind = random.nextBoolean() ? "vendor" : "guest";
        say(
                0,
                at ->
                        new VisitRegistered(
                                at,
                                visit,
                                new ZoneId(zone),
                                kind,
                                new PersonId(escort),
                                at.plusSeconds(3600),
                                null,
                                null,
                                null,
                                null,
                                List.of()));
        say(
                600_000 + random.nextInt(4000) * 1000L,
                at -> new VisitLeft(at, visit, new ZoneId(zone)));
    }

    private void media(String zone, MachineId machine) {
        var media = new MediaId("0781:5567:" + order);
        var permit = new PermitId("permit-" + order);
        if (random.nextInt(10) > 0) {
            say(
                    0,
                    at ->
                            new MediaPermitted(
                                    at,
                                    permit,
                                    media,
                                    new ZoneId(zone),
                                    null,
                                    null,
                                    at,
                                    at.plusSeconds(600),
                                    null,
                                    null));
        }
        String serial = "" + order;
        say(
                60_000,
                at ->
                        new MediaInserted(
                                at,
                                new ZoneId(zone),
                                machine,
                                "1-1",
                                "0781",
                                "5567",
                                serial,
                                List.of("08:06:50"),
                                media,
                                null,
                                false));
    }

    private void say(long millis, Function<Instant, Fact> fact) {
        coming.add(new Pending(now + millis, order++, fact));
    }
}
