package sekisho.correlation;

import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Deadlines that did not come in their order.
final class Heap<T> {
    private record Waiting<T>(long due, T owner, long at, long sequence, long order)
            implements Comparable<Waiting<T>> {
        @Override
        public int compareTo(Waiting<T> other) {
            int byDue = Long.compare(due, other.due);
            if (byDue != 0) {
                return byDue;
            }
            int bySequence = Long.compare(sequence, other.sequence);
            return bySequence != 0 ? bySequence : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Waiting<T>> waiting = new PriorityQueue<>();
    private long added;

    void add(long due, T owner, long at, long sequence) {
        waiting.add(new Waiting<>(due, owner, at, sequence, added++));
    }

    /// When the first one is due; [Long#MAX_VALUE] if there is none.
    long due() {
        Waiting<T> first = waiting.peek();
        return first == null ? Long.MAX_VALUE : first.due;
    }

    /// The first one's sequence; [Long#MAX_VALUE] if there is none.
    long sequence() {
        Waiting<T> first = waiting.peek();
        return first == null ? Long.MAX_VALUE : first.sequence;
    }

    void poll(Deadlines.Decision<T> decision) {
        Waiting<T> first = waiting.remove();
        decision.decide(first.owner, first.at, first.sequence);
    }

    void save(StateWriter out, Consumer<? super T> whose) {
        out.number(waiting.size());
        waiting.stream()
                .sorted()
                .forEach(one -> {
                    out.number(one.due);
                    out.number(one.at);
                    out.number(one.sequence);
                    whose.accept(one.owner);
                });
    }

    void load(StateReader in, Supplier<? extends T> whose) {
        in.all(() -> {
            long due = in.number();
            long at = in.number();
            long sequence = in.number();
            add(due, whose.get(), at, sequence);
        });
    }
}
