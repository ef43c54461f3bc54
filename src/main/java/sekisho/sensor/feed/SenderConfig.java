package sekisho.sensor.feed;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.mapping.Mapping;
import sekisho.site.SourceId;

import java.time.Duration;
import java.util.Set;

/// What is known of one sender, however it sends.
///
/// @param id how records name it
/// @param mapping how its messages become facts; null: they are facts in our own form
/// @param speaksFor other sources whose facts it may hand in, in our own form
/// @param silentAfter how long it may say nothing before it counts as lost; null: for ever
/// @param connects whether it has a connection by which it is known to be there
public record SenderConfig(
        SourceId id,
        @Nullable Mapping mapping,
        Set<SourceId> speaksFor,
        @Nullable Duration silentAfter,
        boolean connects) {
    public SenderConfig {
        speaksFor = Set.copyOf(speaksFor);
    }
}
