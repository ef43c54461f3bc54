package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import sekisho.site.MachineId;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Where one medium was put in and pulled out. Two of them with one identity show by being plugged
/// in at two places at once.
final class Medium {
    static final int INSERTED = 1;
    static final int REMOVED = 2;

    /// Where a medium is plugged in; a source may not know the port.
    record Port(MachineId machine, @Nullable String port) {
        boolean mayBe(Port other) {
            return machine.equals(other.machine)
                    && (port == null || other.port == null || port.equals(other.port));
        }

        void save(StateWriter out) {
            out.text(machine.value());
            out.textOrNone(port);
        }

        static Port load(StateReader in) {
            return new Port(new MachineId(in.text()), in.textOrNone());
        }
    }

    /// @param where it was put in or pulled out
    /// @param zone of the machine
    /// @param after where it is plugged in from there on
    record Plug(Port where, Zone zone, List<Port> after) {}

    final Noted<Plug> log = new Noted<>();

    /// Every time it was put in, in order, as long as it is in or that is remembered.
    final List<Plugged> stays = new ArrayList<>(1);

    void putIn(Plugged plugged) {
        int i = stays.size();
        while (i > 0 && !stays.get(i - 1).isBefore(plugged.at(), plugged.sequence)) {
            i--;
        }
        stays.add(i, plugged);
    }

    /// Whether it has neither been pulled nor put in anew up to and including a point in the order.
    boolean isStill(Plugged plugged, long at, long point) {
        int end = log.behind(at, point);
        for (int i = log.behind(plugged.at(), plugged.sequence); i < end; i++) {
            if (plug(i).where().mayBe(plugged.port())) {
                return false;
            }
        }
        return true;
    }

    /// The stays that a mark may end or begin: what was plugged in just before it, and what it put
    /// in.
    List<Plugged> around(int i) {
        long at = log.at(i);
        long sequence = log.sequence(i);
        var ports = new ArrayList<Port>(before(i));
        var around = new ArrayList<Plugged>();
        for (int k = stays.size() - 1; k >= 0; k--) {
            Plugged stay = stays.get(k);
            boolean isBefore = stay.isBefore(at, sequence);
            if (isBefore && ports.isEmpty()) {
                break;
            }
            if (stay.sequence == sequence || (isBefore && ports.remove(stay.port()))) {
                around.add(stay);
            }
        }
        return around;
    }

    /// Adds a mark and returns where the marks end whose past has changed by it.
    int add(long at, long sequence, int kind, Port where, Zone zone) {
        int i = log.add(at, sequence, kind, new Plug(where, zone, List.of()));
        List<Port> old = before(i);
        for (; i < log.size(); i++) {
            Plug plug = plug(i);
            List<Port> after = next(before(i), log.kind(i), plug.where());
            if (after.equals(old)) {
                log.set(i, new Plug(plug.where(), plug.zone(), after));
                return i + 1;
            }
            log.set(i, new Plug(plug.where(), plug.zone(), after));
            old = i + 1 < log.size() ? plug(i + 1).after() : List.of();
        }
        return i;
    }

    /// Whether it is plugged in elsewhere just before a mark.
    boolean isElsewhere(int i) {
        Port here = plug(i).where();
        return before(i).stream().anyMatch(port -> !port.mayBe(here));
    }

    @SuppressWarnings("NullAway") // every mark has one
    Plug plug(int i) {
        return log.note(i);
    }

    boolean isForgotten(long before) {
        stays.removeIf(plugged -> !isStill(plugged, before, Long.MIN_VALUE));
        stays.forEach(plugged -> plugged.outlasted.headMap(before).clear());
        log.forget(before, 1);
        return log.size() == 0 || (log.at(log.size() - 1) < before && before(log.size()).isEmpty());
    }

    private List<Port> before(int i) {
        return i == 0 ? List.of() : plug(i - 1).after();
    }

    private static List<Port> next(List<Port> before, int kind, Port where) {
        var after = new ArrayList<Port>(before);
        after.removeIf(where::mayBe);
        if (kind == INSERTED) {
            after.add(where);
        }
        return List.copyOf(after);
    }

    void save(Saving saving) {
        StateWriter out = saving.out();
        log.save(
                out,
                plug -> {
                    Objects.requireNonNull(plug).where().save(out);
                    saving.zone(plug.zone());
                    out.all(plug.after(), port -> port.save(out));
                });
        out.all(stays, plugged -> plugged.save(out));
    }

    void load(Loading loading) {
        StateReader in = loading.in();
        log.load(
                in,
                () -> {
                    Port where = Port.load(in);
                    Zone zone = loading.zone();
                    var after = new ArrayList<Port>();
                    in.all(() -> after.add(Port.load(in)));
                    return new Plug(where, zone, List.copyOf(after));
                });
        in.all(() -> stays.add(Plugged.load(in)));
    }
}
