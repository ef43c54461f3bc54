package sekisho.sensor.feed.file;

import sekisho.sensor.SensorConfig;

import java.nio.file.Path;
import java.time.Duration;

/// A folder into which another system puts files.
///
/// @param every how often it is looked into
public record FolderConfig(Path folder, FileMapping mapping, Duration every)
        implements SensorConfig {}
