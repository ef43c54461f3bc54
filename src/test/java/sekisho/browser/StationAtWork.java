package sekisho.browser;

import sekisho.app.Station;
import sekisho.app.config.Config;
import sekisho.config.Endpoint;
import sekisho.journal.Entry;
import sekisho.sensor.SensorConfig;
import sekisho.site.Cardholder;
import sekisho.site.Cardholders;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.Fact;
import sekisho.site.MachineId;
import sekisho.site.MediaId;
import sekisho.site.Observation.AccessGranted;
import sekisho.site.Observation.DoorOpened;
import sekisho.site.Observation.MediaInserted;
import sekisho.site.Paperwork.VisitLeft;
import sekisho.site.Paperwork.VisitRegistered;
import sekisho.site.PersonId;
import sekisho.site.Policy;
import sekisho.site.ReaderId;
import sekisho.site.Sighting;
import sekisho.site.Site;
import sekisho.site.VisitId;
import sekisho.site.ZoneId;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// A whole station with a small site, whose devices are played by the test. It can be stopped, and
/// started again at the same address.
final class StationAtWork implements AutoCloseable {
    static final String USER = "keibi";
    static final String SECOND = "kanri";
    static final String PASSWORD = "とても長い合言葉 2026";

    private static final ZoneId ROOM = new ZoneId("room");
    private static final ZoneId VAULT = new ZoneId("vault");
    private static final DoorId FRONT = new DoorId("front");
    private static final DoorId REAR = new DoorId("rear");
    private static final PersonId AOKI = new PersonId("p-1");
    private static final MachineId TAXES = new MachineId("tax-1");

    private static final Site SITE =
            new Site(
                    "本庁舎",
                    java.time.ZoneId.of("Asia/Tokyo"),
                    List.of(
                            new Site.Zone(ROOM, "サーバ室", null, null),
                            new Site.Zone(VAULT, "媒体保管庫", ROOM, null)),
                    List.of(
                            new Site.Door(FRONT, "正面扉", ROOM, Site.Exit.READER),
                            new Site.Door(REAR, "搬入口", ROOM, Site.Exit.BUTTON)),
                    List.of(new Site.Reader(new ReaderId("front-in"), FRONT, Direction.IN)),
                    List.of(new Site.Machine(TAXES, "税務 1 号機", ROOM)));

    private static final Cardholders PEOPLE =
            new Cardholders(
                    List.of(
                            new Cardholder(AOKI, "青木 一郎", List.of()),
                            new Cardholder(new PersonId("p-2"), "佐藤 花", List.of()),
                            new Cardholder(new PersonId("p-3"), "佐々木 健", List.of())));

    private final Path data;
    private final List<SensorConfig> sensors;
    private int port;
    private Station station;

    private StationAtWork(Path data, Station station, List<SensorConfig> sensors) {
        this.data = data;
        this.station = station;
        this.sensors = sensors;
    }

    /// Starts one on a free port with its data in `data`, and makes an account.
    static StationAtWork start(Path data) throws Exception {
        return start(data, List.of());
    }

    /// Likewise, with devices.
    static StationAtWork start(Path data, List<SensorConfig> sensors) throws Exception {
        Station station = station(data, 0, sensors);
        station.start();
        station.accounts().setPassword(USER, PASSWORD);
        station.accounts().setPassword(SECOND, PASSWORD);
        var atWork = new StationAtWork(data, station, sensors);
        atWork.port = URI.create(atWork.address()).getPort();
        return atWork;
    }

    String address() {
        return station.webAddress().toString();
    }

    void stop() throws InterruptedException {
        station.stop();
    }

    void startAgain() throws Exception {
        station = station(data, port, sensors);
        station.start();
    }

    /// The card of 青木 一郎 is let in at the front door.
    void aokiEnters() throws InterruptedException {
        happened(
                new AccessGranted(
                        now(), ROOM, FRONT, new ReaderId("front-in"), Direction.IN, null, AOKI));
    }

    /// The rear door opens although nobody asked it to.
    void theRearDoorIsForced() throws InterruptedException {
        happened(new DoorOpened(now(), ROOM, REAR));
    }

    /// A stick that nobody permitted is put into 税務 1 号機.
    void aStickIsPluggedIn(String serial) throws InterruptedException {
        happened(
                new MediaInserted(
                        now(),
                        ROOM,
                        TAXES,
                        "1-2",
                        "0781",
                        "5581",
                        serial,
                        List.of("08:06:50"),
                        new MediaId("0781:5581:" + serial),
                        null,
                        false));
    }

    /// A visit that ended four fiscal years ago, with a telephone number, transcribed from paper
    /// now.
    void anOldVisitIsTranscribed(String visit, String name) throws InterruptedException {
        Instant then = now().minus(Duration.ofDays(5 * 366));
        var registered =
                new VisitRegistered(
                        then,
                        new VisitId(visit),
                        ROOM,
                        "guest",
                        null,
                        null,
                        null,
                        name,
                        "株式会社サンプル保守",
                        "点検",
                        List.of());
        station.intake()
                .submit(
                        List.of(
                                new Sighting(
                                        registered,
                                        null,
                                        null,
                                        null,
                                        null,
                                        Map.of("phone", "03-0000-0000")),
                                Sighting.of(
                                        new VisitLeft(
                                                then.plusSeconds(60), new VisitId(visit), ROOM))));
    }

    /// Everything it has journalled, as it is stored.
    List<Fact> facts() {
        return station.journal().read(1, 10_000).stream().map(Entry::fact).toList();
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }

    private void happened(Fact fact) throws InterruptedException {
        station.intake().submit(List.of(Sighting.of(fact)));
    }

    /// Facts are kept to the millisecond.
    private static Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }

    private static Station station(Path data, int port, List<SensorConfig> sensors) {
        var web = new Config.Web(new Endpoint("127.0.0.1", port), null);
        var config = new Config(SITE, Policy.DEFAULT, PEOPLE, sensors, data, web, null);
        return new Station(config, InstantSource.system(), true);
    }
}
