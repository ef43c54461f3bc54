package sekisho.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

import sekisho.app.StationInMemory;
import sekisho.journal.Entry;
import sekisho.journal.Journal;
import sekisho.journal.JournalFailed;
import sekisho.journal.MortalJournal;
import sekisho.site.Sighting;
import sekisho.snapshot.Snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A station that lives through a week: it takes in the post, wakes up for deadlines or oversleeps
/// them, dies in the middle of a turn, comes back, from a snapshot or without, and is told again
/// whatever it had not acknowledged.
final class Life {
    /// Long enough for every deadline behind the last fact.
    private static final Duration AFTERWARDS = Duration.ofHours(4);

    private final Week week;
    private final List<Parcel> post;
    private final Random random;
    private final MortalJournal disk;
    private Instant now = Week.MONDAY.minusSeconds(60);
    private Journal journal;
    private StationInMemory station;
    private int deaths;

    /// What the station wrote down last; a start may believe it or not.
    private @Nullable Snapshot snapshot;

    private Life(Week week) {
        this.week = week;
        this.post = Post.of(week);
        this.random = new Random(week.seed + 1);
        this.disk = new MortalJournal(random);
        this.journal = disk.open();
        this.station = StationInMemory.start(journal, null, week.site, week.policy, now);
    }

    static Lived of(Week week) {
        return new Life(week).live();
    }

    private Lived live() {
        for (int next = 0; next < post.size(); ) {
            if (week.troubles.contains(Trouble.CRASHES) && random.nextInt(post.size() / 2) == 0) {
                disk.dieSoon(20);
            }
            if (week.troubles.contains(Trouble.STOPS) && random.nextInt(post.size() / 2) == 0) {
                stopAndStart();
            }
            waitFor(post.get(next).arrives());
            int end = next + 1;
            while (end < post.size()
                    && !post.get(end).arrives().isAfter(now)
                    && random.nextInt(20) > 0) {
                end++;
            }
            turn(post.subList(next, end).stream().map(Parcel::sighting).toList());
            if (random.nextInt(400) == 0) {
                snapshot = station.snapshot(week.site, week.policy);
            }
            next = end;
        }
        waitFor(now.plus(AFTERWARDS));
        turn(List.of());
        return lived();
    }

    private Lived lived() {
        List<Entry> entries = new ArrayList<>();
        for (List<Entry> some = journal.read(1, 4_096);
                !some.isEmpty();
                some = journal.read(entries.size() + 1L, 4_096)) {
            entries.addAll(some);
        }
        long unjudged = station.unjudged();
        journal.close();
        return new Lived(week, post, entries, now, deaths, unjudged);
    }

    /// Time passes; mostly the station wakes up for what is due meanwhile.
    private void waitFor(Instant then) {
        while (random.nextInt(8) > 0) {
            Instant due = station.dueAt();
            if (due == null || due.isAfter(then)) {
                break;
            }
            now = due.isAfter(now) ? due : now;
            turn(List.of());
        }
        now = then.isAfter(now) ? then : now;
    }

    /// Hands in sightings until they are acknowledged.
    private void turn(List<Sighting> sightings) {
        while (true) {
            try {
                station.turn(pieces(sightings), now);
                return;
            } catch (JournalFailed e) {
                comeBack();
            }
        }
    }

    private List<List<Sighting>> pieces(List<Sighting> sightings) {
        List<List<Sighting>> pieces = new ArrayList<>();
        for (int i = 0; i < sightings.size(); ) {
            int end = Math.min(sightings.size(), i + 1 + random.nextInt(4));
            pieces.add(sightings.subList(i, end));
            i = end;
        }
        return pieces;
    }

    private void stopAndStart() {
        try {
            station.stop(now);
            now = now.plusSeconds(random.nextInt(10_000));
            start();
        } catch (JournalFailed e) {
            comeBack();
        }
    }

    private void comeBack() {
        while (true) {
            assertThat(disk.isDead()).as("the journal failed for no reason").isTrue();
            deaths++;
            now = now.plusMillis(random.nextInt(600_000));
            disk.rise();
            if (random.nextInt(4) == 0) {
                disk.dieSoon(5);
            }
            try {
                start();
                return;
            } catch (JournalFailed e) {
                continue;
            }
        }
    }

    private void start() {
        journal = disk.open();
        boolean believed = random.nextBoolean();
        station =
                StationInMemory.start(
                        journal, believed ? snapshot : null, week.site, week.policy, now);
    }
}
