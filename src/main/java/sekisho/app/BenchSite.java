package sekisho.app;

import sekisho.site.CredentialId;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.Fact;
import sekisho.site.Hours;
import sekisho.site.Observation.AccessGranted;
import sekisho.site.Observation.DoorClosed;
import sekisho.site.Observation.DoorOpened;
import sekisho.site.Paperwork.PlanAdopted;
import sekisho.site.PersonId;
import sekisho.site.Policy;
import sekisho.site.ReaderId;
import sekisho.site.Sighting;
import sekisho.site.Site;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A month at a large site on which nobody does anything wrong: 50,000 people go in and out of 500
/// zones through 1,000 doors, and 20,000 of them are inside at any time.
///
/// In each step one person enters and another leaves; each time there is a read, and the door opens
/// and closes. As long as nobody has been inside for long, nobody leaves.
final class BenchSite {
    private static final int PEOPLE = 50_000;
    private static final int INSIDE = 20_000;
    private static final int DOORS = 1_000;
    private static final int ZONES = 500;
    private static final int FACTS_PER_STEP = 6;
    private static final long SPAN_MILLIS = Duration.ofDays(30).toMillis();

    private final long entries;
    private final Instant begin;
    private final long stepMillis;
    private final long partMillis;
    private final long[] seq = new long[DOORS];
    private long made;

    /// @param entries how many facts the month has
    /// @param end of the month
    BenchSite(long entries, Instant end) {
        this.entries = entries;
        this.begin = Instant.ofEpochMilli(end.toEpochMilli() - SPAN_MILLIS);
        this.stepMillis = SPAN_MILLIS / (entries / FACTS_PER_STEP + 1);
        this.partMillis = Math.min(1_000, stepMillis / FACTS_PER_STEP);
    }

    /// Under a policy by which people may come at any hour.
    static PlanAdopted plan(Instant at) {
        Policy usual = Policy.DEFAULT;
        var policy =
                new Policy(
                        usual.explainedWithin(),
                        usual.escortAway(),
                        usual.overstay(),
                        usual.releasedWithin(),
                        usual.heldAfter(),
                        usual.silentIntervals(),
                        usual.denials(),
                        usual.denialsWithin(),
                        Hours.ALWAYS,
                        usual.rejudged(),
                        usual.undeclared());
        return new PlanAdopted(at, Site.undeclared(), policy);
    }

    /// When it begins.
    Instant begin() {
        return begin;
    }

    /// The next facts, in order, as many as that or a few more: a step arrives at once. None at the
    /// end.
    List<Sighting> next(int count) {
        var next = new ArrayList<Sighting>(count + FACTS_PER_STEP);
        long whole = (made + count + FACTS_PER_STEP - 1) / FACTS_PER_STEP * FACTS_PER_STEP;
        for (long end = Math.min(entries, whole); made < end; made++) {
            next.add(at(made));
        }
        return next;
    }

    private Sighting at(long fact) {
        long step = fact / FACTS_PER_STEP;
        int part = (int) (fact % FACTS_PER_STEP);
        boolean in = part < FACTS_PER_STEP / 2;
        int person = (int) Math.floorMod(in ? step : step - INSIDE, (long) PEOPLE);
        int door = person % DOORS;
        Instant at = begin.plusMillis(step * stepMillis + part * partMillis);
        Fact seen =
                in || step >= INSIDE
                        ? seen(at, part, person, door, in)
                        : new DoorClosed(at, zone(door), door(door));
        return Sighting.of(seen, new SourceId("controller-" + door), "boot-1", ++seq[door]);
    }

    private static Fact seen(Instant at, int part, int person, int door, boolean in) {
        return switch (part % (FACTS_PER_STEP / 2)) {
            case 0 ->
                    new AccessGranted(
                            at,
                            zone(door),
                            door(door),
                            new ReaderId("reader-" + door + (in ? "-in" : "-out")),
                            in ? Direction.IN : Direction.OUT,
                            new CredentialId("card-" + person),
                            new PersonId("person-" + person));
            case 1 -> new DoorOpened(at, zone(door), door(door));
            default -> new DoorClosed(at, zone(door), door(door));
        };
    }

    private static ZoneId zone(int door) {
        return new ZoneId("zone-" + door % ZONES);
    }

    private static DoorId door(int door) {
        return new DoorId("door-" + door);
    }
}
