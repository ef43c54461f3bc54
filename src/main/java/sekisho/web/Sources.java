package sekisho.web;

import org.jspecify.annotations.Nullable;

import sekisho.site.SourceId;
import sekisho.site.ZoneId;
import sekisho.web.Item.SourceItem;
import sekisho.web.Item.SourceState;

import java.time.Instant;
import java.util.List;

/// Which sources can be heard. Goes by the order of arrival, because silence is judged on arrival:
/// a source that delivers its backlog is there.
final class Sources {
    private final Changes<SourceId, SourceItem> sources = new Changes<>();

    /// A source is in this state now; null when it was before, too, so that a sign of life every
    /// few seconds changes nothing.
    @Nullable SourceItem is(
            SourceState state,
            Instant at,
            SourceId id,
            @Nullable ZoneId zone,
            @Nullable String reason,
            long sequence) {
        SourceItem before = sources.get(id);
        if (before != null && before.state() == state) {
            return null;
        }
        ZoneId known = zone != null || before == null ? zone : before.zone();
        var item = new SourceItem(sequence, id, known, state, at, reason);
        sources.put(id, item, sequence);
        return item;
    }

    List<SourceItem> since(long sequence) {
        return sources.since(sequence, (item, _) -> item);
    }
}
