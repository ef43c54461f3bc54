package sekisho.sensor.smartcard;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.site.Bytes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Asks the service, and feeds the session; the service's own wait is the only one while it lives.
///
/// Whoever runs it calls [#turn] again and again, on one thread.
final class SmartcardLoop implements AutoCloseable {
    /// So long at most nobody looks at the clock.
    static final Duration LOOK_AROUND = Duration.ofMillis(500);

    /// A service that is away is looked for so often.
    static final Duration OPEN_AGAIN = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(SmartcardLoop.class);

    /// Takes what the session found out.
    interface Listener {
        void told(SmartcardAction action);

        /// All readers there are have been told of.
        void listed();

        /// What a reader that came says of itself.
        void about(String reader, Pcsc.About about);
    }

    private final Pcsc service;
    private final SmartcardSession session = new SmartcardSession();
    private final Supplier<Instant> steady;
    private final Listener listener;
    private volatile Pcsc.@Nullable Context context;
    private boolean listing;
    private Slot notification = Slot.unknown(Slot.NOTIFICATION);

    /// @param steady a time that only goes forward
    SmartcardLoop(Pcsc service, Supplier<Instant> steady, Listener listener) {
        this.service = service;
        this.steady = steady;
        this.listener = listener;
    }

    /// One turn: what is due, then a wait for the service. Returns soon after [#wake].
    ///
    /// @return how long to wait before the next turn: the service is away
    Duration turn() {
        Pcsc.Context open = context;
        try {
            if (open == null) {
                open = service.open();
                context = open;
                notification = Slot.unknown(Slot.NOTIFICATION);
                listing = true;
            }
            if (listing) {
                list(open);
            }
            read(open);
            await(open);
            return Duration.ZERO;
        } catch (Pcsc.Failed e) {
            return failed(e.error());
        }
    }

    private void list(Pcsc.Context open) throws Pcsc.Failed {
        listing = false;
        List<SmartcardAction> actions = new ArrayList<>();
        session.listed(open.readers(), actions::add);
        actions.forEach(listener::told);
        listener.listed();
        for (SmartcardAction action : actions) {
            if (action instanceof SmartcardAction.ReaderCame(String reader)) {
                about(open, reader);
            }
        }
    }

    private void about(Pcsc.Context open, String reader) throws Pcsc.Failed {
        try {
            listener.about(reader, open.about(reader));
        } catch (Pcsc.Failed e) {
            if (e.error().of() == PcscError.Of.SERVICE) {
                throw e;
            }
            LOG.info("reader {} says nothing of itself: {}", reader, e.getMessage());
        }
    }

    private void read(Pcsc.Context open) throws Pcsc.Failed {
        List<SmartcardAction> due = new ArrayList<>();
        session.elapse(steady.get(), due::add);
        for (SmartcardAction action : due) {
            if (action instanceof SmartcardAction.Read(String reader)) {
                try {
                    Bytes answer = open.ask(reader, Card.ASK_NUMBER);
                    List<Slot> since = open.await(session.known(reader), Duration.ZERO);
                    session.answered(reader, answer, since, steady.get(), listener::told);
                } catch (Pcsc.Failed e) {
                    if (e.error().of() == PcscError.Of.SERVICE) {
                        throw e;
                    }
                    listing |= !session.failed(reader, e.error(), steady.get(), listener::told);
                }
            } else {
                listener.told(action);
            }
        }
    }

    private void await(Pcsc.Context open) throws Pcsc.Failed {
        if (listing) {
            return;
        }
        Duration left = Duration.between(steady.get(), session.dueAt());
        Duration wait = left.compareTo(LOOK_AROUND) < 0 ? left : LOOK_AROUND;
        List<Slot> known = new ArrayList<>(session.known());
        known.add(notification);
        List<Slot> changed = open.await(known, wait.isNegative() ? Duration.ZERO : wait);
        for (Slot slot : changed) {
            if (slot.isNotification()) {
                notification = slot.seen();
                listing = true;
            } else {
                listing |= !session.seen(slot, steady.get(), listener::told);
            }
        }
    }

    private Duration failed(PcscError error) {
        if (error.of() == PcscError.Of.READER) {
            // A reader went between listing and waiting.
            listing = true;
            return Duration.ZERO;
        }
        LOG.debug("{}", error.words());
        session.lost(error, listener::told);
        close();
        return OPEN_AGAIN;
    }

    /// Ends a wait soon. Any thread.
    void wake() {
        Pcsc.Context open = context;
        if (open != null) {
            open.cancel();
        }
    }

    @Override
    public void close() {
        Pcsc.Context open = context;
        context = null;
        if (open != null) {
            open.close();
        }
    }
}
