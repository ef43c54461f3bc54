package sekisho.sensor.uhppote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import sekisho.site.Bytes;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/// The conversation in virtual time, over a network that loses, repeats and delays.
class UhppoteSessionTest {

    @Test
    void eventsComeOnceAndInOrderThoughTheNetworkLosesRepeatsAndDelays() {
        for (long seed = 0; seed < 200; seed++) {
            var network = new VirtualNetwork(seed).losing(0.3).repeating(0.2).delaying(700).meet();
            for (int i = 0; i < 100; i++) {
                network.swipe();
                network.run(Duration.ofMillis(150));
            }
            network.run(Duration.ofMinutes(8));
            assertThat(network.recorded()).as("seed %d", seed).isEqualTo(upTo(100));
        }
    }

    @Test
    void aLostPushIsFilledInOnce() {
        var network = new VirtualNetwork(1);
        network.run(Duration.ofSeconds(6));
        network.swipe();
        network.run(Duration.ofSeconds(1));
        network.losing(1);
        network.swipe();
        network.losing(0);
        network.swipe();
        network.run(Duration.ofSeconds(1));
        assertThat(network.recorded()).isEqualTo(upTo(3));
    }

    @Test
    void anEventIsThereWellWithinASecondOfItsPush() {
        var network = new VirtualNetwork(1);
        network.run(Duration.ofSeconds(6));
        network.swipe();
        network.run(Duration.ofMillis(50));
        assertThat(network.recorded()).isEqualTo(upTo(1));
    }

    @Test
    void twoHoursOfEventsAreReadWhenTheLineIsBack() {
        var network = new VirtualNetwork(2);
        network.run(Duration.ofSeconds(10));
        network.losing(1);
        for (int i = 0; i < 500; i++) {
            network.swipe();
            network.run(Duration.ofMillis(14_400));
        }
        assertThat(network.count(UhppoteAction.Offline.class)).isEqualTo(1);
        network.losing(0);
        network.run(Duration.ofMinutes(1));
        assertThat(network.recorded()).isEqualTo(upTo(500));
        assertThat(network.count(UhppoteAction.Online.class)).isEqualTo(2);
        assertThat(network.times()).isEqualTo(network.swipedAt());
    }

    @Test
    void whatStoodThereBeforeTheFirstContactIsCountedAndLeft() {
        var network = new VirtualNetwork(3);
        network.beforeContact(40);
        network.run(Duration.ofSeconds(10));
        network.swipe();
        network.run(Duration.ofSeconds(10));
        assertThat(network.recorded()).containsExactly(41L);
        assertThat(network.actions())
                .contains(new UhppoteAction.Missed(40, "events before the first contact"));
    }

    @Test
    void afterARestartItGoesOnWhereItWas() {
        var network = new VirtualNetwork(4);
        network.run(Duration.ofSeconds(10));
        network.swipe();
        network.run(Duration.ofSeconds(10));
        network.restart();
        network.swipe();
        network.run(Duration.ofSeconds(10));
        assertThat(network.recorded()).isEqualTo(upTo(2));
        assertThat(network.memories()).hasSize(1);
    }

    @Test
    void eventsThatWereOverwrittenAreCounted() {
        var network = new VirtualNetwork(5);
        network.run(Duration.ofSeconds(10));
        network.swipe();
        network.run(Duration.ofSeconds(10));
        network.losing(1);
        LongStream.range(0, VirtualNetwork.CAPACITY + 10).forEach(_ -> network.swipe());
        network.run(Duration.ofMinutes(1));
        network.losing(0);
        network.run(Duration.ofMinutes(1));
        assertThat(network.actions())
                .contains(new UhppoteAction.Missed(10, "events were overwritten"));
        assertThat(network.recorded()).hasSize(1 + VirtualNetwork.CAPACITY);
        assertThat(network.recorded().getLast()).isEqualTo(VirtualNetwork.CAPACITY + 11);
    }

    @Test
    void anErasedMemoryIsToldAndReadFromItsBeginning() {
        var network = new VirtualNetwork(6);
        network.run(Duration.ofSeconds(10));
        LongStream.range(0, 5).forEach(_ -> network.swipe());
        network.run(Duration.ofSeconds(10));
        network.erase();
        network.swipe();
        network.run(Duration.ofSeconds(20));
        assertThat(network.count(UhppoteAction.BegunAnew.class)).isEqualTo(1);
        assertThat(network.recorded()).containsExactly(1L, 2L, 3L, 4L, 5L, 1L);
        assertThat(network.memories()).hasSize(2);
    }

    @Test
    void aMemoryThatWasErasedAndFilledWhileWeWereAwayIsNotTakenForTheOldOne() {
        var network = new VirtualNetwork(7);
        network.run(Duration.ofSeconds(10));
        LongStream.range(0, 5).forEach(_ -> network.swipe());
        network.run(Duration.ofSeconds(10));
        network.losing(1);
        network.run(Duration.ofSeconds(30));
        network.erase();
        LongStream.range(0, 8).forEach(_ -> network.swipe());
        network.losing(0);
        network.run(Duration.ofSeconds(30));
        assertThat(network.count(UhppoteAction.BegunAnew.class)).isEqualTo(1);
        assertThat(network.recorded()).hasSize(13).endsWith(6L, 7L, 8L);
    }

    @Test
    void anEchoOfAnOldAnswerDoesNotPassForAnErasedMemory() {
        for (long seed = 0; seed < 100; seed++) {
            var network = new VirtualNetwork(seed).repeating(0.9).delaying(2_500).meet();
            for (int i = 0; i < 20; i++) {
                network.swipe();
                network.run(Duration.ofSeconds(3));
            }
            network.run(Duration.ofMinutes(3));
            assertThat(network.recorded()).as("seed %d", seed).isEqualTo(upTo(20));
            assertThat(network.count(UhppoteAction.BegunAnew.class)).isZero();
        }
    }

    @Test
    void aClockThatIsWrongIsSetWhereThatIsWanted() {
        var network = new VirtualNetwork(8).settingClocks();
        network.controller().ahead(Duration.ofSeconds(90));
        network.run(Duration.ofSeconds(20));
        assertThat(network.controller().ahead().abs()).isLessThan(Duration.ofSeconds(2));
        assertThat(network.count(UhppoteAction.ClockSet.class)).isEqualTo(1);
    }

    @Test
    void aClockIsLeftAloneWhereNobodySaidOtherwise() {
        var network = new VirtualNetwork(8);
        network.controller().ahead(Duration.ofSeconds(90));
        network.run(Duration.ofSeconds(20));
        assertThat(network.controller().ahead()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void eventsOfAnotherFirmwareAreReadAlike() {
        var network = new VirtualNetwork(9);
        network.controller().oldFirmware = true;
        network.run(Duration.ofSeconds(6));
        network.swipe();
        network.run(Duration.ofMillis(50));
        assertThat(network.recorded()).isEqualTo(upTo(1));
    }

    @Test
    void anAnswerThatNobodyKnowsIsTold() {
        var network = new VirtualNetwork(10);
        network.run(Duration.ofSeconds(6));
        network.deliver(Bytes.ofHex("17f00000" + "2d553919" + "00".repeat(56)));
        assertThat(network.actions()).contains(new UhppoteAction.Odd("unknown reply 240"));
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
