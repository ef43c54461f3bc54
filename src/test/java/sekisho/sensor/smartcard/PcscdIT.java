package sekisho.sensor.smartcard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import sekisho.rig.Pcscd;
import sekisho.rig.Rig;
import sekisho.rig.Until;
import sekisho.rig.VirtualCard;
import sekisho.sensor.RecordingIntake;
import sekisho.site.Cardholders;
import sekisho.site.Observation;
import sekisho.site.Sighting;
import sekisho.site.SourceId;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// A real pcscd with readers without hardware, and its own library.
class PcscdIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CARDS = 50;

    private Pcscd pcscd;
    private SmartcardSensor sensor;
    private final RecordingIntake intake = new RecordingIntake();

    @BeforeAll
    static void needsPcscd() {
        Rig.require("card readers on desks", "pcscd", "unshare");
    }

    @BeforeEach
    void begin() throws Exception {
        pcscd = Pcscd.start();
        sensor =
                new SmartcardSensor(
                        new SmartcardConfig(
                                IntStream.range(0, Pcscd.READERS).mapToObj(PcscdIT::desk).toList()),
                        new Cardholders(List.of()),
                        InstantSource.system());
        sensor.start(intake);
    }

    @AfterEach
    void end() throws Exception {
        sensor.stop();
        pcscd.close();
    }

    private static SmartcardConfig.Desk desk(int number) {
        return Desks.desk(new SourceId("desk-" + number), Pcscd.reader(number), false, null);
    }

    @Test
    void readsGoOnWhenPcscdIsKilledAndStartedAgain() throws Exception {
        layAndAwait(0, "0101020304050607");
        layAndAwait(1, "12345678");
        pcscd.kill();
        Until.holds("all are lost", PATIENCE, () -> told(Observation.SourceLost.class) == 2);
        pcscd.startAgain();
        Until.holds("all are back", PATIENCE, () -> told(Observation.SourceRestored.class) == 2);
        layAndAwait(0, "0101020304050608");
        layAndAwait(1, "12345678");
        assertThat(cards(0)).containsExactly("64:0101020304050607", "64:0101020304050608");
        assertThat(cards(1)).containsExactly("32:12345678", "32:12345678");
        assertThat(told(Observation.SourceLost.class)).isEqualTo(2);
        assertThat(told(Observation.SourceRestored.class)).isEqualTo(2);
    }

    @Test
    void fiftyCardsAreEachToldOnce() throws Exception {
        Map<Integer, List<String>> laid = new TreeMap<>();
        for (int i = 0; i < CARDS; ) {
            List<VirtualCard> lying = new ArrayList<>();
            for (int reader = 0; reader < Pcscd.READERS && i < CARDS; reader++, i++) {
                String uid = "040102030405%02x".formatted(i);
                laid.computeIfAbsent(reader, _ -> new ArrayList<>()).add("56:" + uid);
                lying.add(pcscd.lay(reader, uid));
            }
            for (int reader = 0; reader < lying.size(); reader++) {
                await(reader, Objects.requireNonNull(laid.get(reader)).size());
            }
            for (VirtualCard card : lying) {
                card.close();
            }
            Until.holds("all are lifted", PATIENCE, PcscdIT::isFree);
        }
        laid.forEach((reader, cards) -> assertThat(cards(reader)).isEqualTo(cards));
        assertThat(told(Observation.SourceNoise.class)).isZero();
        assertThat(told(Observation.SourceLost.class)).isZero();
    }

    @Test
    void aCardThatIsPulledInMidReadIsToldAsUnreadAndTheNextIsRead() throws Exception {
        try (var _ = pcscd.layBriefly(0)) {
            Until.holds("told", PATIENCE, () -> told(Observation.SourceNoise.class) == 1);
        }
        Until.holds("it is lifted", PATIENCE, PcscdIT::isFree);
        layAndAwait(0, "12345678");
        assertThat(cards(0)).containsExactly("32:12345678");
        assertThat(told(Observation.SourceLost.class)).isZero();
    }

    private void layAndAwait(int reader, String uid) throws Exception {
        int before = cards(reader).size();
        try (var _ = pcscd.lay(reader, uid)) {
            await(reader, before + 1);
        }
    }

    /// All readers have been seen empty, by a look of our own.
    private static boolean isFree() throws Pcsc.Failed {
        try (Pcsc.Context context = PcscLite.ofThisMachine().open()) {
            List<Slot> unknown = context.readers().stream().map(Slot::unknown).toList();
            return context.await(unknown, Duration.ZERO).stream()
                    .allMatch(slot -> slot.is(Slot.EMPTY));
        }
    }

    private void await(int desk, int count) throws Exception {
        Until.holds("card " + count, PATIENCE, () -> cards(desk).size() == count);
    }

    private List<String> cards(int desk) {
        return intake.taken().stream()
                .map(Sighting::fact)
                .filter(Observation.CardPresented.class::isInstance)
                .map(Observation.CardPresented.class::cast)
                .filter(card -> card.reader().value().equals("desk-" + desk))
                .map(card -> String.valueOf(card.credential()))
                .toList();
    }

    private long told(Class<?> kind) {
        return intake.taken().stream().map(Sighting::fact).filter(kind::isInstance).count();
    }
}
