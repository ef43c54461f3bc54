package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Deadlines in the order in which they came, which is also the order in which they are due.
final class Ring<T> {
    static final long REFUSED = -1;

    private long[] due = new long[16];
    private long[] at = new long[16];
    private long[] sequence = new long[16];
    private boolean[] met = new boolean[16];
    private @Nullable Object[] owner = new Object[16];
    private int first;
    private int size;

    /// How many have left; so much less than its ticket is a deadline's place from the first on.
    private long gone;

    /// Takes a deadline and returns a ticket for it; [#REFUSED] if it is due before the last one
    /// here.
    long offer(long newDue, T newOwner, long newAt, long newSequence) {
        int mask = due.length - 1;
        if (size > 0) {
            int last = (first + size - 1) & mask;
            if (newDue < due[last] || (newDue == due[last] && newSequence < sequence[last])) {
                return REFUSED;
            }
        }
        if (size == due.length) {
            grow();
            mask = due.length - 1;
        }
        int i = (first + size) & mask;
        due[i] = newDue;
        at[i] = newAt;
        sequence[i] = newSequence;
        met[i] = false;
        owner[i] = newOwner;
        return gone + size++;
    }

    /// Says that a deadline needs no decision any more, unless [#doubt] comes before it is due. It
    /// has no effect on one that is gone.
    void meet(long ticket) {
        if (ticket >= gone && ticket < gone + size) {
            met[(first + (int) (ticket - gone)) & (due.length - 1)] = true;
        }
    }

    /// Takes back everything [#meet] said.
    void doubt() {
        Arrays.fill(met, false);
    }

    /// When the first one is due; [Long#MAX_VALUE] if there is none.
    long due() {
        return size == 0 ? Long.MAX_VALUE : due[first];
    }

    /// The first one's sequence; meaningless if there is none.
    long sequence() {
        return sequence[first];
    }

    void poll(Deadlines.Decision<T> decision) {
        int i = first;
        T whose = owner(i);
        owner[i] = null;
        first = (first + 1) & (due.length - 1);
        size--;
        gone++;
        if (!met[i]) {
            decision.decide(whose, at[i], sequence[i]);
        }
    }

    void save(StateWriter out, Consumer<? super T> whose) {
        out.number(size);
        for (int k = 0; k < size; k++) {
            int i = (first + k) & (due.length - 1);
            out.number(due[i]);
            out.number(at[i]);
            out.number(sequence[i]);
            whose.accept(owner(i));
        }
    }

    void load(StateReader in, Supplier<? extends T> whose) {
        in.all(() -> {
            long newDue = in.number();
            long newAt = in.number();
            long newSequence = in.number();
            offer(newDue, whose.get(), newAt, newSequence);
        });
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // only offer() writes
    private T owner(int i) {
        return (T) owner[i];
    }

    private void grow() {
        due = unrolled(due);
        at = unrolled(at);
        sequence = unrolled(sequence);
        var meets = new boolean[met.length * 2];
        System.arraycopy(met, first, meets, 0, met.length - first);
        System.arraycopy(met, 0, meets, met.length - first, first);
        met = meets;
        var owners = new @Nullable Object[owner.length * 2];
        System.arraycopy(owner, first, owners, 0, owner.length - first);
        System.arraycopy(owner, 0, owners, owner.length - first, first);
        owner = owners;
        first = 0;
    }

    private long[] unrolled(long[] old) {
        var longer = new long[old.length * 2];
        System.arraycopy(old, first, longer, 0, old.length - first);
        System.arraycopy(old, 0, longer, old.length - first, first);
        return longer;
    }
}
