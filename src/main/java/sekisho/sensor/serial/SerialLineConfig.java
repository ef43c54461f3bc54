package sekisho.sensor.serial;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.SensorConfig;
import sekisho.sensor.line.LineAddress;
import sekisho.sensor.mapping.Mapping;
import sekisho.site.SourceId;

import java.time.Duration;

/// A line whose device tells in a form of its own what happened.
///
/// @param silentAfter a device that said nothing for so long counts as lost; absent: it may be
///   silent for ever, because it speaks only when there is something to tell
public record SerialLineConfig(
        SourceId id,
        LineAddress address,
        SerialFormat format,
        Mapping mapping,
        @Nullable Duration silentAfter)
        implements SensorConfig {}
