package sekisho.simulation;

import sekisho.site.Observation.SourceAlive;
import sekisho.site.Sighting;
import sekisho.site.SourceId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// The way of a week's facts to the station, with the week's troubles: each source numbers what it
/// says, some of it comes late, some of it twice.
final class Post {
    private static final int OUTAGES_PER_ROOM = 3;
    private static final int HOUR = 3_600;

    /// How long a source runs, in seconds, where it is started anew at all.
    private static final int BOOT = 50_000;

    private record Outage(SourceId source, Instant from, Instant until) {
        boolean holds(Told told) {
            return told.source().equals(source)
                    && !told.happened().isBefore(from)
                    && told.happened().isBefore(until);
        }
    }

    private final Week week;
    private final Random random;
    private final double late;
    private final List<Outage> outages = new ArrayList<>();

    private Post(Week week, Random random) {
        this.week = week;
        this.random = random;
        this.late = has(Trouble.LATE) ? 0.001 * Math.pow(200, random.nextDouble()) : 0;
        for (int room = 0; room < week.rooms && has(Trouble.OUTAGES); room++) {
            for (int i = 0; i < OUTAGES_PER_ROOM; i++) {
                int begin = random.nextInt(Week.DAYS * 24 * HOUR);
                int length = 60 + random.nextInt(8 * HOUR);
                Instant from = Week.MONDAY.plusSeconds(begin);
                outages.add(new Outage(Diary.controller(room), from, from.plusSeconds(length)));
            }
        }
    }

    /// Everything that is delivered, in order of arrival.
    static List<Parcel> of(Week week) {
        return new Post(week, new Random(~week.seed)).parcels();
    }

    private boolean has(Trouble trouble) {
        return week.troubles.contains(trouble);
    }

    private List<Parcel> parcels() {
        List<Parcel> parcels = new ArrayList<>();
        List<Told> told = new ArrayList<>(week.diary.told);
        told.sort(Comparator.comparing(Told::happened));
        Map<String, Long> said = new HashMap<>();
        for (Told one : told) {
            String boot =
                    "boot" + (has(Trouble.REBOOTS) ? one.happened().getEpochSecond() / BOOT : 0);
            long seq = said.merge(one.source() + boot, 1L, Long::sum);
            Sighting sighting = Sighting.of(one.fact(), one.source(), boot, seq);
            Instant arrives = arrival(one);
            parcels.add(new Parcel(arrives, sighting));
            if (has(Trouble.SECOND_DELIVERIES) && random.nextInt(40) == 0) {
                parcels.add(new Parcel(arrives.plusSeconds(random.nextInt(HOUR)), sighting));
            }
        }
        parcels.sort(Comparator.comparing(Parcel::arrives));
        return parcels;
    }

    private Instant arrival(Told told) {
        Instant arrives = told.happened();
        boolean again = true;
        while (again) {
            again = false;
            for (Outage outage : outages) {
                if (outage.holds(new Told(arrives, told.source(), told.fact()))) {
                    arrives = outage.until();
                    again = true;
                }
            }
        }
        if (random.nextDouble() < late && !(told.fact() instanceof SourceAlive)) {
            arrives = arrives.plusSeconds(random.nextInt(24 * HOUR));
        }
        return has(Trouble.JITTER)
                ? arrives.plus(Duration.ofMillis(random.nextInt(3_000)))
                : arrives;
    }
}
