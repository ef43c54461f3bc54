package sekisho.sensor;

import sekisho.site.DeskReader;
import sekisho.site.Site;

import java.util.List;

/// What one sensor needs to know before it starts; whole and checked. `app.Station` knows which
/// [Sensor] is built from which.
public interface SensorConfig {

    /// The readers that it brings into the plan; mostly none.
    default List<Site.Reader> planned() {
        return List.of();
    }

    /// The desks at which it reads cards; mostly none.
    default List<DeskReader> desksWithReader() {
        return List.of();
    }
}
