package sekisho.web;

import sekisho.journal.Entry;
import sekisho.journal.JournalReader;
import sekisho.site.Fact;
import sekisho.site.Intake;
import sekisho.site.Recording;
import sekisho.site.Sighting;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;

/// A journal and its intake in memory: what is offered is durable at once, unless it is told to be
/// full.
public final class MemoryJournal implements JournalReader, Intake {
    private final InstantSource clock;
    private final List<Entry> entries = new ArrayList<>();
    private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
    private boolean full;
    private Recording recording;

    public MemoryJournal(InstantSource clock) {
        this.clock = clock;
        this.recording = new Recording(Recording.State.GOING, clock.instant(), "");
    }

    /// From now on facts are taken in, or not.
    public synchronized void setRecording(Recording recording) {
        this.recording = recording;
    }

    /// Whether facts are taken in.
    public synchronized Recording recording() {
        return recording;
    }

    /// From now on there is no room, or there is again.
    public synchronized void setFull(boolean full) {
        this.full = full;
    }

    /// Enters facts and tells the sequence of the last.
    public long add(Fact... facts) {
        return submit(List.of(facts).stream().map(Sighting::of).toList()).sequence();
    }

    @Override
    public synchronized long durable() {
        return entries.size();
    }

    @Override
    public synchronized List<Entry> read(long from, int max) {
        int begin = (int) Math.min(from - 1, entries.size());
        return List.copyOf(entries.subList(begin, Math.min(begin + max, entries.size())));
    }

    @Override
    public Subscription onDurable(LongConsumer listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public CompletableFuture<Receipt> offer(List<Sighting> sightings) {
        synchronized (this) {
            if (full) {
                return CompletableFuture.failedFuture(new Full());
            }
            if (!recording.takesFacts()) {
                return CompletableFuture.failedFuture(new NotRecording(recording));
            }
        }
        return CompletableFuture.completedFuture(submit(sightings));
    }

    @Override
    public Receipt submit(List<Sighting> sightings) {
        long durable;
        synchronized (this) {
            Instant now = clock.instant();
            for (Sighting sighting : sightings) {
                entries.add(new Entry(entries.size() + 1L, now, sighting));
            }
            durable = entries.size();
        }
        listeners.forEach(listener -> listener.accept(durable));
        return new Receipt(durable, 0);
    }
}
