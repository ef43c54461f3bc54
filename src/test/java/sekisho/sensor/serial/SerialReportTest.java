package sekisho.sensor.serial;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import sekisho.config.Faults;
import sekisho.config.Misconfigured;
import sekisho.config.Section;
import sekisho.sensor.Outbox;
import sekisho.sensor.RecordingIntake;
import sekisho.sensor.line.LineAddress;
import sekisho.sensor.mapping.Mapping;
import sekisho.sensor.mapping.MappingPart;
import sekisho.sensor.mapping.Places;
import sekisho.site.Bytes;
import sekisho.site.Cardholder;
import sekisho.site.Cardholders;
import sekisho.site.CredentialId;
import sekisho.site.DoorId;
import sekisho.site.Fact;
import sekisho.site.Observation;
import sekisho.site.PersonId;
import sekisho.site.Sighting;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// An hour on a line, without a line.
class SerialReportTest {
    private static final Instant NINE = Instant.parse("2026-11-21T00:00:00Z");
    private static final SourceId GATE = new SourceId("gate");
    private static final Bytes AOKIS = Literal.parse("STX '0C000621A58E' CR LF ETX");
    private static final Bytes NOBODYS = Literal.parse("STX '62E3086CED08' CR LF ETX");

    private final RecordingIntake intake = new RecordingIntake();
    private Instant now = NINE;
    private Outbox outbox = new Outbox(intake, "boot", 1, () -> {});
    private SerialReport report = report(null);

    @Test
    void aCardOfSomebodyIsGrantedAndAnyOtherIsDenied() {
        open();
        hear(AOKIS);
        hear(NOBODYS);
        assertThat(told(Observation.AccessGranted.class))
                .extracting(Observation.AccessGranted::person)
                .containsExactly(new PersonId("aoki"));
        assertThat(told(Observation.AccessDenied.class))
                .extracting(Observation.AccessDenied::credential)
                .containsExactly(new CredentialId("40:62e3086ced"));
    }

    @Test
    void aLineThatIsGoneAndBackIsLostOnceAndRestoredOnce() {
        open();
        for (int i = 0; i < 5; i++) {
            report.lost("the line is gone: pulled", now);
            pass(Duration.ofSeconds(1));
        }
        report.opened(now);
        pass(Duration.ofSeconds(1));
        assertThat(told(Observation.SourceLost.class)).hasSize(1);
        assertThat(told(Observation.SourceRestored.class)).hasSize(1);
    }

    @Test
    void aDeviceThatFallsSilentIsLostWhenThatIsAgreed() {
        report = report(Duration.ofSeconds(60));
        open();
        hear(AOKIS);
        pass(Duration.ofSeconds(59));
        assertThat(told(Observation.SourceLost.class)).isEmpty();
        pass(Duration.ofSeconds(120));
        assertThat(told(Observation.SourceLost.class))
                .extracting(Observation.SourceLost::reason)
                .containsExactly("nothing was heard for 60 s");
        hear(AOKIS);
        assertThat(told(Observation.SourceRestored.class)).hasSize(1);
    }

    @Test
    void itShowsLifeWhileTheLineIsOpenAndOnlyThen() {
        open();
        pass(Duration.ofSeconds(30));
        int alive = told(Observation.SourceAlive.class).size();
        assertThat(alive).isEqualTo(4);
        report.lost("the line is gone: pulled", now);
        pass(Duration.ofSeconds(60));
        assertThat(told(Observation.SourceAlive.class)).hasSize(alive);
    }

    @Test
    void aFrameThatBreaksOffIsNoiseWhenTheLineFallsSilent() {
        open();
        hear(AOKIS.part(0, 9));
        pass(Duration.ofMillis(250));
        assertThat(told(Observation.SourceNoise.class)).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(told(Observation.SourceNoise.class))
                .singleElement()
                .satisfies(noise -> {
                    assertThat(noise.reason()).isEqualTo("broken off");
                    assertThat(noise.sample()).isEqualTo(AOKIS.part(0, 9).hex());
                });
    }

    @Test
    void aFrameThatMakesNoFactIsKeptWhole() {
        report = report(null, "type: {from: \"{Card}\", table: {\"40:0c000621a5\": ignore}}");
        open();
        hear(AOKIS.then(NOBODYS));
        assertThat(told(Observation.SourceNoise.class))
                .singleElement()
                .satisfies(noise -> {
                    assertThat(noise.reason()).isEqualTo("it is no fact");
                    assertThat(noise.sample())
                            .contains("has no \"40:62e3086ced\"")
                            .endsWith(NOBODYS.hex());
                });
    }

    @Test
    void whatTheStationCouldNotTakeIsAGapWithANumber() {
        open();
        intake.full(true);
        for (int i = 0; i < 10; i++) {
            hear(AOKIS);
        }
        intake.full(false);
        pass(Duration.ofSeconds(2));
        assertThat(told(Observation.AccessGranted.class)).hasSize(1);
        assertThat(told(Observation.SourceGap.class))
                .extracting(Observation.SourceGap::count)
                .containsExactly(9L);
    }

    private void open() {
        report.opened(now);
        pass(Duration.ofMillis(1));
    }

    private void hear(Bytes bytes) {
        report.received(bytes, now);
        outbox.deliver(now);
        pass(Duration.ofMillis(1));
    }

    /// Time passes as it does for the thread of a line: four steps a second.
    private void pass(Duration span) {
        Instant until = now.plus(span);
        while (now.isBefore(until)) {
            now = now.plusMillis(250).isBefore(until) ? now.plusMillis(250) : until;
            report.elapse(now);
            outbox.deliver(now);
            outbox.deliver(now);
        }
    }

    private <T extends Fact> List<T> told(Class<T> kind) {
        return intake.taken().stream()
                .map(Sighting::fact)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private SerialReport report(@Nullable Duration silentAfter) {
        return report(
                silentAfter,
                "type: access.read\ndoor: main\ndirection: in\ncredential: \"{Card}\"\n");
    }

    private SerialReport report(@Nullable Duration silentAfter, String mapping) {
        try {
            var config =
                    new SerialLineConfig(
                            GATE,
                            new LineAddress.Tcp("192.0.2.1", 4001),
                            Formats.shipped("em4100-ascii"),
                            mapping(mapping),
                            silentAfter);
            var aoki =
                    new Cardholder(
                            new PersonId("aoki"), "青木", List.of(new CredentialId("40:0c000621a5")));
            return new SerialReport(config, new Cardholders(List.of(aoki)), () -> now, outbox);
        } catch (Misconfigured e) {
            throw new AssertionError(e);
        }
    }

    private static Mapping mapping(String yaml) throws Misconfigured {
        var faults = new Faults(Formats.FILE);
        var places =
                new Places(
                        Map.of(new DoorId("main"), new ZoneId("room")),
                        Map.of(),
                        Set.of(),
                        java.time.ZoneId.of("Asia/Tokyo"));
        Mapping read =
                MappingPart.read(
                        Section.root("the mapping", yaml, faults), places, List.of("Card"));
        faults.check();
        return Objects.requireNonNull(read);
    }
}
