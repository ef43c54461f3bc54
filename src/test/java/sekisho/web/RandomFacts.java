package sekisho.web;

import sekisho.journal.Entry;
import sekisho.site.Deed.AlarmAcknowledged;
import sekisho.site.Fact;
import sekisho.site.Finding.FindingRaised;
import sekisho.site.Finding.FindingWithdrawn;
import sekisho.site.Observation.DoorClosed;
import sekisho.site.Observation.DoorOpened;
import sekisho.site.Observation.MediaInserted;
import sekisho.site.Observation.MediaRemoved;
import sekisho.site.Observation.SourceLost;
import sekisho.site.Paperwork.PlanAdopted;
import sekisho.site.Paperwork.VisitLeft;
import sekisho.site.PersonId;
import sekisho.site.Policy;
import sekisho.site.Sighting;
import sekisho.site.Site;
import sekisho.site.SourceId;
import sekisho.site.VisitId;
import sekisho.site.ZoneId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Facts about the sample site as chance brings them, some of them late, some about things that
/// nobody declared.
final class RandomFacts {
    private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

    private final Random random;
    private final Map<Long, MediaInserted> insertions = new java.util.TreeMap<>();
    private final Map<Long, FindingRaised> findings = new java.util.TreeMap<>();

    RandomFacts(Random random) {
        this.random = random;
    }

    Entry next(long sequence) {
        Instant recordedAt = START.plusSeconds(sequence * 60);
        Instant at = recordedAt.minusSeconds(random.nextInt(5) == 0 ? random.nextInt(3600) : 0);
        Fact fact = fact(at);
        if (fact instanceof MediaInserted inserted) {
            insertions.put(sequence, inserted);
        }
        if (fact instanceof FindingRaised raised) {
            findings.put(sequence, raised);
        }
        return new Entry(sequence, recordedAt, Sighting.of(fact));
    }

    private Fact fact(Instant at) {
        var door = any(doors());
        var person = new PersonId("p-00" + random.nextInt(6));
        return switch (random.nextInt(16)) {
            case 0, 1, 2 -> SampleFacts.in(at, person, door.zone(), door.id());
            case 3, 4 -> SampleFacts.out(at, person, door.zone(), door.id());
            case 5 -> new DoorOpened(at, door.zone(), door.id());
            case 6 -> new DoorClosed(at, door.zone(), door.id());
            case 7 -> SampleFacts.visit(at, "V-" + random.nextInt(20));
            case 8 -> new VisitLeft(at, new VisitId("V-" + random.nextInt(20)), null);
            case 9 -> SampleFacts.inserted(at, SampleSite.DATABASE, "s-" + random.nextInt(3));
            case 10 -> removed(at);
            case 11 -> SampleFacts.alive(at, source());
            case 12 -> new SourceLost(at, new SourceId(source()), null, null);
            case 13 -> raised(at);
            case 14 -> settled(at);
            default ->
                    random.nextInt(20) == 0
                            ? new PlanAdopted(at, SampleSite.SITE, Policy.DEFAULT)
                            : SampleFacts.alive(at, source());
        };
    }

    private static List<Site.Door> doors() {
        var doors = new ArrayList<>(SampleSite.SITE.doors());
        doors.add(
                new Site.Door(
                        new sekisho.site.DoorId("hatch"),
                        "hatch",
                        new ZoneId("attic"),
                        Site.Exit.BUTTON));
        return doors;
    }

    private String source() {
        return any(List.of("line-1", "agent-db-1", "agent-backup-1"));
    }

    private MediaRemoved removed(Instant at) {
        var stick = SampleFacts.inserted(at, SampleSite.DATABASE, "s-" + random.nextInt(3));
        return new MediaRemoved(
                at,
                stick.zone(),
                stick.machine(),
                random.nextBoolean() ? stick.port() : null,
                stick.vid(),
                stick.pid(),
                stick.serial(),
                stick.media());
    }

    private Fact raised(Instant at) {
        if (insertions.isEmpty() || random.nextBoolean()) {
            return SampleFacts.unlogged(at, 1 + random.nextInt(50));
        }
        long inserted = any(List.copyOf(insertions.keySet()));
        return SampleFacts.unauthorised(
                java.util.Objects.requireNonNull(insertions.get(inserted)), inserted);
    }

    private Fact settled(Instant at) {
        if (findings.isEmpty()) {
            return SampleFacts.alive(at, source());
        }
        long finding = any(List.copyOf(findings.keySet()));
        if (random.nextBoolean()) {
            return new AlarmAcknowledged(at, finding, "gate", null);
        }
        var raised = java.util.Objects.requireNonNull(findings.get(finding));
        return new FindingWithdrawn(
                raised.at(), raised.rule(), raised.zone(), raised.subject(), raised.because());
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
