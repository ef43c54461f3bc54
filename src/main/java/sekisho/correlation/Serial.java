package sekisho.correlation;

import org.jspecify.annotations.Nullable;

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

    /// What a device looked like when it first showed any interfaces.
    record Shape(String device, long at, long sequence, List<String> interfaces) {}

    final Noted<Seen> log = new Noted<>();
    private final List<First> firsts = new ArrayList<>(1);
    private final List<Shape> shapes = new ArrayList<>(1);

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

    /// Adds what a device looked like; true if it was not known to look like anything so early.
    boolean add(Shape shape) {
        for (int i = 0; i < shapes.size(); i++) {
            Shape first = shapes.get(i);
            if (first.device().equals(shape.device())) {
                boolean earlier = isBehind(first, shape.at(), shape.sequence());
                if (earlier) {
                    shapes.set(i, shape);
                }
                return earlier;
            }
        }
        shapes.add(shape);
        return true;
    }

    /// What a device looked like first, if that was not behind a point in the order.
    @Nullable Shape shape(String device, long at, long sequence) {
        for (Shape shape : shapes) {
            if (shape.device().equals(device) && !isBehind(shape, at, sequence)) {
                return shape;
            }
        }
        return null;
    }

    private static boolean isBehind(Shape shape, long at, long sequence) {
        return shape.at() > at || (shape.at() == at && shape.sequence() > sequence);
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
        out.all(
                shapes,
                shape -> {
                    out.text(shape.device());
                    out.number(shape.at());
                    out.number(shape.sequence());
                    out.all(shape.interfaces(), out::text);
                });
    }

    void load(Loading loading) {
        StateReader in = loading.in();
        log.load(in, () -> new Seen(loading.zone(), in.text()));
        in.all(() -> firsts.add(new First(in.text(), in.number(), in.number())));
        in.all(() -> {
            String device = in.text();
            long at = in.number();
            long sequence = in.number();
            var interfaces = new ArrayList<String>();
            in.all(() -> interfaces.add(in.text()));
            shapes.add(new Shape(device, at, sequence, List.copyOf(interfaces)));
        });
    }
}
