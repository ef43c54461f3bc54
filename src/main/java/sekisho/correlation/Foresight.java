package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import sekisho.site.DoorId;
import sekisho.site.Fact;
import sekisho.site.Observation.AccessGranted;
import sekisho.site.Observation.DoorClosed;
import sekisho.site.Observation.DoorOpened;
import sekisho.site.Observation.MotionDetected;
import sekisho.site.PersonId;

/// Goes to memory for facts that will be judged soon.
///
/// With a hundred thousand zones nothing of what a fact needs is near, and each step (name, table,
/// door, timeline, last mark) is a wait of its own. Here every step is made for some dozens of
/// facts before the next one, so that their waits run side by side. It changes nothing: a fact that
/// was not foreseen is judged alike, only later.
final class Foresight {
    private static final int MOST = 64;

    private final Evidence evidence;
    private final String[] doorNames = new String[MOST];
    private final String[] personNames = new String[MOST];
    private final String[] zoneNames = new String[MOST];
    private final boolean[] reads = new boolean[MOST];
    private final @Nullable Door[] doors = new Door[MOST];
    private final @Nullable Person[] people = new Person[MOST];
    private final @Nullable Zone[] entered = new Zone[MOST];
    private final @Nullable Zone[] zones = new Zone[MOST];
    private final Timeline[] timelines = new Timeline[5 * MOST];
    private int doorCount;
    private int personCount;
    private int zoneCount;

    /// What was read: kept, so that the reading is not left out.
    private long seen;

    Foresight(Evidence evidence) {
        this.evidence = evidence;
    }

    /// Takes note of a fact; of no more than some dozens.
    void add(Fact fact) {
        if (doorCount == MOST || zoneCount == MOST) {
            return;
        }
        switch (fact) {
            case AccessGranted granted -> {
                door(granted.door(), true);
                PersonId person = granted.person();
                if (person != null) {
                    personNames[personCount++] = person.value();
                }
            }
            case DoorOpened opened -> door(opened.door(), false);
            case DoorClosed closed -> door(closed.door(), false);
            case MotionDetected motion -> zoneNames[zoneCount++] = motion.zone().value();
            default -> {
                // The others are rare.
            }
        }
    }

    private void door(DoorId door, boolean read) {
        reads[doorCount] = read;
        doorNames[doorCount++] = door.value();
    }

    boolean isEmpty() {
        return doorCount + zoneCount == 0;
    }

    /// Makes the steps, and is empty again.
    void look() {
        readNames();
        for (int i = 0; i < doorCount; i++) {
            doors[i] = evidence.knownDoor(doorNames[i]);
        }
        for (int i = 0; i < personCount; i++) {
            people[i] = evidence.knownPerson(personNames[i]);
        }
        for (int i = 0; i < zoneCount; i++) {
            zones[i] = evidence.knownZone(zoneNames[i]);
        }
        readMarks(gatherTimelines());
        doorCount = 0;
        personCount = 0;
        zoneCount = 0;
    }

    private void readNames() {
        for (int i = 0; i < doorCount; i++) {
            seen += doorNames[i].hashCode();
        }
        for (int i = 0; i < personCount; i++) {
            seen += personNames[i].hashCode();
        }
        for (int i = 0; i < zoneCount; i++) {
            seen += zoneNames[i].hashCode();
        }
    }

    /// A read changes who is in the zone; that the door was opened or closed does not.
    private int gatherTimelines() {
        int count = 0;
        for (int i = 0; i < doorCount; i++) {
            Door door = doors[i];
            entered[i] = door != null && reads[i] ? door.zone : null;
            if (door != null) {
                timelines[count++] = door.log;
            }
        }
        for (int i = 0; i < personCount; i++) {
            Person person = people[i];
            if (person != null) {
                timelines[count++] = person.reads;
            }
        }
        for (int i = 0; i < doorCount; i++) {
            Zone zone = entered[i];
            if (zone != null) {
                timelines[count++] = zone.people;
                seen += zone.enteredFrom(null).number();
            }
        }
        for (int i = 0; i < zoneCount; i++) {
            Zone zone = zones[i];
            if (zone != null) {
                timelines[count++] = zone.people;
                timelines[count++] = zone.motions;
                timelines[count++] = zone.visits;
            }
        }
        return count;
    }

    private void readMarks(int count) {
        for (int i = 0; i < count; i++) {
            seen += timelines[i].size();
        }
        for (int i = 0; i < count; i++) {
            Timeline timeline = timelines[i];
            seen += timeline.size() == 0 ? 0 : timeline.at(timeline.size() - 1);
        }
        for (int i = 0; i < personCount; i++) {
            Person person = people[i];
            if (person != null && person.reads.size() > 0) {
                seen += person.reads.place(person.reads.size() - 1) == null ? 0 : 1;
            }
        }
    }
}
