package sekisho.correlation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The devices that showed one serial number. It is remembered for good when each was first seen: a
/// copy may turn up after years.
final class Serial {

    /// @param device vendor and product
    record Seen(Zone zone, String device) {}

    private record First(String device, long at, long sequence) {
        boolean isBehind(long otherAt, long otherSequence) {
            return at > otherAt || (at == otherAt && sequence > otherSequence);
        }
    }

    final Noted<Seen> log = new Noted<>();
    private final List<First> firsts = new ArrayList<>(1);

    /// Adds an insertion; true if the device was not known to be seen so early.
    boolean add(long at, long sequence, Zone zone, String device) {
        log.add(at, sequence, 0, new Seen(zone, device));
        for (int i = 0; i < firsts.size(); i++) {
            First first = firsts.get(i);
            if (first.device().equals(device)) {
                if (first.isBehind(at, sequence)) {
                    firsts.set(i, new First(device, at, sequence));
                    return true;
                }
                return false;
            }
        }
        firsts.add(new First(device, at, sequence));
        return true;
    }

    /// Whether another device had shown it by a point in the order.
    boolean isOnTwo(String device, long at, long sequence) {
        for (First first : firsts) {
            if (!first.device().equals(device) && !first.isBehind(at, sequence)) {
                return true;
            }
        }
        return false;
    }

    void forget(long before) {
        log.forget(before, 0);
    }

    void save(Saving saving) {
        StateWriter out = saving.out();
        log.save(
                out,
                seen -> {
                    saving.zone(Objects.requireNonNull(seen).zone());
                    out.text(seen.device());
                });
        out.all(
                firsts,
                first -> {
                    out.text(first.device());
                    out.number(first.at());
                    out.number(first.sequence());
                });
    }

    void load(Loading loading) {
        StateReader in = loading.in();
        log.load(in, () -> new Seen(loading.zone(), in.text()));
        in.all(() -> firsts.add(new First(in.text(), in.number(), in.number())));
    }
}
