package sekisho.sensor.osdp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.sensor.Outbox;
import sekisho.sensor.RecordingIntake;
import sekisho.sensor.line.LineAddress;
import sekisho.simulation.reader.VirtualReader;
import sekisho.site.Bytes;
import sekisho.site.Cardholders;
import sekisho.site.Fact;
import sekisho.site.Observation;
import sekisho.site.Sighting;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What somebody at the wires, or with a reader of his own, could try: each attack is refused,
/// counted, and told to the journal.
class OsdpAttacksTest {
    private static final Bytes KEY = Bytes.ofHex("9f3ac0125be87d44a6113f0c92d5e771");
    private static final Bytes OTHER = Bytes.ofHex("41c6e8d70b95f2a3661f9e0d8b3c5720");
    private static final String CARD = "2a5f1c40";

    @TempDir private Path folder;
    private final RecordingIntake intake = new RecordingIntake();
    private final VirtualReader reader = new VirtualReader(5);
    private VirtualLine line = VirtualLine.secure(reader, new FakeKeys(KEY), Duration.ZERO);
    private Outbox outbox = new Outbox(intake, "boot", 10_000, () -> {});
    private OsdpReport report = report();

    @BeforeEach
    void begin() {
        journalled(line);
    }

    @Test
    void clearTextWhereASecureChannelIsWanted() {
        met();
        var card = new OsdpReply.RawCard(0, 0, 26, Bytes.ofHex(CARD));
        line.back = answer -> OsdpReplies.frame(card, 5, answer.at(4) & 3).encoded().then(answer);
        talk(Duration.ofSeconds(1));
        assertRefusedAndTold("said in the clear");
    }

    @Test
    void aReaderThatDeniesToKnowASecureChannel() {
        reader.key(KEY);
        line.back =
                answer -> clear(downgraded(OsdpReplies.read(answer.at(5), data(answer))), answer);
        reader.present(26, CARD);
        talk(Duration.ofSeconds(20));
        assertRefusedAndTold("secure channel not supported");
        assertThat(facts(Observation.SourceLost.class)).hasSize(1);
    }

    @Test
    void theKeyOfTheFactoryWhenTheInstallationIsOver() {
        line = secured(new FakeKeys(), Duration.ZERO);
        reader.present(26, CARD);
        talk(Duration.ofSeconds(20));
        assertRefusedAndTold("no key for this reader");
        assertThat(reader.isSecure()).isFalse();
    }

    @Test
    void theKeyOfTheFactoryInPlaceOfItsOwn() {
        line.back = answer -> answer.at(5) == 3 ? underTheKeyOfTheFactory(answer) : answer;
        reader.present(26, CARD);
        talk(Duration.ofSeconds(20));
        assertRefusedAndTold("");
        assertThat(reader.isSecure()).isFalse();
    }

    @Test
    void aKeyThatAnybodyCouldGuess() {
        var weak = Bytes.ofHex("0102030405060708090a0b0c0d0e0f10");
        reader.key(weak);
        line = secured(new FakeKeys(weak), Duration.ZERO);
        reader.present(26, CARD);
        talk(Duration.ofSeconds(20));
        assertRefusedAndTold("no key for this reader");
    }

    @Test
    void aReaderWithoutTheKey() {
        reader.key(OTHER);
        reader.present(26, CARD);
        talk(Duration.ofSeconds(20));
        assertRefusedAndTold("without knowledge of the key");
    }

    @Test
    void aKeySetInTheClear() {
        met();
        line.intrude(OsdpCommands.frame(new OsdpCommand.SetKey(OTHER), 5, 1).encoded());
        talk(Duration.ofSeconds(1));
        assertThat(facts(Observation.SourceNoise.class))
                .singleElement()
                .satisfies(noise -> {
                    assertThat(noise.reason()).contains("sets a key in the clear");
                    assertThat(noise.sample()).as("a key stands in no journal").isEmpty();
                });
        assertThat(reader.key()).isEqualTo(KEY);
        assertThat(line.sent).noneMatch(sent -> sent.hex().contains(KEY.hex()));
    }

    @Test
    void aReplyThatIsPlayedBack() {
        met();
        List<Bytes> recorded = new ArrayList<>();
        line.back =
                answer -> {
                    recorded.add(answer);
                    return answer;
                };
        reader.present(26, CARD);
        talk(Duration.ofSeconds(1));
        assertThat(facts(Observation.AccessDenied.class)).hasSize(1);
        Bytes card =
                recorded.stream().max((a, b) -> Integer.compare(a.size(), b.size())).orElseThrow();
        line.back = answer -> (answer.at(4) & 3) == (card.at(4) & 3) ? card.then(answer) : answer;
        talk(Duration.ofSeconds(1));
        assertThat(facts(Observation.AccessDenied.class)).hasSize(1);
        assertTold("MAC");
    }

    @Test
    void aReplyWithABadMac() {
        met();
        reader.present(26, CARD);
        line.back = OsdpAttacksTest::withAnotherMac;
        talk(Duration.ofSeconds(3));
        assertRefusedAndTold("MAC");
    }

    @Test
    void aReaderThatWasExchanged() {
        met();
        assertThat(facts(Observation.SourceTampered.class)).isEmpty();
        line.back =
                answer ->
                        answer.at(5) == 0x45
                                ? clear(new OsdpReply.DeviceId(0x5E0000, 1, 1, 99, "1.0.0"), answer)
                                : answer;
        reader.silence(true);
        talk(Duration.ofSeconds(20));
        reader.silence(false);
        talk(Duration.ofSeconds(5));
        assertThat(facts(Observation.SourceTampered.class))
                .singleElement()
                .satisfies(fact -> assertThat(fact.reason()).contains("serial number 5 became 99"));
    }

    @Test
    void aReaderThatWasExchangedWhileTheStationWasStopped() {
        met();
        var other = new VirtualReader(5);
        other.key(KEY);
        line = VirtualLine.secure(other, new FakeKeys(KEY), Duration.ZERO);
        line.back =
                answer ->
                        answer.at(5) == 0x45
                                ? clear(new OsdpReply.DeviceId(0x5E0000, 1, 1, 5, "1.0.1"), answer)
                                : answer;
        journalled(line);
        talk(Duration.ofSeconds(5));
        assertThat(facts(Observation.SourceTampered.class))
                .singleElement()
                .satisfies(fact -> assertThat(fact.reason()).contains("firmware 1.0.0 became"));
    }

    @AfterEach
    void eachAttemptWasCounted() {
        reader.silence(true);
        line.back = _ -> Bytes.NONE;
        talk(Duration.ofMinutes(2));
        assertThat(
                        facts(Observation.SourceNoise.class).stream()
                                .mapToLong(Observation.SourceNoise::count)
                                .sum())
                .isEqualTo(line.actions(OsdpAction.Odd.class).size());
    }

    private void met() {
        reader.key(KEY);
        talk(Duration.ofSeconds(2));
        assertThat(facts(Observation.SourceAlive.class)).hasSize(1);
        assertThat(facts(Observation.SourceNoise.class)).isEmpty();
    }

    private void assertRefusedAndTold(String reason) {
        assertThat(facts(Observation.AccessDenied.class)).isEmpty();
        assertTold(reason);
    }

    private void assertTold(String reason) {
        assertThat(facts(Observation.SourceNoise.class))
                .isNotEmpty()
                .allSatisfy(noise -> assertThat(noise.reason()).contains(reason));
    }

    private VirtualLine secured(OsdpKeys keys, Duration install) {
        var made = VirtualLine.secure(reader, keys, install);
        journalled(made);
        return made;
    }

    /// Everything that the line tells goes the way it goes in the station.
    private void journalled(VirtualLine made) {
        outbox = new Outbox(intake, "boot", 10_000, () -> {});
        report = report();
        made.hears =
                action -> {
                    switch (action) {
                        case OsdpAction.Send _ -> {}
                        case OsdpAction.Online(int address) ->
                                report.online(address, made.now, made.now);
                        case OsdpAction.Offline(int address, String reason) ->
                                report.offline(address, reason, made.now);
                        case OsdpAction.Told(int address, OsdpReply reply) ->
                                report.told(address, reply, made.now);
                        case OsdpAction.Odd odd ->
                                report.odd(odd.address(), odd.reason(), odd.sample());
                    }
                };
    }

    private OsdpReport report() {
        return new OsdpReport(
                new OsdpLineConfig(
                        "line",
                        new LineAddress.Tcp("127.0.0.1", 4001),
                        List.of(VirtualLine.config(reader))),
                new Cardholders(List.of()),
                folder == null ? KnownDevices.ofThisRun() : KnownDevices.in(folder),
                outbox);
    }

    private void talk(Duration span) {
        for (Duration left = span; left.isPositive(); left = left.minusMillis(100)) {
            line.talk(Duration.ofMillis(100));
            report.elapse(line.now, line.now);
            outbox.deliver(line.now);
            outbox.deliver(line.now);
        }
    }

    private <T extends Fact> List<T> facts(Class<T> kind) {
        return intake.taken().stream()
                .map(Sighting::fact)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static OsdpReply downgraded(OsdpReply reply) {
        return switch (reply) {
            case OsdpReply.DeviceId id -> id;
            case OsdpReply.Capabilities _ -> new OsdpReply.Capabilities(List.of());
            default -> new OsdpReply.Nak(OsdpReply.Nak.SECURE_UNSUPPORTED, Bytes.NONE);
        };
    }

    /// The same handshake, as a reader would answer it that knows the key of the factory alone.
    private static Bytes underTheKeyOfTheFactory(Bytes answer) {
        byte[] changed = answer.toArray();
        changed[7] = 0;
        FrameCheck.CRC.write(changed, 0, changed.length - 2);
        return Bytes.of(changed);
    }

    private static Bytes withAnotherMac(Bytes answer) {
        byte[] changed = answer.toArray();
        changed[changed.length - 3] ^= 1;
        FrameCheck.CRC.write(changed, 0, changed.length - 2);
        return Bytes.of(changed);
    }

    private static Bytes clear(OsdpReply reply, Bytes inPlaceOf) {
        return OsdpReplies.frame(reply, 5, inPlaceOf.at(4) & 3).encoded();
    }

    private static Bytes data(Bytes answer) {
        return answer.part(6, answer.size() - 2);
    }
}
