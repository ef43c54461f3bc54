package sekisho.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A set of numbers, kept as the intervals they form: what comes in order takes one of them.
public final class Intervals {

    /// All numbers from `from` to `until`, both included.
    public record Interval(long from, long until) {}

    private final TreeMap<Long, Long> untilByFrom = new TreeMap<>();

    /// Adds a number.
    ///
    /// @return false when it was there
    public boolean add(long number) {
        if (contains(number)) {
            return false;
        }
        long from = number;
        long until = number;
        Map.Entry<Long, Long> below = untilByFrom.lowerEntry(number);
        if (below != null && below.getValue() == number - 1) {
            from = below.getKey();
        }
        Long above = number == Long.MAX_VALUE ? null : untilByFrom.remove(number + 1);
        if (above != null) {
            until = above;
        }
        untilByFrom.put(from, until);
        return true;
    }

    /// Adds all numbers from one to another, which lie behind all others and do not touch them.
    ///
    /// @throws IllegalArgumentException when they don't
    public void add(long from, long until) {
        addBehind(new Interval(from, until));
    }

    /// Adds an interval that lies behind all others and does not touch them.
    void addBehind(Interval interval) {
        if (interval.until() < interval.from()
                || (!untilByFrom.isEmpty()
                        && untilByFrom.lastEntry().getValue() >= interval.from() - 1)) {
            throw new IllegalArgumentException(interval + " does not lie behind the others");
        }
        untilByFrom.put(interval.from(), interval.until());
    }

    boolean contains(long number) {
        Map.Entry<Long, Long> at = untilByFrom.floorEntry(number);
        return at != null && at.getValue() >= number;
    }

    /// The intervals of the set, ascending.
    public List<Interval> there() {
        var there = new ArrayList<Interval>(untilByFrom.size());
        untilByFrom.forEach((from, until) -> there.add(new Interval(from, until)));
        return there;
    }

    /// What lies between the lowest and the highest number and is not in the set, ascending.
    public List<Interval> missing() {
        var missing = new ArrayList<Interval>();
        List<Interval> there = there();
        for (int i = 1; i < there.size(); i++) {
            missing.add(new Interval(there.get(i - 1).until() + 1, there.get(i).from() - 1));
        }
        return missing;
    }
}
