package sekisho.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.config.Endpoint;
import sekisho.config.Misconfigured;
import sekisho.sensor.CardFormat;
import sekisho.sensor.CardFormats;
import sekisho.sensor.line.LineAddress;
import sekisho.sensor.osdp.OsdpLineConfig;
import sekisho.sensor.osdp.OsdpReaderConfig;
import sekisho.sensor.smartcard.SmartcardConfig;
import sekisho.sensor.uhppote.UhppoteConfig;
import sekisho.site.Cardholder;
import sekisho.site.CredentialId;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.Guarding;
import sekisho.site.Hours;
import sekisho.site.MachineId;
import sekisho.site.PersonId;
import sekisho.site.Policy;
import sekisho.site.ReaderId;
import sekisho.site.Site;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;
import sekisho.witness.TimestampConfig;
import sekisho.witness.WitnessConfig;
import sekisho.witness.WitnessKey;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;

class SiteFileTest {
    private static final Path FILE = Path.of("/etc/sekisho/site.yaml");
    private static final ZoneId ROOM = new ZoneId("room");
    private static final ZoneId CAGE = new ZoneId("cage");
    private static final DoorId FRONT = new DoorId("front");
    private static final DoorId REAR = new DoorId("rear");

    private static final String LEAST =
            """
            site: 電算室
            timezone: Asia/Tokyo
            zones:
              - id: room
            data: /var/lib/sekisho
            """;

    private static final String WITNESS =
            "witness.example/w1+1749a016+BAlk9RShTsKftsFAZFrYdwRa0cLKf5majZ2FsEDi+sRZ";

    private static final String EVERY_KEY =
            """
            site: 電算室
            timezone: Europe/Berlin
            zones:
              - id: room
                name: サーバ室
                hours: always
              - id: cage
                name: ケージ
                within: room
                hours: {days: [sat, mon], from: "07:30", until: "24:00", holidays: [2026-11-23]}
            doors:
              - id: front
                name: 正面
                zone: room
                exit: reader
              - id: rear
                name: 裏口
                zone: cage
                exit: button
            machines:
              - id: db-1
                name: データベース
                zone: cage
            people:
              - id: p-1
                name: 青木
                credentials: ["26:01", 42]
            osdp:
              - name: east
                line: /dev/ttyS7
                security: plain
                baud: 115200
                readers:
                  - id: front-reader
                    door: front
                    direction: out
                    address: 126
                    contact: 3
                    contact-active: open
                    exit-button: 4
                    offline-after: 12s
              - name: west
                tcp: "[::1]:4001"
                security: plain
                readers:
                  - {door: rear, direction: in, address: 0}
            policy:
              explained-within: 11s
              escort-away: 2m
              overstay: 1h
              released-within: 6s
              held-after: 31s
              silent-intervals: 4
              denials: 6
              denials-within: 61s
              hours: {days: [sun], from: "00:00", until: "24:00"}
              rejudged: 2d
              undeclared: finding
            data: data
            web:
              listen: 0.0.0.0:443
              certificate: web.pem
              key: web.key
            log:
              readers: token
              keys: /mnt/keys
              witness:
                url: https://witness.example/
                key: %s
              timestamps:
                url: http://tsa.example/tsr
                certificates: tsa.pem
              copy: /mnt/checkpoints
            agents:
              listen: localhost:0
              keys: keys
            """
                    .replace("%s", WITNESS);

    @TempDir private Path folder;

    @Test
    void whatIsLeftOutHasTheDefaults() throws Exception {
        Config config = SiteFile.read(FILE, LEAST);

        assertThat(config.site())
                .isEqualTo(
                        new Site(
                                "電算室",
                                java.time.ZoneId.of("Asia/Tokyo"),
                                List.of(new Site.Zone(ROOM, "room", null, null)),
                                List.of(),
                                List.of(),
                                List.of()));
        assertThat(config.policy()).isEqualTo(Policy.DEFAULT);
        assertThat(config.people().all()).isEmpty();
        assertThat(config.sensors(OsdpLineConfig.class)).isEmpty();
        assertThat(config.data()).isEqualTo(Path.of("/var/lib/sekisho"));
        assertThat(config.web()).isEqualTo(new Config.Web(new Endpoint("127.0.0.1", 8080), null));
        assertThat(config.agents()).isNull();
        assertThat(config.log()).isEqualTo(Config.Log.DEFAULT);
    }

    @Test
    void readsAPlanWithEveryKeyDifferentFromItsDefault() throws Exception {
        Site site = everyKey().site();

        assertThat(site.name()).isEqualTo("電算室");
        assertThat(site.clock()).isEqualTo(java.time.ZoneId.of("Europe/Berlin"));
        assertThat(site.zones())
                .containsExactly(
                        new Site.Zone(ROOM, "サーバ室", null, Hours.ALWAYS),
                        new Site.Zone(
                                CAGE,
                                "ケージ",
                                ROOM,
                                new Hours(
                                        List.of(DayOfWeek.MONDAY, DayOfWeek.SATURDAY),
                                        LocalTime.of(7, 30),
                                        LocalTime.MAX,
                                        List.of(LocalDate.of(2026, 11, 23)))));
        assertThat(site.doors())
                .containsExactly(
                        new Site.Door(FRONT, "正面", ROOM, Site.Exit.READER),
                        new Site.Door(REAR, "裏口", CAGE, Site.Exit.BUTTON));
        assertThat(site.readers())
                .containsExactly(
                        new Site.Reader(new ReaderId("front-reader"), FRONT, Direction.OUT),
                        new Site.Reader(new ReaderId("rear-in"), REAR, Direction.IN));
        assertThat(site.machines())
                .containsExactly(new Site.Machine(new MachineId("db-1"), "データベース", CAGE));
    }

    @Test
    void readsAPolicyWithEveryKeyDifferentFromItsDefault() throws Exception {
        assertThat(everyKey().policy())
                .isEqualTo(
                        new Policy(
                                Duration.ofSeconds(11),
                                Duration.ofMinutes(2),
                                Duration.ofHours(1),
                                Duration.ofSeconds(6),
                                Duration.ofSeconds(31),
                                4,
                                6,
                                Duration.ofSeconds(61),
                                new Hours(
                                        List.of(DayOfWeek.SUNDAY),
                                        LocalTime.MIDNIGHT,
                                        LocalTime.MIDNIGHT,
                                        List.of()),
                                Duration.ofDays(2),
                                Policy.Undeclared.FINDING));
    }

    @Test
    void readsAStationWithEveryKeyDifferentFromItsDefault() throws Exception {
        Config config = everyKey();

        assertThat(config.people().all())
                .containsExactly(
                        new Cardholder(
                                new PersonId("p-1"),
                                "青木",
                                List.of(new CredentialId("26:01"), new CredentialId("42"))));
        assertThat(config.sensors(OsdpLineConfig.class))
                .containsExactly(
                        new OsdpLineConfig(
                                "east",
                                new LineAddress.Serial("/dev/ttyS7", 115_200),
                                List.of(
                                        new OsdpReaderConfig(
                                                new ReaderId("front-reader"),
                                                126,
                                                FRONT,
                                                ROOM,
                                                Direction.OUT,
                                                3,
                                                false,
                                                4,
                                                Duration.ofSeconds(12)))),
                        new OsdpLineConfig(
                                "west",
                                new LineAddress.Tcp("::1", 4001),
                                List.of(
                                        OsdpReaderConfig.of(
                                                new ReaderId("rear-in"),
                                                0,
                                                REAR,
                                                CAGE,
                                                Direction.IN))));
        assertThat(config.data()).isEqualTo(folder.resolve("data"));
        assertThat(config.web())
                .isEqualTo(new Config.Web(new Endpoint("0.0.0.0", 443), identity("web")));
        assertThat(config.log())
                .isEqualTo(
                        new Config.Log(
                                Config.Log.Readers.TOKEN,
                                Path.of("/mnt/keys"),
                                new WitnessConfig(
                                        URI.create("https://witness.example/"),
                                        WitnessKey.parse(WITNESS)),
                                new TimestampConfig(
                                        URI.create("http://tsa.example/tsr"),
                                        folder.resolve("tsa.pem")),
                                Path.of("/mnt/checkpoints")));
        assertThat(config.agents())
                .isEqualTo(new Config.Agents(new Endpoint("localhost", 0), folder.resolve("keys")));
    }

    @Test
    void aReplayNeedsThePlanAlone() throws Exception {
        String plan = LEAST.replace("data: /var/lib/sekisho\n", "");

        assertThat(SiteFile.readPlan(FILE, plan).site().name()).isEqualTo("電算室");
        assertThat(SiteFile.readPlan(FILE, plan).policy()).isEqualTo(Policy.DEFAULT);
    }

    @Test
    void aReplayAsksForNoCertificates() throws Exception {
        assertThat(SiteFile.readPlan(FILE, EVERY_KEY).site().zones()).hasSize(2);
    }

    @Test
    void theAgentsKeyAndTokenLieInTheDataFolder() throws Exception {
        Path agents = Path.of("/var/lib/sekisho/agents");

        assertThat(SiteFile.read(FILE, LEAST + "agents: {listen: 127.0.0.1:1}").agents())
                .isEqualTo(new Config.Agents(new Endpoint("127.0.0.1", 1), agents));
    }

    @Test
    void guardsAreToldWhatTheirZoneSays() throws Exception {
        String text =
                LEAST
                        + """
                        agents:
                          listen: 127.0.0.1:1
                          guard:
                            away: closed
                            holds: 2h
                            zones:
                              - {zone: room, in-use: keep, holds: 30m}
                        """;
        Config.Agents agents = Objects.requireNonNull(SiteFile.read(FILE, text).agents());
        assertThat(agents.guarding())
                .isEqualTo(
                        new Guarding(
                                Guarding.Away.CLOSED, Guarding.InUse.CUT, Duration.ofHours(2)));
        assertThat(agents.guarding(new ZoneId("room")))
                .isEqualTo(
                        new Guarding(
                                Guarding.Away.CLOSED, Guarding.InUse.KEEP, Duration.ofMinutes(30)));
        assertThat(agents.guarding(CAGE)).isEqualTo(agents.guarding());
    }

    @Test
    void whatGuardsCantBeToldIsSaid() {
        String text =
                LEAST
                        + """
                        agents:
                          listen: 127.0.0.1:1
                          guard:
                            away: shut
                            holds: 0s
                            zones:
                              - {zone: nowhere}
                        """;
        assertThatThrownBy(() -> SiteFile.read(FILE, text))
                .isInstanceOfSatisfying(
                        Misconfigured.class,
                        faulty ->
                                assertThat(faulty.faults())
                                        .hasSize(3)
                                        .anyMatch(one -> one.toString().contains("open or closed"))
                                        .anyMatch(one -> one.toString().contains("above zero"))
                                        .anyMatch(one -> one.toString().contains("nowhere")));
    }

    @Test
    void theExampleIsRightAndShowsEveryKey() throws Exception {
        Path example = Path.of("hardware/site.example.yaml");

        Config config = SiteFile.read(example);
        String text = Files.readString(example);

        assertThat(config.policy()).isEqualTo(Policy.DEFAULT);
        assertThat(EVERY_KEY.lines().flatMap(SiteFileTest::keys)).allMatch(text::contains);
    }

    @Test
    void controllersPushToWhereWeListenUnlessAnotherPortIsNamed() throws Exception {
        UhppoteConfig read =
                SiteFile.read(Path.of("hardware/site.example.yaml"))
                        .sensors(UhppoteConfig.class)
                        .getFirst();

        assertThat(read.announced()).isEqualTo(new InetSocketAddress("192.0.2.1", 60_001));
        assertThat(read.controllers())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.address())
                            .isEqualTo(new InetSocketAddress("192.0.2.20", 60_000));
                    assertThat(one.clock()).isEqualTo(java.time.ZoneId.of("Asia/Tokyo"));
                    assertThat(one.setClock()).isFalse();
                    assertThat(one.doors()).containsOnlyKeys(1);
                });
        assertThat(read.planned())
                .extracting(reader -> reader.id().value())
                .containsExactly("media-vault-rear-in", "media-vault-rear-out");
    }

    @Test
    void desksHaveReadersByName() throws Exception {
        SmartcardConfig read =
                SiteFile.read(Path.of("hardware/site.example.yaml"))
                        .sensors(SmartcardConfig.class)
                        .getFirst();

        assertThat(read.desks())
                .containsExactly(
                        new SmartcardConfig.Desk(
                                new SourceId("gate-1"), "正面受付", "RC-S300", false, null),
                        new SmartcardConfig.Desk(
                                new SourceId("gate-2"),
                                "通用口",
                                "(1234567)",
                                false,
                                CardFormat.H10301));
    }

    @Test
    void readersNameKnownCardFormatsAndThoseOfTheFile() throws Exception {
        OsdpLineConfig line =
                SiteFile.read(Path.of("hardware/site.example.yaml"))
                        .sensors(OsdpLineConfig.class)
                        .getFirst();

        assertThat(line.readers().get(0).formats().all())
                .extracting(CardFormat::name)
                .containsExactly("h10301", "our-37");
        assertThat(line.readers().get(0).formats().all().get(1))
                .isEqualTo(
                        new CardFormat(
                                "our-37",
                                37,
                                CardFormat.H10304.facility(),
                                CardFormat.H10304.number(),
                                CardFormat.H10304.parities()));
        assertThat(line.readers().get(1).formats()).isEqualTo(CardFormats.RAW);
    }

    @Test
    void emptyPartsAreAsGoodAsNone() throws Exception {
        Config config = SiteFile.read(FILE, LEAST + "machines:\npolicy:\nagents:\nosdp: []\n");

        assertThat(config).usingRecursiveComparison().isEqualTo(SiteFile.read(FILE, LEAST));
    }

    private static java.util.stream.Stream<String> keys(String line) {
        return java.util.regex.Pattern.compile("[a-z-]+: ")
                .matcher(line)
                .results()
                .map(key -> key.group().strip());
    }

    private Config everyKey() throws Exception {
        for (String name : List.of("web.pem", "web.key", "tsa.pem")) {
            Files.writeString(folder.resolve(name), "");
        }
        Path file = Files.writeString(folder.resolve("site.yaml"), EVERY_KEY);
        return SiteFile.read(file);
    }

    private Config.Identity identity(String name) {
        return new Config.Identity(folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
    }
}
