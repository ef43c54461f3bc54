package sekisho.simulation;

import org.jspecify.annotations.Nullable;

import sekisho.simulation.Diary.Door;
import sekisho.site.Direction;
import sekisho.site.Hours;
import sekisho.site.Paperwork.MediaCarriedIn;
import sekisho.site.Paperwork.MediaCarriedOut;
import sekisho.site.Paperwork.MediaPermitted;
import sekisho.site.Paperwork.MediaRevoked;
import sekisho.site.Paperwork.VisitLeft;
import sekisho.site.Paperwork.VisitRegistered;
import sekisho.site.PermitId;
import sekisho.site.PersonId;
import sekisho.site.Policy;
import sekisho.site.Site;
import sekisho.site.VisitId;
import sekisho.site.ZoneId;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// A working week at a site, from one seed: staff with their habits, vendors with escorts, sticks
/// with permits; and now and then somebody who breaks a rule, or just doesn't. It knows who did.
///
/// By day people work, and what goes wrong is about them. In the evening the rooms are empty, and
/// each quarter of an hour may bring an episode of its own. The seed draws which wrongs and which
/// troubles of delivery there are at all.
final class Week {
    static final Instant MONDAY = Instant.parse("2026-11-16T00:00:00Z");
    static final int DAYS = 5;

    /// When everybody has gone home, on Saturday.
    static final Instant END = MONDAY.plus(Duration.ofDays(DAYS)).plus(Duration.ofHours(1));

    private static final int HOUR = 3_600;
    private static final int EVENING = 20 * HOUR + 25 * 60;
    private static final int EPISODES = 5;

    final long seed;
    final int rooms;
    final int staff;
    final Set<Wrong> wrongs;
    final Set<Trouble> troubles;
    final Site site;
    final Policy policy;
    final Diary diary;

    private final Random random;
    private final Duration[][] ahead;
    private final boolean[] button;

    Week(long seed) {
        this.seed = seed;
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        rooms = 1 + random.nextInt(3);
        staff = 2 + random.nextInt(5);
        wrongs = some(Wrong.class);
        troubles = some(Trouble.class);
        button = new boolean[rooms];
        ahead = new Duration[rooms][DAYS + 2];
        for (int room = 0; room < rooms; room++) {
            button[room] = random.nextInt(3) == 0;
            for (int day = 0; day < ahead[room].length; day++) {
                boolean off = troubles.contains(Trouble.DRIFT) && random.nextInt(4) > 0;
                ahead[room][day] = Duration.ofMillis(off ? random.nextInt(40_001) - 20_000 : 0);
            }
        }
        site = site();
        policy = policy();
        diary = new Diary((room, moment) -> ahead[room][day(moment)]);
        for (int day = 0; day < DAYS; day++) {
            live(MONDAY.plus(Duration.ofDays(day)));
        }
        diary.close(END.minusSeconds(HOUR), Door.of(0));
    }

    /// What the seed drew: what a failure must say.
    @Override
    public String toString() {
        return "seed %d: %d rooms, %d staff, wrongs %s, troubles %s"
                .formatted(seed, rooms, staff, wrongs, troubles);
    }

    /// Everybody on the list, nobody, or some.
    private <E extends Enum<E>> Set<E> some(Class<E> kinds) {
        var some = EnumSet.allOf(kinds);
        switch (random.nextInt(8)) {
            case 0 -> some.clear();
            case 1 -> {}
            default -> some.removeIf(kind -> random.nextBoolean());
        }
        return some;
    }

    private static int day(Instant moment) {
        return Math.clamp(Duration.between(MONDAY, moment).toDays(), 0, DAYS + 1);
    }

    private Site site() {
        List<Site.Zone> zones = new ArrayList<>();
        List<Site.Door> doors = new ArrayList<>();
        for (int room = 0; room < rooms; room++) {
            zones.add(new Site.Zone(Diary.zone(room), "room", null, null));
            Site.Exit exit = button[room] ? Site.Exit.BUTTON : Site.Exit.READER;
            doors.add(new Site.Door(Door.of(room).id(), "door", Diary.zone(room), exit));
        }
        ZoneId cage = Door.cage().zone();
        zones.add(new Site.Zone(cage, "cage", Diary.zone(0), Hours.ALWAYS));
        doors.add(new Site.Door(Door.cage().id(), "grille", cage, Site.Exit.READER));
        return new Site("week", ZoneOffset.UTC, zones, doors, List.of(), List.of());
    }

    private static Policy policy() {
        Policy usual = Policy.DEFAULT;
        return new Policy(
                usual.explainedWithin(),
                usual.escortAway(),
                usual.overstay(),
                usual.releasedWithin(),
                usual.heldAfter(),
                usual.silentIntervals(),
                usual.denials(),
                usual.denialsWithin(),
                usual.hours(),
                usual.rejudged(),
                Policy.Undeclared.FINDING);
    }

    private void live(Instant midnight) {
        for (int room = 0; room < rooms; room++) {
            for (int beat = 0; beat < 24; beat++) {
                diary.alive(midnight.plus(Diary.HEARTBEAT.multipliedBy(beat)), room);
            }
        }
        for (int person = 0; person < staff; person++) {
            int begin = 8 * HOUR + random.nextInt(3 * HOUR);
            for (int round = 1 + random.nextInt(3); round > 0; round--) {
                int end = begin + 900 + random.nextInt(2 * HOUR);
                work(midnight.plusSeconds(begin), midnight.plusSeconds(end), person);
                begin = end + 900 + random.nextInt(HOUR);
            }
        }
        for (int episode = 0; episode < EPISODES; episode++) {
            int begin = EVENING + episode * 900 + random.nextInt(240);
            if (random.nextInt(3) == 0) {
                evening(midnight.plusSeconds(begin), random.nextInt(rooms));
            }
        }
        if (random.nextInt(3) == 0) {
            night(midnight.plusSeconds(22 * HOUR), random.nextInt(rooms));
        }
    }

    /// Whether one of those who do such things does it now; if not, it is a near miss.
    private boolean goes(Wrong wrong) {
        return wrongs.contains(wrong) && random.nextInt(3) > 0;
    }

    /// Somebody enters, moves about, uses a stick or shows a vendor round, and leaves.
    private void work(Instant from, Instant until, int person, int room) {
        PersonId who = Diary.person(person);
        Door door = Door.of(room);
        Instant left = diary.seen(until, room);
        passage(diary.seen(from, room), who, door, Direction.IN);
        Instant until20 = left.minusSeconds(20);
        for (Instant at = diary.seen(from, room).plusSeconds(60); at.isBefore(until20); ) {
            diary.motion(at, room);
            at = at.plusSeconds(120 + random.nextInt(600));
        }
        switch (random.nextInt(6)) {
            case 0, 1 -> stick(from.plusSeconds(120), who, room);
            case 2 -> vendor(from, until, who, room);
            case 3 -> carry(from, until, who, room);
            case 4 -> parcel(diary.seen(from, room).plusSeconds(300), room);
            default -> {
                if (room == 0) {
                    passage(diary.seen(from, 0).plusSeconds(200), who, Door.cage(), Direction.IN);
                    passage(diary.seen(from, 0).plusSeconds(500), who, Door.cage(), Direction.OUT);
                }
            }
        }
        passage(left, who, door, Direction.OUT);
    }

    private void work(Instant from, Instant until, int person) {
        work(from, until, person, random.nextInt(rooms));
    }

    /// A read, and the door opens at most five seconds later and is shut at most thirty after that.
    private void passage(Instant seen, PersonId who, Door door, Direction direction) {
        diary.read(seen, who, door, direction);
        if (direction == Direction.OUT && random.nextBoolean()) {
            diary.button(seen.plusMillis(300), door);
        }
        Instant opened = seen.plusMillis(random.nextInt(8) == 0 ? 5_000 : 900);
        diary.open(opened, door);
        diary.close(
                opened.plusMillis(random.nextInt(8) == 0 ? 30_000 : 1_000 + random.nextInt(9_000)),
                door);
    }

    /// Somebody inside opens the door for a parcel, where there is a button.
    private void parcel(Instant seen, int room) {
        if (button[room]) {
            diary.button(seen, Door.of(room));
            diary.open(seen.plusMillis(5_000), Door.of(room));
            diary.close(seen.plusMillis(9_000), Door.of(room));
        }
    }

    private Stick newStick() {
        return new Stick("0781", "5567", "S" + diary.fresh());
    }

    private void stick(Instant at, PersonId who, int room) {
        Stick stick = newStick();
        boolean wrong = goes(Wrong.STICK_NOT_PERMITTED);
        int why = random.nextInt(wrong ? 10 : 6);
        Instant pulled = at.plusSeconds(30 + random.nextInt(170));
        var permit = new Permit(stick, at.minusSeconds(HOUR), room);
        permit.from = at.minusSeconds(random.nextInt(HOUR));
        permit.until = pulled.plusSeconds(random.nextInt(HOUR));
        @Nullable PersonId operator = null;
        String serial = stick.serial();
        switch (why) {
            case 0 -> permit.from = wrong ? at.plusMillis(1) : at;
            case 1 -> {
                permit.until = wrong ? at.minusMillis(1) : pulled;
                permit.from = permit.until.minusSeconds(HOUR);
            }
            case 2 -> permit.machine = wrong ? rooms : room;
            case 3 -> {
                permit.person = who;
                operator = wrong ? Diary.person(staff + 7) : random.nextBoolean() ? who : null;
            }
            case 4 -> permit.interfaces = wrong ? List.of("03:01:01") : Stick.INTERFACES;
            case 5 -> {
                if (wrong) {
                    boolean byPermit = random.nextBoolean();
                    diary.paper(
                            new MediaRevoked(
                                    at.minusMillis(1),
                                    byPermit ? permit.id : null,
                                    byPermit ? null : stick.media(),
                                    byPermit ? null : Diary.zone(room)));
                }
            }
            case 6 -> serial = null;
            case 7 -> permit.room = rooms;
            case 8 -> {
                var twin = new Stick("ABCD", "5567", stick.serial());
                var other = new Permit(twin, at.minusSeconds(HOUR), room);
                other.from = at.minusSeconds(60);
                other.until = at;
                diary.paper(other.sheet());
                diary.plug(at.minusSeconds(60), room, twin, null);
                diary.pull(at.minusSeconds(30), room, twin);
            }
            default -> permit.written = false;
        }
        if (!wrong && goes(Wrong.STICK_STAYS)) {
            stays(stick, permit, pulled);
        }
        if (permit.written) {
            diary.paper(permit.sheet());
        }
        if (wrong) {
            diary.expect("unauthorised-media", at, stick.media().value());
        }
        diary.plug(at, room, stick, serial, operator);
        diary.pull(pulled, room, stick);
    }

    /// The permit ends a millisecond before the stick is pulled, or is revoked under it.
    private void stays(Stick stick, Permit permit, Instant pulled) {
        Instant end = pulled.minusMillis(1);
        if (random.nextBoolean()) {
            diary.paper(new MediaRevoked(end, permit.id, null, null));
        } else {
            permit.until = end;
        }
        diary.expect("media-outlasts-permit", end, stick.media().value());
    }

    /// What is written on a permit.
    private final class Permit {
        final PermitId id = new PermitId("permit" + diary.fresh());
        final Stick stick;
        final Instant at;
        boolean written = true;
        int room;
        @Nullable Integer machine;
        @Nullable PersonId person;
        @Nullable List<String> interfaces;
        Instant from;
        Instant until;

        Permit(Stick stick, Instant at, int room) {
            this.stick = stick;
            this.at = at;
            this.room = room;
            this.from = at;
            this.until = at;
        }

        MediaPermitted sheet() {
            return new MediaPermitted(
                    at,
                    id,
                    stick.media(),
                    Diary.zone(room),
                    machine == null ? null : Diary.machine(machine),
                    person,
                    from,
                    until,
                    null,
                    interfaces);
        }
    }

    /// A vendor is shown round. The escort may step out for a minute, and the vendor may stay a
    /// quarter of an hour longer than planned; one millisecond more is wrong.
    private void vendor(Instant from, Instant until, PersonId escort, int room) {
        var visit = new VisitId("visit" + diary.fresh());
        Instant registered = from.plusSeconds(30);
        Instant left = until.minusSeconds(30);
        Instant planned = left.plusSeconds(random.nextInt(HOUR));
        Duration patience = policy.overstay();
        if (goes(Wrong.OVERSTAY)) {
            planned = left.minus(patience).minusMillis(1 + random.nextInt(300_000));
            diary.expect("overstay", planned.plus(patience), visit.value());
        } else if (random.nextInt(3) == 0) {
            planned = left.minus(patience);
        }
        diary.paper(
                new VisitRegistered(
                        registered,
                        visit,
                        Diary.zone(room),
                        random.nextInt(5) > 0 ? "vendor" : "guest",
                        escort,
                        planned,
                        null,
                        null,
                        null,
                        null,
                        List.of()));
        diary.paper(new VisitLeft(left, visit, Diary.zone(room)));
    }

    private void carry(Instant from, Instant until, PersonId who, int room) {
        Stick stick = newStick();
        diary.paper(new MediaCarriedIn(from.plusSeconds(60), Diary.zone(room), stick.media(), who));
        boolean forgotten = goes(Wrong.MEDIUM_LEFT_INSIDE);
        if (forgotten) {
            diary.expect("media-not-carried-out", diary.seen(until, room), who.value());
        }
        Instant out = forgotten ? until.plusSeconds(300) : until.minusSeconds(60);
        diary.paper(new MediaCarriedOut(out, Diary.zone(room), stick.media(), who));
    }

    /// Everybody has gone; something happens in a room, and is over eight minutes later.
    private void evening(Instant at, int room) {
        Instant seen = diary.seen(at, room);
        Door door = Door.of(room);
        PersonId who = Diary.person(staff);
        switch (random.nextInt(9)) {
            case 0 -> openedWithoutRead(seen, who, door);
            case 1 -> {
                boolean wrong = goes(Wrong.MOTION_IN_EMPTY_ROOM);
                passage(seen, who, door, Direction.IN);
                passage(seen.plusSeconds(120), who, door, Direction.OUT);
                Instant moved = seen.plusSeconds(130).plusMillis(wrong ? 1 : 0);
                diary.motion(moved, room);
                if (wrong) {
                    expect("unlogged-entry", moved.plusSeconds(10), door.zone().value());
                }
            }
            case 2 -> {
                if (goes(Wrong.STOLEN_STICK)) {
                    Stick stick = newStick();
                    diary.plug(at, room, stick, null);
                    diary.pull(at.plusSeconds(30), room, stick);
                    expect("unauthorised-media", at, stick.media().value());
                    expect("media-in-empty-zone", at, stick.media().value());
                }
            }
            case 3 -> {
                if (button[room] || goes(Wrong.BUTTON_WHERE_BOTH_SIDES_ARE_READ)) {
                    diary.button(seen.minusSeconds(button[room] ? 5 : 1), door);
                    diary.open(seen, door);
                    diary.close(seen.plusSeconds(5), door);
                    if (!button[room]) {
                        expect("unlogged-entry", seen.plusSeconds(10), door.id().value());
                    }
                }
            }
            case 4 -> {
                boolean wrong = goes(Wrong.ENTERED_TWICE);
                passage(seen, who, door, Direction.IN);
                if (!wrong) {
                    passage(seen.plusSeconds(300).minusMillis(1), who, door, Direction.OUT);
                }
                passage(seen.plusSeconds(300), who, door, Direction.IN);
                passage(seen.plusSeconds(400), who, door, Direction.OUT);
                if (wrong) {
                    expect("entered-twice", seen.plusSeconds(300), who.value());
                }
            }
            case 5 -> {
                if (goes(Wrong.LEFT_WITHOUT_ENTERING)) {
                    passage(seen, who, door, Direction.OUT);
                    expect("left-without-entering", seen, who.value());
                }
            }
            case 6 -> {
                boolean wrong = goes(Wrong.DENIED_AGAIN_AND_AGAIN);
                for (int second : List.of(0, 11, 23, 58)) {
                    diary.denied(seen.plusSeconds(second), door);
                }
                Instant fifth = seen.plusSeconds(60).plusMillis(wrong ? 0 : 1);
                diary.denied(fifth, door);
                if (wrong) {
                    expect("repeated-denial", fifth, door.id().value());
                }
            }
            case 7 -> {
                boolean wrong = goes(Wrong.DOOR_LEFT_OPEN);
                diary.read(seen, who, door, Direction.IN);
                diary.open(seen.plusSeconds(1), door);
                diary.close(seen.plusSeconds(31).plusMillis(wrong ? 1 : 0), door);
                passage(seen.plusSeconds(200), who, door, Direction.OUT);
                if (wrong) {
                    expect("door-held", seen.plusSeconds(31), door.id().value());
                }
            }
            default -> escortSteppedOut(at, seen, who, room);
        }
    }

    private void openedWithoutRead(Instant seen, PersonId who, Door door) {
        boolean wrong = goes(Wrong.DOOR_WITHOUT_READ);
        passage(seen.minusSeconds(100), who, door, Direction.IN);
        diary.read(seen, who, door, Direction.OUT);
        int after = wrong ? List.of(5_001, 10_000, 10_001).get(random.nextInt(3)) : 5_000;
        Instant opened = seen.plusMillis(after);
        diary.open(opened, door);
        diary.close(opened.plusSeconds(3), door);
        if (wrong) {
            expect("door-forced", opened, door.id().value());
        }
        if (after > 10_000) {
            expect("unlogged-entry", opened.plusSeconds(10), door.id().value());
        }
    }

    private void escortSteppedOut(Instant at, Instant seen, PersonId who, int room) {
        boolean wrong = goes(Wrong.ESCORT_AWAY);
        Door door = Door.of(room);
        var visit = new VisitId("visit" + diary.fresh());
        passage(seen, who, door, Direction.IN);
        diary.paper(
                new VisitRegistered(
                        at.plusSeconds(60),
                        visit,
                        door.zone(),
                        "vendor",
                        who,
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of()));
        passage(seen.plusSeconds(120), who, door, Direction.OUT);
        Instant back = seen.plusSeconds(180).plusMillis(wrong ? 1 : 0);
        passage(back, who, door, Direction.IN);
        if (wrong) {
            expect("unescorted-visitor", seen.plusSeconds(180), visit.value());
        }
        diary.paper(new VisitLeft(at.plusSeconds(300), visit, door.zone()));
        passage(seen.plusSeconds(400), who, door, Direction.OUT);
    }

    /// Ten in the evening by the controller's clock is usual; a millisecond later is not.
    private void night(Instant at, int room) {
        PersonId who = Diary.person(staff + 1);
        boolean wrong = goes(Wrong.AT_NIGHT);
        Instant seen = at.plusMillis(wrong ? 1 + random.nextInt(2) * 600_000L : 0);
        passage(seen, who, Door.of(room), Direction.IN);
        passage(seen.plusSeconds(300), who, Door.of(room), Direction.OUT);
        if (wrong) {
            expect("unusual-hours", seen, who.value());
        }
        if (goes(Wrong.STRANGE_DOOR)) {
            var strange = new sekisho.site.DoorId("strange" + diary.fresh());
            var door = new Door(strange, Diary.zone(room), room);
            diary.close(seen.plusSeconds(20), door);
            diary.close(seen.plusSeconds(25), door);
            expect("undeclared-door", seen.plusSeconds(20), strange.value());
        }
    }

    private void expect(String rule, Instant at, String subject) {
        diary.expect(rule, at, subject);
    }
}
