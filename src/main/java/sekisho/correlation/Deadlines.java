package sekisho.correlation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What is still to be decided, by the time at which it will be.
///
/// Each rule has a lane. Spans are the same for most cases of a rule, so deadlines come into a lane
/// in their order, and a ring holds them; those that do not go into a heap beside it. A deadline
/// may stand twice, and its rule must not mind.
final class Deadlines {

    /// What a rule does when a case is due.
    interface Decision<T> {
        /// @param at event time of the case's trigger
        /// @param sequence of the trigger
        void decide(T owner, long at, long sequence);
    }

    private final List<Lane<?>> lanes = new ArrayList<>();
    private final Turn turn;
    private long next = Long.MAX_VALUE;

    Deadlines(Turn turn) {
        this.turn = turn;
    }

    <T> Lane<T> lane(Decision<T> decision) {
        var lane = new Lane<T>(decision);
        lanes.add(lane);
        return lane;
    }

    /// The earliest deadline; [Long#MAX_VALUE] if nothing is to be decided.
    long next() {
        return next;
    }

    /// Decides everything that is due before a time: by deadline, then by trigger, then by rule.
    /// Meanwhile the clock stands at each deadline, so that a decision is the same however far the
    /// clock has moved on.
    void decideBefore(long time) {
        while (next < time) {
            Lane<?> first = lanes.getFirst();
            for (Lane<?> lane : lanes) {
                if (lane.isBefore(first)) {
                    first = lane;
                }
            }
            turn.advance(first.nextDue());
            first.decideNext();
            next = Long.MAX_VALUE;
            for (Lane<?> lane : lanes) {
                next = Math.min(next, lane.nextDue());
            }
        }
    }

    /// The deadlines of one rule.
    final class Lane<T> {
        private final Decision<T> decision;
        private final Ring<T> ring = new Ring<>();
        private final Heap<T> heap = new Heap<>();

        Lane(Decision<T> decision) {
            this.decision = decision;
        }

        /// Adds a case. One whose time has already come is decided when the clock moves on, so that
        /// what arrives together is judged together.
        ///
        /// @return a ticket for [#meet]
        long add(long due, T owner, long at, long sequence) {
            long when = Math.max(due, turn.clock());
            long ticket = ring.offer(when, owner, at, sequence);
            if (ticket == Ring.REFUSED) {
                heap.add(when, owner, at, sequence);
            }
            next = Math.min(next, when);
            return ticket;
        }

        /// Says that the case of a ticket needs no decision by its deadline, so that the way to its
        /// owner is saved. One that is forgotten is decided as if nothing had been said.
        void meet(long ticket) {
            ring.meet(ticket);
        }

        /// Takes back everything [#meet] said.
        void doubt() {
            ring.doubt();
        }

        void save(StateWriter out, Consumer<? super T> owner) {
            ring.save(out, owner);
            heap.save(out, owner);
        }

        void load(StateReader in, Supplier<? extends T> owner) {
            ring.load(in, owner);
            heap.load(in, owner);
            next = Math.min(next, nextDue());
        }

        private long nextDue() {
            return Math.min(ring.due(), heap.due());
        }

        private boolean isBefore(Lane<?> other) {
            long mine = nextDue();
            long others = other.nextDue();
            return mine < others
                    || (mine == others
                            && mine != Long.MAX_VALUE
                            && nextSequence() < other.nextSequence());
        }

        private long nextSequence() {
            return isRingFirst() ? ring.sequence() : heap.sequence();
        }

        private boolean isRingFirst() {
            return ring.due() < heap.due()
                    || (ring.due() == heap.due() && ring.sequence() <= heap.sequence());
        }

        private void decideNext() {
            if (isRingFirst()) {
                ring.poll(decision);
            } else {
                heap.poll(decision);
            }
        }
    }
}
