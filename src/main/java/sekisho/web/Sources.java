package sekisho.web;

import org.jspecify.annotations.Nullable;

import sekisho.site.Observation.SourceDeaf;
import sekisho.site.Observation.SourceHears;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;
import sekisho.web.Item.SourceItem;
import sekisho.web.Item.SourceState;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Which sources can be heard. Goes by the order of arrival, because silence is judged on arrival:
/// a source that delivers its backlog is there.
final class Sources {
    private final Changes<SourceId, SourceItem> sources = new Changes<>();
    private final Map<SourceId, SequencedMap<String, SourceDeaf>> deaf = new HashMap<>();

    /// One of a source's senses misses what happens.
    @Nullable SourceItem deaf(SourceDeaf fact, long sequence) {
        deaf.computeIfAbsent(fact.source(), one -> new LinkedHashMap<>())
                .putLast(fact.sense(), fact);
        return is(SourceState.ONLINE, fact.at(), fact.source(), fact.zone(), null, sequence);
    }

    /// It notices again.
    @Nullable SourceItem hears(SourceHears fact, long sequence) {
        SequencedMap<String, SourceDeaf> senses = deaf.get(fact.source());
        if (senses != null) {
            senses.remove(fact.sense());
            if (senses.isEmpty()) {
                deaf.remove(fact.source());
            }
        }
        return is(SourceState.ONLINE, fact.at(), fact.source(), fact.zone(), null, sequence);
    }

    /// A source is in this state now; null when it was before, too, so that a sign of life every
    /// few seconds changes nothing. Who is online and deaf on one ear is shown as deaf.
    @Nullable SourceItem is(
            SourceState state,
            Instant at,
            SourceId id,
            @Nullable ZoneId zone,
            @Nullable String reason,
            long sequence) {
        SequencedMap<String, SourceDeaf> senses = deaf.get(id);
        if (state == SourceState.ONLINE && senses != null) {
            SourceDeaf last = senses.lastEntry().getValue();
            return put(SourceState.DEAF, last.at(), id, zone, last.reason(), sequence);
        }
        return put(state, at, id, zone, reason, sequence);
    }

    private @Nullable SourceItem put(
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
