package sekisho.app.config;

import org.jspecify.annotations.Nullable;

import sekisho.config.Endpoint;
import sekisho.sensor.SensorConfig;
import sekisho.site.Cardholders;
import sekisho.site.DeskReader;
import sekisho.site.Guarding;
import sekisho.site.Policy;
import sekisho.site.Retention;
import sekisho.site.Site;
import sekisho.site.ZoneId;
import sekisho.witness.TimestampConfig;
import sekisho.witness.WitnessConfig;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Everything a station needs to know before it starts; whole and checked.
///
/// @param people whose credentials readers may show us
/// @param sensors what watches devices for it
/// @param data the folder that holds the journal and everything derived from it
/// @param agents where USB agents report to; absent: nowhere
/// @param retention how long personal data are kept
/// @param log who keeps or reads the signed journal besides this machine
public record Config(
        Site site,
        Policy policy,
        Cardholders people,
        List<SensorConfig> sensors,
        Path data,
        Web web,
        @Nullable Agents agents,
        Retention retention,
        Log log) {
    public Config {
        sensors = List.copyOf(sensors);
    }

    /// A station that keeps personal data as long as is usual, and its log to itself.
    public Config(
            Site site,
            Policy policy,
            Cardholders people,
            List<SensorConfig> sensors,
            Path data,
            Web web,
            @Nullable Agents agents) {
        this(site, policy, people, sensors, data, web, agents, Retention.DEFAULT, Log.DEFAULT);
    }

    /// The desks with a card reader, in the order of the file.
    public List<DeskReader> desks() {
        return sensors.stream().flatMap(one -> one.desksWithReader().stream()).toList();
    }

    /// The sensors of one kind.
    public <T extends SensorConfig> List<T> sensors(Class<T> kind) {
        return sensors.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// Where the board is served.
    ///
    /// @param identity absent: plain HTTP, which is only for this machine itself
    public record Web(Endpoint listen, @Nullable Identity identity) {

        /// For browsers on this machine only.
        public static final Web DEFAULT = new Web(new Endpoint("127.0.0.1", 8080), null);
    }

    /// Where agents report to, over TLS. The station makes its key at its first start.
    ///
    /// @param keys the folder of the station's key, and of what it knows of its agents
    /// @param guarding what the guards of machines are told
    /// @param zones where that differs
    public record Agents(
            Endpoint listen, Path keys, Guarding guarding, Map<ZoneId, Guarding> zones) {
        public Agents {
            zones = Map.copyOf(zones);
        }

        /// With guards that are told what is usual.
        public Agents(Endpoint listen, Path keys) {
            this(listen, keys, Guarding.DEFAULT, Map.of());
        }

        /// What the guards of a zone's machines are told.
        public Guarding guarding(ZoneId zone) {
            return zones.getOrDefault(zone, guarding);
        }
    }

    /// The signed journal, as others than this machine have to do with it.
    ///
    /// @param readers who reads it over the web server
    /// @param keys the folder of keys; absent: beside the data folder
    /// @param witness who cosigns it; absent: nobody
    /// @param timestamps who dates it; absent: nobody
    /// @param copy a file, best on another disk, to which checkpoints are written as well
    public record Log(
            Readers readers,
            @Nullable Path keys,
            @Nullable WitnessConfig witness,
            @Nullable TimestampConfig timestamps,
            @Nullable Path copy) {

        /// A log that stays where it is.
        public static final Log DEFAULT = new Log(Readers.NOBODY, null, null, null, null);

        /// Who reads the signed log over the web server.
        public enum Readers {
            /// It is not served.
            NOBODY,
            /// Whoever shows the token that lies in the folder of keys.
            TOKEN,
            /// Whoever reaches the web server.
            EVERYBODY
        }
    }

    /// Files in PEM form by which a TLS server proves who it is.
    public record Identity(Path certificate, Path key) {}
}
