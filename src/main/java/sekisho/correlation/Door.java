package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import sekisho.site.DoorId;

import java.util.Map;

/// What is known about a door: everything that happened at it, in one timeline. Each mark notes the
/// zone that its fact named.
final class Door implements Index.Named {
    static final int GRANTED = 1;
    static final int DENIED = 2;
    static final int OPENED = 3;
    static final int CLOSED = 4;
    static final int EXIT = 5;
    static final int TOLD = 6;

    final Timeline log = new Timeline(true);

    /// The finding that nobody declared this door; null while there is none.
    @Nullable Named undeclared;

    /// The zone that a fact named last.
    @Nullable Zone zone;

    /// The deadline of the opening that came last, and that opening; see [Deadlines.Lane#meet].
    long held = Ring.REFUSED;

    long heldSince;

    private final DoorId id;
    private final Evidence evidence;

    /// The entry that named the door first.
    record Named(long at, long sequence, Zone zone) {}

    Door(DoorId id, Evidence evidence) {
        this.id = id;
        this.evidence = evidence;
    }

    @Override
    public String name() {
        return id.value();
    }

    /// Forgets what lies before a time; never the door, which zones refer to.
    boolean isForgotten(long before) {
        log.forget(before, 0);
        return false;
    }

    DoorId id() {
        return id;
    }

    Map<String, String> subject() {
        return Map.of("door", id.value());
    }

    /// The zone that a mark's fact named.
    Zone zone(int i) {
        return evidence.zone((int) log.number(i));
    }

    /// Whether there is a mark of a kind within a span around a mark, both ends included.
    boolean has(int kind, long from, int around, long until) {
        for (int i = around - 1; i >= 0 && log.at(i) >= from; i--) {
            if (log.kind(i) == kind) {
                return true;
            }
        }
        for (int i = around + 1; i < log.size() && log.at(i) <= until; i++) {
            if (log.kind(i) == kind) {
                return true;
            }
        }
        return false;
    }

    void save(Saving saving) {
        StateWriter out = saving.out();
        log.saveMarks(out);
        saving.zoneOrNone(zone);
        Named named = undeclared;
        out.flag(named != null);
        if (named != null) {
            out.number(named.at());
            out.number(named.sequence());
            saving.zone(named.zone());
        }
    }

    void load(Loading loading) {
        StateReader in = loading.in();
        log.loadMarks(in);
        zone = loading.zoneOrNone();
        if (in.flag()) {
            undeclared = new Named(in.number(), in.number(), loading.zone());
        }
    }
}
