package sekisho.snapshot;

import sekisho.correlation.Correlator;
import sekisho.journal.Journal;
import sekisho.journal.tree.Publisher;
import sekisho.journal.tree.SigningKey;
import sekisho.site.DoorId;
import sekisho.site.Observation.DoorOpened;
import sekisho.site.Policy;
import sekisho.site.Sighting;
import sekisho.site.Site;
import sekisho.site.ZoneId;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Keeps one snapshot after another until it is killed; says the sequence of each that is kept.
final class KilledWriter {
    static final Instant NINE = Instant.parse("2026-11-20T00:00:00Z");

    /// So many that most of the time goes into writing snapshots.
    private static final int DOORS = 5_000;

    private KilledWriter() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        SigningKey key = SigningKey.in(folder.resolve("keys"), "test");
        var snapshots =
                new Snapshots(folder.resolve("snapshots"), folder.resolve("log"), key.verifier());
        try (Journal journal = Journal.open(folder.resolve("journal"))) {
            var publisher = Publisher.open(folder.resolve("log"), journal, key);
            Correlator correlator = judged(journal);
            for (int door = journal.durable() == 0 ? 0 : DOORS; ; door++) {
                var sightings = new ArrayList<Sighting>();
                do {
                    sightings.add(Sighting.of(opened(door)));
                } while (++door < DOORS);
                journal.append(sightings, NINE)
                        .forEach(entry ->
                                correlator.accept(entry.sequence(), NINE, entry.fact(), _ -> {}));
                journal.force();
                publisher.publish(journal.durable());
                snapshots.keep(Snapshots.take(journal.durable(), NINE, null, correlator));
                System.out.println(journal.durable());
            }
        }
    }

    private static DoorOpened opened(int door) {
        return new DoorOpened(NINE, new ZoneId("room"), new DoorId("door-" + door));
    }

    /// From the first entry.
    static Correlator judged(Journal journal) {
        var correlator = Correlator.of(Site.undeclared(), Policy.DEFAULT);
        for (long next = 1; next <= journal.durable(); next++) {
            List<sekisho.journal.Entry> batch = journal.read(next, 1_000);
            batch.forEach(
                    entry -> correlator.accept(entry.sequence(), NINE, entry.fact(), _ -> {}));
            next = batch.getLast().sequence();
        }
        return correlator;
    }
}
