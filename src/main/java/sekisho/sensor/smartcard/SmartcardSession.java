package sekisho.sensor.smartcard;

import org.jspecify.annotations.Nullable;

import sekisho.site.Bytes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What happens on the readers of one PC/SC service. Pure: what the service says and the time come
/// in, what is to be done goes out.
///
/// Each laying of a card is told once: a hand that trembles lays the same card down again within
/// [#TREMBLE], and a card that lay there before the service died lies there when it is back.
final class SmartcardSession {
    /// A card that comes back sooner was never away.
    static final Duration TREMBLE = Duration.ofMillis(700);

    static final Duration READ_AGAIN = Duration.ofMillis(150);
    static final int READS_MAX = 4;

    private enum State {
        EMPTY,
        /// A card is there and still has to be read, or is being read.
        READING,
        /// A card is there of which everything is said.
        CARD
    }

    private static final class Reader {
        State state = State.EMPTY;
        Slot slot;
        int reads;
        Instant readAt = Instant.MIN;
        boolean asked;
        @Nullable Card last;
        Instant lastGoneAt = Instant.MIN;
        boolean looked;

        Reader(String name) {
            this.slot = Slot.unknown(name);
        }
    }

    private boolean lostTold;
    private final Map<String, Reader> readers = new LinkedHashMap<>();

    /// Cards that lay on readers when those, or the service, went away.
    private final Map<String, Card> left = new LinkedHashMap<>();

    /// The service can't be asked.
    void lost(PcscError error, Consumer<SmartcardAction> out) {
        readers.forEach((name, reader) -> leave(name, reader));
        readers.clear();
        if (!lostTold) {
            lostTold = true;
            out.accept(new SmartcardAction.ServiceLost(error.words()));
        }
    }

    /// The readers there are now.
    void listed(List<String> names, Consumer<SmartcardAction> out) {
        lostTold = false;
        for (String known : List.copyOf(readers.keySet())) {
            if (!names.contains(known)) {
                went(known, out);
            }
        }
        for (String name : names) {
            if (!readers.containsKey(name)) {
                readers.put(name, new Reader(name));
                out.accept(new SmartcardAction.ReaderCame(name));
            }
        }
    }

    /// What the service is to compare with, for the next wait.
    List<Slot> known() {
        List<Slot> known = new ArrayList<>();
        readers.values().forEach(reader -> known.add(reader.slot.seen()));
        return known;
    }

    /// Likewise, of one reader.
    List<Slot> known(String reader) {
        return known().stream().filter(slot -> slot.reader().equals(reader)).toList();
    }

    /// A reader is not as it was.
    ///
    /// @return false when the readers must be listed again: this one is not there
    boolean seen(Slot slot, Instant now, Consumer<SmartcardAction> out) {
        Reader reader = readers.get(slot.reader());
        if (reader == null) {
            return false;
        }
        if (slot.is(Slot.UNKNOWN) || slot.is(Slot.UNAVAILABLE)) {
            went(slot.reader(), out);
            return false;
        }
        boolean another = slot.count() != reader.slot.count();
        missed(reader, slot, out);
        reader.slot = slot;
        reader.looked = true;
        if (!slot.is(Slot.PRESENT)) {
            gone(reader, now, out);
            return true;
        }
        if (reader.state != State.EMPTY && another) {
            gone(reader, now, out);
        }
        if (reader.state == State.EMPTY) {
            come(reader, now, out);
        }
        return true;
    }

    /// The service counts layings and liftings: more of them than were seen are cards that were
    /// gone again before anybody looked.
    private static void missed(Reader reader, Slot slot, Consumer<SmartcardAction> out) {
        boolean was = reader.slot.is(Slot.PRESENT);
        boolean is = slot.is(Slot.PRESENT);
        int counted = slot.count() - reader.slot.count() & 0xFFFF;
        int seen = was != is ? 1 : is && counted > 0 ? 2 : 0;
        for (int unseen = counted - seen; reader.looked && unseen > 1; unseen -= 2) {
            String reason = new PcscError(PcscError.REMOVED_CARD).words();
            out.accept(new SmartcardAction.CardUnread(slot.reader(), reason, Bytes.NONE));
        }
    }

    private void come(Reader reader, Instant now, Consumer<SmartcardAction> out) {
        reader.reads = 0;
        reader.readAt = now;
        reader.asked = false;
        if (reader.slot.is(Slot.MUTE)) {
            unread(reader, new PcscError(PcscError.UNRESPONSIVE_CARD).words(), out);
        } else {
            reader.state = State.READING;
        }
    }

    private void gone(Reader reader, Instant now, Consumer<SmartcardAction> out) {
        left.remove(reader.slot.reader());
        if (reader.state == State.EMPTY) {
            return;
        }
        if (reader.state == State.READING && reader.reads > 0) {
            unread(reader, new PcscError(PcscError.REMOVED_CARD).words(), out);
        }
        reader.state = State.EMPTY;
        reader.lastGoneAt = now;
        out.accept(new SmartcardAction.CardGone(reader.slot.reader()));
    }

    /// Says which cards are to be read now.
    void elapse(Instant now, Consumer<SmartcardAction> out) {
        for (Reader reader : List.copyOf(readers.values())) {
            if (reader.state == State.READING && !reader.asked && !now.isBefore(reader.readAt)) {
                reader.asked = true;
                reader.reads++;
                out.accept(new SmartcardAction.Read(reader.slot.reader()));
            }
        }
    }

    /// When [#elapse] has something to say.
    Instant dueAt() {
        return readers.values().stream()
                .filter(reader -> reader.state == State.READING && !reader.asked)
                .map(reader -> reader.readAt)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    /// The card in a reader answered.
    ///
    /// @param since how the reader's state has changed since the card was asked; where there is
    ///   another card now, nobody knows which of them it was
    void answered(
            String name,
            Bytes answer,
            List<Slot> since,
            Instant now,
            Consumer<SmartcardAction> out) {
        Reader reader = readers.get(name);
        if (reader == null || reader.state != State.READING) {
            return;
        }
        for (Slot slot : since) {
            if (slot.is(Slot.PRESENT) && slot.count() != reader.slot.count()) {
                seen(slot, now, out);
                return;
            }
        }
        try {
            Card card = Card.of(reader.slot.atr(), answer);
            reader.state = State.CARD;
            Card before = left.remove(name);
            boolean lay = card.equals(before);
            boolean trembled =
                    card.equals(reader.last)
                            && now.isBefore(reader.lastGoneAt.plus(TREMBLE))
                            && card.isSteady();
            reader.last = card;
            if (!lay && !trembled) {
                out.accept(new SmartcardAction.CardLaid(name, card));
            }
        } catch (Card.Unreadable e) {
            unread(reader, String.valueOf(e.getMessage()), out);
        }
    }

    /// The card in a reader could not be asked.
    ///
    /// @return false when it is the service or the reader that does not answer
    boolean failed(String name, PcscError error, Instant now, Consumer<SmartcardAction> out) {
        Reader reader = readers.get(name);
        if (reader == null || reader.state != State.READING) {
            return error.of() != PcscError.Of.SERVICE;
        }
        reader.asked = false;
        reader.readAt = now.plus(READ_AGAIN);
        return switch (error.of()) {
            case SERVICE -> false;
            case READER -> {
                went(name, out);
                yield false;
            }
            case CARD -> {
                unread(reader, error.words(), out);
                yield true;
            }
            // The service itself tells that the card is gone, or that it is there again.
            case CARD_GONE, PASSING -> {
                if (reader.reads >= READS_MAX) {
                    unread(reader, error.words(), out);
                }
                yield true;
            }
        };
    }

    private void unread(Reader reader, String reason, Consumer<SmartcardAction> out) {
        reader.state = State.CARD;
        reader.last = null;
        String name = reader.slot.reader();
        left.remove(name);
        out.accept(new SmartcardAction.CardUnread(name, reason, reader.slot.atr()));
    }

    private void went(String name, Consumer<SmartcardAction> out) {
        Reader reader = readers.remove(name);
        if (reader != null) {
            leave(name, reader);
            String reason = new PcscError(PcscError.READER_UNAVAILABLE).words();
            out.accept(new SmartcardAction.ReaderWent(name, reason));
        }
    }

    private void leave(String name, Reader reader) {
        if (reader.state == State.CARD && reader.last != null) {
            left.put(name, reader.last);
        }
    }
}
