package sekisho.sensor.smartcard;

import org.jspecify.annotations.Nullable;

import sekisho.site.Bytes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/// A PC/SC service in a world of its own, with a time of its own: readers come and go, cards are
/// laid down and pulled, the service dies and is started again, as was put down beforehand.
///
/// It answers as pcscd does: states with counts, waits that end when something changes, and the
/// same error codes. A command takes a while, in which everything may happen.
final class FakePcsc implements Pcsc {
    static final Duration A_COMMAND = Duration.ofMillis(30);
    private static final Instant BEGIN = Instant.parse("2026-11-20T00:00:00Z");

    /// A card as it lies there.
    ///
    /// @param answer to whatever it is asked, with its status
    record Laid(Bytes atr, Bytes answer) {}

    private record Event(Instant at, long number, Runnable happens) {}

    private static final class Reader {
        int count;
        @Nullable Laid card;
        Instant ownedUntil = Instant.MIN;
        About about = new About("", "");
    }

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::number));
    private final Map<String, Reader> readers = new LinkedHashMap<>();
    private Instant now = BEGIN;
    private long numbers;
    private boolean running = true;
    private int life;
    private int openContexts;

    Instant now() {
        return now;
    }

    int openContexts() {
        return openContexts;
    }

    /// Puts down what is to happen, so long after the beginning.
    void at(Duration when, Runnable happens) {
        events.add(new Event(BEGIN.plus(when), numbers++, happens));
    }

    void plug(String name) {
        readers.putIfAbsent(name, new Reader());
    }

    void plug(String name, About about) {
        plug(name);
        reader(name).about = about;
    }

    void unplug(String name) {
        readers.remove(name);
    }

    void lay(String name, Laid card) {
        Reader reader = readers.get(name);
        if (reader != null) {
            reader.count++;
            reader.card = card;
        }
    }

    void pull(String name) {
        Reader reader = readers.get(name);
        if (reader != null && reader.card != null) {
            reader.count++;
            reader.card = null;
        }
    }

    /// Another program takes the card in a reader for itself.
    void own(String name, Duration howLong) {
        Reader reader = readers.get(name);
        if (reader != null) {
            reader.ownedUntil = now.plus(howLong);
        }
    }

    void kill() {
        running = false;
    }

    /// Started anew, the service counts from nothing.
    void start() {
        if (!running) {
            running = true;
            life++;
            readers.values().forEach(reader -> reader.count = reader.card == null ? 0 : 1);
        }
    }

    /// Lets time pass; what was put down for it happens.
    void pass(Duration span) {
        passUntil(now.plus(span));
    }

    private void passUntil(Instant until) {
        while (!events.isEmpty() && !events.peek().at().isAfter(until)) {
            step();
        }
        now = until;
    }

    private void step() {
        Event event = events.remove();
        now = event.at().isBefore(now) ? now : event.at();
        event.happens().run();
    }

    private Reader reader(String name) {
        return java.util.Objects.requireNonNull(readers.get(name));
    }

    @Override
    public Context open() throws Failed {
        if (!running) {
            throw failed(PcscError.NO_SERVICE);
        }
        openContexts++;
        return new Fake();
    }

    private static Failed failed(int code) {
        return new Failed(new PcscError(code));
    }

    private final class Fake implements Context {
        private final int born = life;

        private void living() throws Failed {
            if (!running) {
                throw failed(PcscError.NO_SERVICE);
            }
            if (born != life) {
                throw failed(PcscError.INVALID_HANDLE);
            }
        }

        @Override
        public List<String> readers() throws Failed {
            living();
            return List.copyOf(readers.keySet());
        }

        @Override
        public List<Slot> await(List<Slot> known, Duration atMost) throws Failed {
            Instant until = now.plus(atMost);
            while (true) {
                living();
                List<Slot> changed = changed(known);
                if (!changed.isEmpty() || !now.isBefore(until)) {
                    return changed;
                }
                if (events.isEmpty() || events.peek().at().isAfter(until)) {
                    now = until;
                } else {
                    step();
                }
            }
        }

        private List<Slot> changed(List<Slot> known) throws Failed {
            List<Slot> changed = new ArrayList<>();
            for (Slot one : known) {
                Slot slot = one.isNotification() ? notification() : state(one.reader());
                if (slot.state() != one.state()) {
                    changed.add(new Slot(one.reader(), slot.state() | Slot.CHANGED, slot.atr()));
                }
            }
            return changed;
        }

        private Slot notification() {
            return new Slot(Slot.NOTIFICATION, (long) readers.size() << 16, Bytes.NONE);
        }

        private Slot state(String name) throws Failed {
            Reader reader = readers.get(name);
            if (reader == null) {
                throw failed(PcscError.UNKNOWN_READER);
            }
            long state = reader.card == null ? Slot.EMPTY : Slot.PRESENT;
            Bytes atr = reader.card == null ? Bytes.NONE : reader.card.atr();
            return new Slot(name, state | (long) reader.count << 16, atr);
        }

        @Override
        public Bytes ask(String name, Bytes command) throws Failed {
            living();
            Reader reader = readers.get(name);
            if (reader == null) {
                throw failed(PcscError.UNKNOWN_READER);
            }
            Laid card = reader.card;
            if (card == null) {
                throw failed(PcscError.NO_SMARTCARD);
            }
            if (now.isBefore(reader.ownedUntil)) {
                throw failed(PcscError.SHARING_VIOLATION);
            }
            int count = reader.count;
            pass(A_COMMAND);
            living();
            if (readers.get(name) != reader) {
                throw failed(PcscError.READER_UNAVAILABLE);
            }
            if (reader.count != count) {
                throw failed(PcscError.REMOVED_CARD);
            }
            return card.answer();
        }

        @Override
        public About about(String name) throws Failed {
            living();
            Reader reader = readers.get(name);
            if (reader == null) {
                throw failed(PcscError.UNKNOWN_READER);
            }
            return reader.about;
        }

        @Override
        public void cancel() {}

        @Override
        public void close() {
            openContexts--;
        }
    }
}
