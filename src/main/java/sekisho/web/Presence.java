package sekisho.web;

import org.jspecify.annotations.Nullable;

import sekisho.site.Direction;
import sekisho.site.ZoneId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Where one card is, from its granted reads in the order of event time.
///
/// A read that comes in late takes its place among the newest [#KEPT] reads; one that is older than
/// all of these changes nothing any more.
final class Presence {
    /// A controller's backlog for one card is seldom longer, and the memory is per card.
    private static final int KEPT = 8;

    private record Read(Instant at, ZoneId zone, Direction direction) {}

    /// Zones the card was inside before the reads that are kept, outermost first.
    private Map<ZoneId, Instant> before = Map.of();

    private final List<Read> reads = new ArrayList<>(2);
    private Map<ZoneId, Instant> inside = Map.of();
    private @Nullable Instant foldedAt;

    /// Takes a granted read.
    ///
    /// @param within tells the zone around a zone; null for an outermost one
    void read(
            Instant at,
            ZoneId zone,
            Direction direction,
            Function<ZoneId, @Nullable ZoneId> within) {
        if (foldedAt != null && at.isBefore(foldedAt)) {
            return;
        }
        int place = reads.size();
        while (place > 0 && reads.get(place - 1).at().isAfter(at)) {
            place--;
        }
        boolean newest = place == reads.size();
        var read = new Read(at, zone, direction);
        reads.add(place, read);
        if (reads.size() > KEPT) {
            Read oldest = reads.removeFirst();
            before = after(before, oldest, within);
            foldedAt = oldest.at();
        }
        inside = newest ? after(inside, read, within) : replayed(within);
    }

    private Map<ZoneId, Instant> replayed(Function<ZoneId, @Nullable ZoneId> within) {
        Map<ZoneId, Instant> now = before;
        for (Read read : reads) {
            now = after(now, read, within);
        }
        return now;
    }

    /// The zones the card is inside of, with the time of the read that took it there.
    Map<ZoneId, Instant> inside() {
        return inside;
    }

    /// Entering a zone from the one around it ends nothing; any other read ends what was before.
    private static Map<ZoneId, Instant> after(
            Map<ZoneId, Instant> before, Read read, Function<ZoneId, @Nullable ZoneId> within) {
        var now = new LinkedHashMap<ZoneId, Instant>();
        for (ZoneId outer = within.apply(read.zone()); outer != null; outer = within.apply(outer)) {
            Instant since = before.get(outer);
            if (since != null) {
                now.putFirst(outer, since);
            }
        }
        if (read.direction() == Direction.IN) {
            now.put(read.zone(), read.at());
        }
        return now;
    }
}
