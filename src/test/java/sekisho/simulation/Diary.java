package sekisho.simulation;

import org.jspecify.annotations.Nullable;

import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.Fact;
import sekisho.site.MachineId;
import sekisho.site.Observation.AccessDenied;
import sekisho.site.Observation.AccessGranted;
import sekisho.site.Observation.DoorClosed;
import sekisho.site.Observation.DoorOpened;
import sekisho.site.Observation.ExitRequested;
import sekisho.site.Observation.MediaInserted;
import sekisho.site.Observation.MediaRemoved;
import sekisho.site.Observation.MotionDetected;
import sekisho.site.Observation.SourceAlive;
import sekisho.site.PersonId;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Everything that happens in a week, as its sources notice it, and what must be found for it.
///
/// Moments at doors are by the clock of the room's controller; paper and machines have the true
/// time.
final class Diary {
    /// How often a controller says that it is there.
    static final Duration HEARTBEAT = Duration.ofHours(1);

    static final SourceId DESK = new SourceId("desk");
    static final SourceId AGENT = new SourceId("agent");

    final List<Told> told = new ArrayList<>();
    final Set<Misdeed> misdeeds = new HashSet<>();

    private final Clocks clocks;
    private int order;

    /// How far each controller's clock is ahead of the true time.
    interface Clocks {
        Duration ahead(int room, Instant day);
    }

    Diary(Clocks clocks) {
        this.clocks = clocks;
    }

    /// A number that was not used before.
    int fresh() {
        return ++order;
    }

    /// What the controller of a room takes a true time for.
    Instant seen(Instant moment, int room) {
        return moment.plus(clocks.ahead(room, moment));
    }

    void expect(String rule, Instant at, String subject) {
        misdeeds.add(new Misdeed(rule, at, subject));
    }

    void paper(Fact fact) {
        told.add(new Told(fact.at(), DESK, fact));
    }

    void alive(Instant moment, int room) {
        SourceId source = controller(room);
        say(new SourceAlive(seen(moment, room), source, zone(room), HEARTBEAT), room);
    }

    void read(Instant seen, PersonId who, Door door, Direction direction) {
        say(
                new AccessGranted(seen, door.zone(), door.id(), null, direction, null, who),
                door.room());
    }

    void denied(Instant seen, Door door) {
        say(
                new AccessDenied(seen, door.zone(), door.id(), null, null, null, null, null),
                door.room());
    }

    void open(Instant seen, Door door) {
        say(new DoorOpened(seen, door.zone(), door.id()), door.room());
    }

    void close(Instant seen, Door door) {
        say(new DoorClosed(seen, door.zone(), door.id()), door.room());
    }

    void button(Instant seen, Door door) {
        say(new ExitRequested(seen, door.zone(), door.id()), door.room());
    }

    void motion(Instant seen, int room) {
        say(new MotionDetected(seen, zone(room), null), room);
    }

    void plug(Instant at, int room, Stick stick, @Nullable PersonId operator) {
        plug(at, room, stick, stick.serial(), operator);
    }

    /// @param serial as the stick gives it; it may keep it to itself
    void plug(
            Instant at,
            int room,
            Stick stick,
            @Nullable String serial,
            @Nullable PersonId operator) {
        told.add(
                new Told(
                        at,
                        AGENT,
                        new MediaInserted(
                                at,
                                zone(room),
                                machine(room),
                                "1-1",
                                stick.vid(),
                                stick.pid(),
                                serial,
                                Stick.INTERFACES,
                                stick.media(),
                                operator,
                                false)));
    }

    void pull(Instant at, int room, Stick stick) {
        told.add(
                new Told(
                        at,
                        AGENT,
                        new MediaRemoved(
                                at,
                                zone(room),
                                machine(room),
                                "1-1",
                                null,
                                null,
                                null,
                                stick.media())));
    }

    private void say(Fact fact, int room) {
        Instant happened = fact.at().minus(clocks.ahead(room, fact.at()));
        told.add(new Told(happened, controller(room), fact));
    }

    static SourceId controller(int room) {
        return new SourceId("controller" + room);
    }

    static ZoneId zone(int room) {
        return new ZoneId("room" + room);
    }

    static MachineId machine(int room) {
        return new MachineId("machine" + room);
    }

    static PersonId person(int person) {
        return new PersonId("person" + person);
    }

    /// A door and the room whose controller watches it.
    record Door(DoorId id, ZoneId zone, int room) {
        static Door of(int room) {
            return new Door(new DoorId("door" + room), Diary.zone(room), room);
        }

        static Door cage() {
            return new Door(new DoorId("cage-door"), new ZoneId("cage"), 0);
        }
    }
}
