package sekisho.correlation;

/// How many are there, over time: a mark wherever the number changes.
final class Tally extends Timeline {

    /// Told about a span in which a tally became empty or ceased to be; both ends included.
    interface Turned {
        void between(long from, long until);
    }

    Tally() {
        super(true);
    }

    /// Changes the number from one point in the order on, up to another or for good.
    ///
    /// @param endAt [#FOREVER] for good
    void change(long at, long sequence, long endAt, long endSequence, int by) {
        if (endAt == FOREVER && (size() == 0 || at > at(size() - 1))) {
            setNumber(add(at, sequence, 0), before(size() - 1) + by);
            return;
        }
        step(at, sequence, by);
        if (endAt != FOREVER) {
            step(endAt, endSequence, -by);
        }
    }

    private void step(long at, long sequence, int by) {
        int i = find(at, sequence);
        if (i < 0) {
            i = add(at, sequence, 0);
            setNumber(i, before(i));
        }
        for (int k = i; k < size(); k++) {
            setNumber(k, number(k) + by);
        }
        if (number(i) == before(i)) {
            remove(i);
        }
    }

    /// Tells, after a change, the spans of it that are empty now or were empty before.
    void turned(long at, long sequence, long endAt, long endSequence, int by, Turned told) {
        int end = endAt == FOREVER ? size() : behind(endAt, endSequence - 1);
        long from = at;
        long count = before(behind(at, sequence));
        for (int i = behind(at, sequence); ; i++) {
            long until = i < end ? at(i) : endAt;
            if (count == 0 || count == by) {
                told.between(from, until);
            }
            if (i >= end) {
                return;
            }
            from = until;
            count = number(i);
        }
    }

    /// Whether anybody is there at a point in the order.
    boolean isAnyAt(long at, long sequence) {
        return before(behind(at, sequence)) > 0;
    }

    /// Whether anybody is there at any moment of a span; both ends of it and of a stay count.
    boolean isAnyWithin(long from, long until) {
        int i = from(from);
        return before(i) > 0 || (i < size() && at(i) <= until);
    }

    /// Whether anybody is there at a moment, as known at a point of it in the order; who leaves in
    /// that moment is still there.
    boolean isAnyKnown(long at, long sequence) {
        int i = from(at);
        return before(i) > 0 || (i < size() && at(i) == at && sequence(i) <= sequence);
    }

    private long before(int i) {
        return i == 0 ? 0 : number(i - 1);
    }
}
