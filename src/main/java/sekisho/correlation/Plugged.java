package sekisho.correlation;

import sekisho.site.Observation.MediaInserted;

import java.util.TreeMap;

/// A medium that was put into a machine, for as long as it stays there and is remembered.
final class Plugged {
    final MediaInserted inserted;
    final long sequence;

    /// The moments at which it was found to outlast its permit, with the entry that ended that.
    final TreeMap<Long, Long> outlasted = new TreeMap<>();

    Plugged(MediaInserted inserted, long sequence) {
        this.inserted = inserted;
        this.sequence = sequence;
    }

    long at() {
        return inserted.at().toEpochMilli();
    }

    Medium.Port port() {
        return new Medium.Port(inserted.machine(), inserted.port());
    }

    /// Whether it was put in before a point in the order.
    boolean isBefore(long at, long point) {
        return at() < at || (at() == at && sequence < point);
    }

    void save(StateWriter out) {
        out.number(sequence);
        out.fact(inserted);
        out.all(
                outlasted.entrySet(),
                one -> {
                    out.number(one.getKey());
                    out.number(one.getValue());
                });
    }

    static Plugged load(StateReader in) {
        long sequence = in.number();
        var plugged = new Plugged((MediaInserted) in.fact(), sequence);
        in.all(() -> {
            long moment = in.number();
            plugged.outlasted.put(moment, in.number());
        });
        return plugged;
    }
}
