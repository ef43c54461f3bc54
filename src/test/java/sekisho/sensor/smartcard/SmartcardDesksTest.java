package sekisho.sensor.smartcard;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.sensor.smartcard.Desks.AOKI;
import static sekisho.sensor.smartcard.Desks.AOKIS;
import static sekisho.sensor.smartcard.Desks.BACK;
import static sekisho.sensor.smartcard.Desks.FRONT;
import static sekisho.sensor.smartcard.Desks.NAMELESS;
import static sekisho.sensor.smartcard.Desks.SONY;
import static sekisho.sensor.smartcard.Desks.card;

import org.junit.jupiter.api.Test;

import sekisho.sensor.CardFormat;
import sekisho.site.Bytes;
import sekisho.site.Observation;

import java.time.Duration;

/// What happens at two desks, told by a service that is started, killed and pulled at.
class SmartcardDesksTest {
    private static final Bytes MIFARE = Bytes.ofHex("12a34b5c");

    private final Desks desks = new Desks();
    private final FakePcsc world = desks.world;

    @Test
    void aCardOfAPersonIsToldWithThePerson() {
        world.plug(SONY);
        at(1000, () -> world.lay(SONY, card(AOKIS)));
        run(3);
        assertThat(desks.of(FRONT))
                .singleElement()
                .isInstanceOfSatisfying(
                        Observation.CardPresented.class,
                        told -> {
                            assertThat(told.reader().value()).isEqualTo("gate-1");
                            assertThat(told.credential()).hasToString("64:0101020304050607");
                            assertThat(told.person()).isEqualTo(AOKI);
                            assertThat(told.kind()).isEqualTo("felica");
                        });
    }

    @Test
    void aCardThatLiesThereIsToldOnce() {
        world.plug(SONY);
        at(1000, () -> world.lay(SONY, card(MIFARE)));
        run(60);
        assertThat(desks.cards(FRONT)).containsExactly("32:12a34b5c");
    }

    @Test
    void aCardLaidDownAgainIsToldAgainUnlessTheHandOnlyTrembled() {
        world.plug(SONY);
        at(1000, () -> world.lay(SONY, card(MIFARE)));
        at(2000, () -> world.pull(SONY));
        at(2100, () -> world.lay(SONY, card(MIFARE)));
        at(3000, () -> world.pull(SONY));
        at(5000, () -> world.lay(SONY, card(MIFARE)));
        run(7);
        assertThat(desks.cards(FRONT)).hasSize(2);
    }

    @Test
    void twoDesksDoNotMix() {
        world.plug(NAMELESS);
        world.plug(SONY);
        at(1000, () -> world.lay(SONY, card(MIFARE)));
        at(1000, () -> world.lay(NAMELESS, card(AOKIS)));
        run(3);
        assertThat(desks.cards(FRONT)).containsExactly("32:12a34b5c");
        assertThat(desks.cards(BACK)).containsExactly("64:0101020304050607");
    }

    @Test
    void aCardThatIsPulledWhileItIsReadIsToldAsUnread() {
        world.plug(SONY);
        at(1000, () -> world.lay(SONY, card(MIFARE)));
        at(1010, () -> world.pull(SONY));
        at(3000, () -> world.lay(SONY, card(AOKIS)));
        run(5);
        assertThat(desks.cards(FRONT)).containsExactly("64:0101020304050607");
        assertThat(desks.unread(FRONT)).isEqualTo(1);
        assertThat(noise().reason()).isEqualTo("the card was pulled away before it was read");
    }

    @Test
    void aCardThatWasGoneBeforeAnybodyLookedIsToldAsUnread() {
        world.plug(SONY);
        world.plug(NAMELESS);
        at(1000, () -> world.lay(NAMELESS, card(AOKIS)));
        at(1005, () -> world.lay(SONY, card(MIFARE)));
        at(1015, () -> world.pull(SONY));
        run(3);
        assertThat(desks.unread(FRONT)).isEqualTo(1);
    }

    @Test
    void aServiceThatIsKilledIsLostOnceAndBackOnce() {
        world.plug(SONY);
        at(2000, world::kill);
        at(9000, world::start);
        at(12_000, () -> world.lay(SONY, card(MIFARE)));
        run(20);
        assertThat(desks.of(FRONT)).hasSize(3);
        assertThat(desks.of(FRONT).get(0))
                .isInstanceOfSatisfying(
                        Observation.SourceLost.class,
                        lost -> assertThat(lost.reason()).contains("is pcscd running?"));
        assertThat(desks.of(FRONT).get(1)).isInstanceOf(Observation.SourceRestored.class);
        assertThat(desks.cards(FRONT)).containsExactly("32:12a34b5c");
        assertThat(desks.connections()).isEqualTo(1);
    }

    @Test
    void aCardThatLayThereWhenTheServiceDiedIsNotToldAgain() {
        world.plug(SONY);
        at(1000, () -> world.lay(SONY, card(MIFARE)));
        at(3000, world::kill);
        at(5000, world::start);
        at(9000, () -> world.pull(SONY));
        at(11_000, () -> world.lay(SONY, card(MIFARE)));
        run(14);
        assertThat(desks.cards(FRONT)).hasSize(2);
    }

    @Test
    void aCardLaidDownWhileTheServiceWasAwayIsRead() {
        world.plug(SONY);
        at(1000, () -> world.lay(SONY, card(MIFARE)));
        at(3000, world::kill);
        at(4000, () -> world.lay(SONY, card(AOKIS)));
        at(5000, world::start);
        run(8);
        assertThat(desks.cards(FRONT)).containsExactly("32:12a34b5c", "64:0101020304050607");
    }

    @Test
    void aReaderThatIsPulledIsLostAndItsDeskWaitsForIt() {
        world.plug(SONY);
        at(2000, () -> world.unplug(SONY));
        at(4000, () -> world.plug(SONY));
        at(6000, () -> world.lay(SONY, card(MIFARE)));
        run(9);
        assertThat(desks.of(FRONT))
                .extracting(Object::getClass)
                .containsExactly(
                        Observation.SourceLost.class,
                        Observation.SourceRestored.class,
                        Observation.CardPresented.class);
    }

    @Test
    void aDeskWithoutItsReaderIsLostFromTheBeginning() {
        world.plug(NAMELESS);
        run(30);
        assertThat(desks.of(FRONT))
                .singleElement()
                .isInstanceOfSatisfying(
                        Observation.SourceLost.class,
                        lost ->
                                assertThat(lost.reason())
                                        .isEqualTo("no reader called RC-S300 is connected"));
        assertThat(desks.of(BACK)).isEmpty();
    }

    @Test
    void aDeskShowsLifeAsLongAsItsReaderIsThere() {
        world.plug(SONY);
        at(25_000, () -> world.unplug(SONY));
        run(60);
        assertThat(desks.told)
                .filteredOn(one -> one.source().equals(FRONT))
                .filteredOn(one -> one.fact() instanceof Observation.SourceAlive)
                .hasSize(3);
    }

    @Test
    void aCardThatAnotherProgramKeepsIsReadWhenItIsFree() {
        world.plug(SONY);
        at(1000, () -> world.own(SONY, Duration.ofMillis(250)));
        at(1001, () -> world.lay(SONY, card(MIFARE)));
        run(3);
        assertThat(desks.cards(FRONT)).containsExactly("32:12a34b5c");
    }

    @Test
    void aCardThatAnotherProgramKeepsForGoodIsToldAsUnread() {
        world.plug(SONY);
        at(1000, () -> world.own(SONY, Duration.ofMinutes(5)));
        at(1001, () -> world.lay(SONY, card(MIFARE)));
        run(20);
        assertThat(desks.unread(FRONT)).isEqualTo(1);
        assertThat(noise().reason()).isEqualTo("another program keeps the card to itself");
        assertThat(noise().sample()).startsWith("3b8f8001");
    }

    @Test
    void aCardWithoutANumberIsToldAsUnread() {
        world.plug(SONY);
        var silent = new FakePcsc.Laid(Bytes.ofHex("3b6500002063cb6800"), Bytes.ofHex("6a81"));
        at(1000, () -> world.lay(SONY, silent));
        run(5);
        assertThat(noise().reason()).isEqualTo("the card tells no number (answer 6A81)");
    }

    @Test
    void aNumberThatIsMadeAnewEveryTimeIsNobodysCredential() {
        world.plug(SONY);
        at(1000, () -> world.lay(SONY, card(Bytes.ofHex("08a1b2c3"))));
        run(3);
        assertThat(desks.of(FRONT))
                .singleElement()
                .isInstanceOfSatisfying(
                        Observation.CardPresented.class,
                        told -> {
                            assertThat(told.credential()).isNull();
                            assertThat(told.reason())
                                    .isEqualTo("the card has another number every time");
                        });
    }

    @Test
    void anotherReaderInTheSamePlaceIsTold() {
        world.plug(SONY, new Pcsc.About("0123456", "1.02.0000"));
        at(2000, () -> world.unplug(SONY));
        at(4000, () -> world.plug(SONY, new Pcsc.About("9999999", "1.02.0000")));
        run(6);
        assertThat(desks.of(FRONT).getLast())
                .isInstanceOfSatisfying(
                        Observation.SourceTampered.class,
                        told ->
                                assertThat(told.reason())
                                        .isEqualTo(
                                                "another device answers: serial number 0123456"
                                                        + " became 9999999"));
    }

    @Test
    void aCardIsKnownAsTheReadersAtTheDoorsTellIt() {
        var turned = Desks.desk(FRONT, null, true, null);
        var wiegand = Desks.desk(FRONT, null, true, CardFormat.H10301);
        var whole = Desks.desk(FRONT, null, false, CardFormat.H10306);
        assertThat(turned.credential(MIFARE)).hasToString("32:5c4ba312");
        assertThat(wiegand.credential(MIFARE)).hasToString("h10301:75-41746");
        assertThat(whole.credential(MIFARE)).hasToString("h10306:4771-19292");
        assertThat(turned.credential(Bytes.ofHex("04112233445566")))
                .hasToString("56:66554433221104");
    }

    private Observation.SourceNoise noise() {
        return desks.of(FRONT).stream()
                .filter(Observation.SourceNoise.class::isInstance)
                .map(Observation.SourceNoise.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private void at(long millis, Runnable happens) {
        world.at(Duration.ofMillis(millis), happens);
    }

    private void run(long seconds) {
        desks.run(Duration.ofSeconds(seconds));
    }
}
