package sekisho.edge.seal;

import org.jspecify.annotations.Nullable;

import sekisho.site.json.Unreadable;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/// The station's end of a chain: which facts of it have come, and the key of the first that has
/// not. Facts may come in any order, and again.
public final class SealChain {
    /// So far a fact may be ahead of the first one that has not come: twice of what a spool takes.
    /// Finding its key costs a step each.
    static final long AHEAD_MAX = 400_000;

    /// So many runs of facts that came ahead are kept apart.
    private static final int RUNS_MAX = 1000;

    /// What a seal says.
    public enum Verdict {
        /// It is the fact that was sealed at its place.
        SEALED,
        /// That place has come before, and its key is gone: the journal knows whether it is new.
        RESENT,
        /// It is not what was sealed at its place.
        BROKEN,
        /// It belongs to another chain.
        FOREIGN
    }

    /// What a position says.
    public enum Position {
        /// The agent has sealed so many facts.
        PROVEN,
        /// It has sealed more before.
        WENT_BACK,
        /// It does not have the key of that place.
        BROKEN,
        /// It belongs to another chain.
        FOREIGN
    }

    /// Places from the first one on, without the last one.
    public record Places(long from, long until) {}

    private static final class Cursor {
        private long index;
        private SealKey key;

        private Cursor(long index, SealKey key) {
            this.index = index;
            this.key = key;
        }
    }

    private final String id;
    private Cursor base;
    private final NavigableMap<Long, Long> ahead = new TreeMap<>();

    /// Where keys were found last. A backlog and what is fresh come in two rows side by side.
    private final List<Cursor> cursors = new ArrayList<>();

    /// A chain that nothing has come of.
    public SealChain(String id, SealKey first) {
        this(id, 0, first);
    }

    private SealChain(String id, long index, SealKey key) {
        this.id = id;
        this.base = new Cursor(index, key);
    }

    public String id() {
        return id;
    }

    /// Behind the last fact that has come.
    public long end() {
        return ahead.isEmpty() ? base.index : ahead.lastEntry().getValue();
    }

    /// What a fact's seal is worth.
    public Verdict check(Seal seal) {
        if (!seal.chain().equals(id)) {
            return Verdict.FOREIGN;
        }
        if (hasCome(seal.index())) {
            return Verdict.RESENT;
        }
        SealKey key = key(seal.index());
        return key != null && key.sealsFact(seal.line(), seal.tag())
                ? Verdict.SEALED
                : Verdict.BROKEN;
    }

    /// What the seal of a greeting or of a sign of life is worth.
    public Position position(Seal seal) {
        if (!seal.chain().equals(id)) {
            return Position.FOREIGN;
        }
        if (seal.index() < end()) {
            return Position.WENT_BACK;
        }
        SealKey key = key(seal.index());
        return key != null && key.sealsPosition(seal.line(), seal.tag())
                ? Position.PROVEN
                : Position.BROKEN;
    }

    private boolean hasCome(long index) {
        Map.Entry<Long, Long> run = ahead.floorEntry(index);
        return index < base.index || run != null && index < run.getValue();
    }

    private @Nullable SealKey key(long index) {
        if (index - base.index > AHEAD_MAX) {
            return null;
        }
        Cursor nearest = base;
        for (Cursor cursor : cursors) {
            if (cursor.index <= index && cursor.index > nearest.index) {
                nearest = cursor;
            }
        }
        SealKey key = nearest.key.after(index - nearest.index);
        if (nearest != base) {
            cursors.remove(nearest);
        }
        cursors.add(new Cursor(index, key));
        if (cursors.size() > 2) {
            cursors.removeFirst();
        }
        return key;
    }

    /// The fact of a place has come, and is durable.
    public void came(long index) {
        if (hasCome(index) || index - base.index >= AHEAD_MAX) {
            return;
        }
        long from = index;
        long until = index + 1;
        Map.Entry<Long, Long> before = ahead.floorEntry(index);
        if (before != null && before.getValue() == index) {
            from = before.getKey();
        }
        Long behind = ahead.remove(until);
        if (behind != null) {
            until = behind;
        }
        ahead.put(from, until);
        if (ahead.size() > RUNS_MAX) {
            giveUp(ahead.firstKey());
        }
        settle();
    }

    /// Moves the base over everything that has come.
    private void settle() {
        Map.Entry<Long, Long> first = ahead.firstEntry();
        if (first != null && first.getKey() <= base.index) {
            ahead.pollFirstEntry();
            moveBase(first.getValue());
        }
    }

    private void moveBase(long index) {
        base = new Cursor(index, Objects.requireNonNull(key(index), "too far ahead"));
        cursors.removeIf(cursor -> cursor.index <= index);
    }

    /// The places before one that have not come.
    public List<Places> missing(long until) {
        var missing = new ArrayList<Places>();
        long from = base.index;
        for (Map.Entry<Long, Long> run : ahead.entrySet()) {
            if (run.getKey() >= until) {
                break;
            }
            missing.add(new Places(from, run.getKey()));
            from = run.getValue();
        }
        if (from < until) {
            missing.add(new Places(from, until));
        }
        return missing;
    }

    /// What has not come before a place is waited for no more.
    public void giveUp(long until) {
        while (!ahead.isEmpty() && ahead.firstKey() <= until) {
            moveBase(ahead.pollFirstEntry().getValue());
        }
        if (base.index < until) {
            moveBase(until);
        }
        settle();
    }

    /// For keeping: `{"chain","base","key","ahead":[[from,until]…]}`.
    public Map<String, Object> json() {
        var members = new HashMap<String, Object>();
        members.put("chain", id);
        members.put("base", base.index);
        members.put("key", Base64.getEncoder().encodeToString(base.key.bytes()));
        members.put(
                "ahead",
                ahead.entrySet().stream()
                        .map(run -> List.of(run.getKey(), run.getValue()))
                        .toList());
        return members;
    }

    /// Reads what was kept.
    ///
    /// @throws Unreadable when it makes no sense
    public static SealChain read(Map<String, ? extends @Nullable Object> members)
            throws Unreadable {
        if (!(members.get("chain") instanceof String id)
                || !(members.get("base") instanceof Long index)
                || !(members.get("key") instanceof String key)
                || !(members.get("ahead") instanceof List<?> ahead)) {
            throw new Unreadable("it is no chain of seals");
        }
        try {
            var chain = new SealChain(id, index, SealKey.of(Base64.getDecoder().decode(key)));
            for (Object run : ahead) {
                if (!(run instanceof List<?> two)
                        || two.size() != 2
                        || !(two.get(0) instanceof Long from)
                        || !(two.get(1) instanceof Long until)) {
                    throw new Unreadable("it is no chain of seals");
                }
                chain.ahead.put(from, until);
            }
            return chain;
        } catch (IllegalArgumentException e) {
            throw new Unreadable("it is no chain of seals: " + e.getMessage());
        }
    }
}
