package sekisho.simulation;

import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.Fact;
import sekisho.site.MachineId;
import sekisho.site.MediaId;
import sekisho.site.Observation.AccessGranted;
import sekisho.site.Observation.DoorClosed;
import sekisho.site.Observation.DoorOpened;
import sekisho.site.Observation.ExitRequested;
import sekisho.site.Observation.MediaInserted;
import sekisho.site.Observation.MediaRemoved;
import sekisho.site.Observation.MotionDetected;
import sekisho.site.Paperwork.MediaPermitted;
import sekisho.site.Paperwork.VisitLeft;
import sekisho.site.Paperwork.VisitRegistered;
import sekisho.site.PermitId;
import sekisho.site.PersonId;
import sekisho.site.Policy;
import sekisho.site.Sighting;
import sekisho.site.Site;
import sekisho.site.SourceId;
import sekisho.site.VisitId;
import sekisho.site.ZoneId;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// A working week at a site, from one seed: staff with their habits, vendors with escorts, sticks
/// with permits; and now and then somebody who breaks a rule. It knows who did.
///
/// Then the troubles of delivery: controllers that go off-line and replay, paper transcribed the
/// next day, second deliveries, clocks that drift. A seed draws which of the misdeeds and troubles
/// there are at all.
final class Week {
    private static final Instant MONDAY = Instant.parse("2026-11-16T00:00:00Z");
    private static final int DAYS = 5;
    private static final int HOUR = 3_600;

    /// What somebody did wrong, and what must be found for it.
    record Misdeed(String rule, Instant at, String subject) {}

    final Site site = new Site("", ZoneOffset.UTC, List.of(), List.of(), List.of(), List.of());
    final Policy policy = Policy.DEFAULT;
    final Set<Misdeed> misdeeds = new HashSet<>();

    private final Random random;
    private final boolean honest;
    private final List<Sighting> sightings = new ArrayList<>();
    private final long[] driftMillis;
    private final int rooms;
    private final int staff;
    private long order;

    Week(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        honest = random.nextInt(4) == 0;
        rooms = 1 + random.nextInt(3);
        staff = 2 + random.nextInt(5);
        driftMillis = new long[rooms];
        if (random.nextBoolean()) {
            for (int room = 0; room < rooms; room++) {
                driftMillis[room] = random.nextInt(4000) - 2000;
            }
        }
        for (int day = 0; day < DAYS; day++) {
            day(MONDAY.plusSeconds(24L * HOUR * day));
        }
        Instant saturday = MONDAY.plusSeconds(24L * HOUR * DAYS);
        say(new DoorClosed(saturday, zone(0), door(0)), 0);
    }

    /// What reached the station, in order of arrival; a second delivery is no entry.
    List<Arrival> journal() {
        record Sent(Instant recordedAt, Sighting sighting) {}
        List<Sent> sent = new ArrayList<>();
        double late = random.nextInt(3) == 0 ? 0 : 0.001 + random.nextDouble() * 0.2;
        boolean twice = random.nextBoolean();
        Instant[] offline = new Instant[rooms];
        for (int room = 0; room < rooms; room++) {
            offline[room] = MONDAY.plusSeconds(random.nextInt(DAYS * 24) * (long) HOUR);
        }
        boolean outages = random.nextBoolean();
        for (Sighting sighting : sightings) {
            Instant at = sighting.fact().at();
            Instant recordedAt = at.plusMillis(2_000 + random.nextInt(3000));
            int room = room(sighting.fact());
            if (outages
                    && room >= 0
                    && at.isAfter(offline[room])
                    && at.isBefore(offline[room].plusSeconds(4 * HOUR))) {
                recordedAt = offline[room].plusSeconds(4 * HOUR);
            } else if (random.nextDouble() < late) {
                recordedAt = at.plusSeconds(random.nextInt(24 * HOUR));
            }
            sent.add(new Sent(recordedAt, sighting));
            if (twice && random.nextInt(50) == 0) {
                sent.add(new Sent(recordedAt.plusSeconds(random.nextInt(HOUR)), sighting));
            }
        }
        sent.sort(Comparator.comparing(Sent::recordedAt));
        Set<Long> delivered = new HashSet<>();
        List<Arrival> journal = new ArrayList<>();
        for (Sent one : sent) {
            Long seq = one.sighting().seq();
            if (seq != null && delivered.add(seq)) {
                journal.add(
                        new Arrival(journal.size() + 1L, one.recordedAt(), one.sighting().fact()));
            }
        }
        return journal;
    }

    private void day(Instant midnight) {
        for (int person = 0; person < staff; person++) {
            int room = random.nextInt(rooms);
            int begin = 8 * HOUR + random.nextInt(3 * HOUR);
            for (int round = 1 + random.nextInt(3); round > 0; round--) {
                int end = begin + 600 + random.nextInt(2 * HOUR);
                work(midnight.plusSeconds(begin), midnight.plusSeconds(end), person, room);
                begin = end + 600 + random.nextInt(HOUR);
            }
        }
        if (!honest) {
            misdeed(midnight.plusSeconds(20 * HOUR + random.nextInt(HOUR)));
        }
    }

    /// Somebody enters, moves about, uses a stick or shows a vendor round, and leaves.
    private void work(Instant from, Instant until, int person, int room) {
        passage(from, person, room, Direction.IN);
        for (Instant at = from.plusSeconds(60); at.isBefore(until); ) {
            say(new MotionDetected(at, zone(room), null), room);
            at = at.plusSeconds(120 + random.nextInt(600));
        }
        switch (random.nextInt(3)) {
            case 0 -> stick(from, until, person, room);
            case 1 -> vendor(from, until, person, room);
            default -> {}
        }
        passage(until, person, room, Direction.OUT);
    }

    private void passage(Instant at, int person, int room, Direction direction) {
        say(
                new AccessGranted(
                        at, zone(room), door(room), null, direction, null, person(person)),
                room);
        if (direction == Direction.OUT) {
            say(new ExitRequested(at.plusMillis(300), zone(room), door(room)), room);
        }
        say(new DoorOpened(at.plusMillis(900), zone(room), door(room)), room);
        say(
                new DoorClosed(at.plusMillis(3000 + random.nextInt(9000)), zone(room), door(room)),
                room);
    }

    private void stick(Instant from, Instant until, int person, int room) {
        var media = new MediaId("0781:5567:" + person + "x" + order);
        Instant in = from.plusSeconds(120);
        paper(
                new MediaPermitted(
                        from.minusSeconds(HOUR),
                        new PermitId("permit-" + order),
                        media,
                        zone(room),
                        null,
                        random.nextBoolean() ? person(person) : null,
                        from,
                        until,
                        null,
                        null));
        plug(in, room, media);
        paper(
                new MediaRemoved(
                        in.plusSeconds(200),
                        zone(room),
                        machine(room),
                        "1-1",
                        null,
                        null,
                        null,
                        media));
    }

    private void plug(Instant at, int room, MediaId media) {
        String serial = media.value().substring(media.value().lastIndexOf(':') + 1);
        paper(
                new MediaInserted(
                        at,
                        zone(room),
                        machine(room),
                        "1-1",
                        "0781",
                        "5567",
                        serial,
                        List.of("08:06:50"),
                        media,
                        null,
                        false));
    }

    private void vendor(Instant from, Instant until, int person, int room) {
        var visit = new VisitId("visit-" + order);
        paper(
                new VisitRegistered(
                        from.plusSeconds(30),
                        visit,
                        zone(room),
                        "vendor",
                        person(person),
                        until,
                        null,
                        null,
                        null,
                        null,
                        List.of()));
        paper(new VisitLeft(until.minusSeconds(10), visit, zone(room)));
    }

    /// In the evening, when everybody has gone, somebody breaks a rule.
    private void misdeed(Instant at) {
        int room = random.nextInt(rooms);
        Instant seen = at.plusMillis(driftMillis[room]);
        switch (random.nextInt(6)) {
            case 0 -> {
                say(new DoorOpened(at, zone(room), door(room)), room);
                say(new DoorClosed(at.plusSeconds(5), zone(room), door(room)), room);
                expect("door-forced", seen, door(room).value());
                expect("unlogged-entry", seen.plusSeconds(10), door(room).value());
            }
            case 1 -> {
                say(new MotionDetected(at, zone(room), null), room);
                expect("unlogged-entry", seen.plusSeconds(10), zone(room).value());
            }
            case 2 -> {
                var media = new MediaId("0781:5567:stolen" + order);
                plug(at, room, media);
                expect("unauthorised-media", at, media.value());
                expect("media-in-empty-zone", at, media.value());
            }
            case 3 -> {
                say(new ExitRequested(at.minusSeconds(1), zone(room), door(room)), room);
                say(new DoorOpened(at, zone(room), door(room)), room);
                expect("unlogged-entry", seen.plusSeconds(10), door(room).value());
                expect("door-held", seen.plusSeconds(30), door(room).value());
                say(new DoorClosed(at.plusSeconds(90), zone(room), door(room)), room);
            }
            case 4 -> {
                passage(at, staff, room, Direction.IN);
                passage(at.plusSeconds(300), staff, room, Direction.IN);
                passage(at.plusSeconds(600), staff, room, Direction.OUT);
                expect("entered-twice", seen.plusSeconds(300), person(staff).value());
            }
            default -> {
                passage(at, staff, room, Direction.OUT);
                expect("left-without-entering", seen, person(staff).value());
            }
        }
    }

    private void expect(String rule, Instant at, String subject) {
        misdeeds.add(new Misdeed(rule, at, subject));
    }

    /// A controller says it, by its own clock.
    private void say(Fact fact, int room) {
        paper(shifted(fact, driftMillis[room]));
    }

    private void paper(Fact fact) {
        sightings.add(Sighting.of(fact, new SourceId("site"), "boot", ++order));
    }

    private static Fact shifted(Fact fact, long millis) {
        Instant at = fact.at().plusMillis(millis);
        return switch (fact) {
            case AccessGranted it ->
                    new AccessGranted(
                            at, it.zone(), it.door(), null, it.direction(), null, it.person());
            case DoorOpened it -> new DoorOpened(at, it.zone(), it.door());
            case DoorClosed it -> new DoorClosed(at, it.zone(), it.door());
            case ExitRequested it -> new ExitRequested(at, it.zone(), it.door());
            case MotionDetected it -> new MotionDetected(at, it.zone(), it.count());
            default -> throw new IllegalArgumentException("not of a controller: " + fact);
        };
    }

    /// The room whose controller said a fact; -1 for paper and machines.
    private static int room(Fact fact) {
        return switch (fact) {
            case AccessGranted _, DoorOpened _, DoorClosed _, ExitRequested _, MotionDetected _ ->
                    Integer.parseInt(String.valueOf(fact.zone()).substring(4));
            default -> -1;
        };
    }

    private static ZoneId zone(int room) {
        return new ZoneId("room" + room);
    }

    private static DoorId door(int room) {
        return new DoorId("door" + room);
    }

    private static MachineId machine(int room) {
        return new MachineId("machine" + room);
    }

    private static PersonId person(int person) {
        return new PersonId("person" + person);
    }
}
