package sekisho.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.app.config.Config;
import sekisho.config.Endpoint;
import sekisho.journal.tree.SigningKey;
import sekisho.rig.Until;
import sekisho.site.Cardholders;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.Observation.AccessGranted;
import sekisho.site.PersonId;
import sekisho.site.Policy;
import sekisho.site.Retention;
import sekisho.site.Sighting;
import sekisho.site.Site;
import sekisho.site.ZoneId;
import sekisho.witness.FakeWitness;
import sekisho.witness.WitnessConfig;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// `verify` at the address of a station that runs.
class ServedLogVerifiesTest {
    private static final int FACTS = 600;

    @TempDir Path temp;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aRunningStationIsVerifiedOverItsOwnAddress() throws Exception {
        var station = station(Config.Log.Readers.TOKEN);
        station.start();
        try {
            station.intake().submit(entries());
            Until.holds("the facts are signed", Duration.ofSeconds(60), () -> signed() > FACTS);
            String key = station.verifierKey();
            String log = Objects.requireNonNull(station.logAddress()).toString();
            assertThat(verify(log, "--key", key)).as(err.toString()).isEqualTo(1);
            assertThat(err.toString()).contains("--token");

            String token = temp.resolve("keys").resolve(AuditorsToken.FILE).toString();
            assertThat(verify(log, "--key", key, "--token", token)).as(err.toString()).isZero();
            assertThat(out.toString()).contains("sound").contains("1 checkpoints agree");

            Path bundle = temp.resolve("data/log/tile/entries/001");
            byte[] bytes = Files.readAllBytes(bundle);
            bytes[1000] ^= 1;
            Files.write(bundle, bytes);
            assertThat(verify(log, "--key", key, "--token", token)).isEqualTo(10);
        } finally {
            station.stop();
        }
    }

    @Test
    void itsWitnessIsHeardOverItToo() throws Exception {
        var key = SigningKey.in(temp.resolve("keys"), "sekisho/served").verifier();
        try (var witness = new FakeWitness(key, InstantSource.system())) {
            var station =
                    station(
                            new Config.Log(
                                    Config.Log.Readers.EVERYBODY,
                                    temp.resolve("keys"),
                                    new WitnessConfig(witness.url(), witness.key()),
                                    null,
                                    null));
            station.start();
            try {
                Until.holds("cosigned", Duration.ofSeconds(60), () -> witness.size() > 0);
                Path kept = temp.resolve("data/log/cosigned");
                Until.holds("kept", Duration.ofSeconds(60), () -> Files.exists(kept));
                String log = Objects.requireNonNull(station.logAddress()).toString();
                String by = witness.key().toString();
                assertThat(verify(log, "--key", key.toString(), "--witness", by))
                        .as(out.toString())
                        .isZero();
                assertThat(out.toString()).contains("the witness witness.example/w1 has seen");
                try (var other = new FakeWitness(key, InstantSource.system())) {
                    by = other.key().toString();
                    assertThat(verify(log, "--key", key.toString(), "--witness", by)).isEqualTo(14);
                }
            } finally {
                station.stop();
            }
        }
    }

    @Test
    void withoutAWordInTheSiteFileNothingIsServed() throws Exception {
        var station = station(Config.Log.Readers.NOBODY);
        station.start();
        try {
            assertThat(station.logAddress()).isNull();
            URI guessed = station.webAddress().resolve("log/");
            assertThat(verify(guessed.toString(), "--key", station.verifierKey())).isEqualTo(14);
            assertThat(out.toString()).contains("there is no checkpoint");
        } finally {
            station.stop();
        }
    }

    private long signed() throws Exception {
        Path checkpoint = temp.resolve("data/log/checkpoint");
        return Files.exists(checkpoint)
                ? Long.parseLong(Files.readString(checkpoint).lines().toList().get(1))
                : 0;
    }

    private int verify(String... more) {
        var arguments = new ArrayList<>(List.of("verify"));
        arguments.addAll(List.of(more));
        out.reset();
        err.reset();
        return Main.execute(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments.toArray(String[]::new));
    }

    private Station station(Config.Log.Readers readers) {
        return station(new Config.Log(readers, temp.resolve("keys"), null, null, null));
    }

    private Station station(Config.Log log) {
        var config =
                new Config(
                        Site.undeclared(),
                        Policy.DEFAULT,
                        new Cardholders(List.of()),
                        List.of(),
                        temp.resolve("data"),
                        new Config.Web(new Endpoint("127.0.0.1", 0), null),
                        null,
                        Retention.DEFAULT,
                        log);
        return new Station(config, InstantSource.system(), false);
    }

    private static List<Sighting> entries() {
        var sightings = new ArrayList<Sighting>();
        Instant at = Instant.now();
        for (int i = 0; i < FACTS; i++) {
            sightings.add(
                    Sighting.of(
                            new AccessGranted(
                                    at.plusMillis(i),
                                    new ZoneId("room"),
                                    new DoorId("front"),
                                    null,
                                    Direction.IN,
                                    null,
                                    new PersonId("p-" + i))));
        }
        return sightings;
    }
}
