package sekisho.sensor.uhppote;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.SensorConfig;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.ReaderId;
import sekisho.site.Site;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The controllers of a site, and where they push their events to.
///
/// @param listen where we receive; port 0: any free one
/// @param announced the address that controllers are told to push to; null: they are not told, and
///   events are only asked for
public record UhppoteConfig(
        InetSocketAddress listen,
        @Nullable InetSocketAddress announced,
        List<Controller> controllers)
        implements SensorConfig {

    /// The port at which controllers answer.
    public static final int PORT = 60_000;

    /// A controller has as many doors.
    public static final int DOORS_MAX = 4;

    /// One controller.
    ///
    /// @param serial printed on its board
    /// @param clock the zone of its clock, which knows none
    /// @param setClock whether a wrong clock is set right
    /// @param doors by their number, 1 to 4
    public record Controller(
            SourceId id,
            long serial,
            InetSocketAddress address,
            java.time.ZoneId clock,
            boolean setClock,
            Map<Integer, Door> doors) {
        public Controller {
            doors = Map.copyOf(doors);
        }
    }

    /// A door of a controller.
    ///
    /// @param in the reader outside; null: no read leads in
    /// @param out the reader inside; null: no read leads out
    public record Door(DoorId door, ZoneId zone, @Nullable ReaderId in, @Nullable ReaderId out) {}

    public UhppoteConfig {
        controllers = List.copyOf(controllers);
    }

    @Override
    public List<Site.Reader> planned() {
        return controllers.stream()
                .flatMap(one -> one.doors().entrySet().stream().sorted(Map.Entry.comparingByKey()))
                .flatMap(entry -> readers(entry.getValue()))
                .toList();
    }

    private static Stream<Site.Reader> readers(Door door) {
        return Stream.concat(
                Stream.ofNullable(door.in())
                        .map(id -> new Site.Reader(id, door.door(), Direction.IN)),
                Stream.ofNullable(door.out())
                        .map(id -> new Site.Reader(id, door.door(), Direction.OUT)));
    }
}
