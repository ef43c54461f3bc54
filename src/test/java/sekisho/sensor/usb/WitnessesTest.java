package sekisho.sensor.usb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

class WitnessesTest {
    private static final Duration GRACE = Duration.ofSeconds(8);
    private static final int GRACE_MILLIS = 8000;
    private static final int SEEDS = 2000;

    private final List<String> said = new ArrayList<>();
    private final Witnesses witnesses = new Witnesses(GRACE, _ -> "?", this::note);

    private void note(UsbEvent event) {
        said.add(
                switch (event) {
                    case UsbEvent.Arrived(var device, _, _) -> "+" + name(device);
                    case UsbEvent.Left(var device, _, _) -> "-" + name(device);
                    case UsbEvent.Deaf(var witness, _) -> "deaf " + witness.word();
                    case UsbEvent.Hears(var witness) -> "hears " + witness.word();
                    case UsbEvent.Loaded _, UsbEvent.Unloaded _, UsbEvent.Ruled _ -> "?";
                });
    }

    private static String name(UsbDevice device) {
        return device.port() + (device.serial() == null ? "" : "/" + device.serial());
    }

    private static UsbDevice device(String port, int address, String serial) {
        return new UsbDevice(1, address, port, "0951", "1666", serial, List.of("08:06:50"), false);
    }

    private static final UsbDevice STICK = device("1-2", 5, "A");

    private void everybody() {
        witnesses.join(Witness.KERNEL);
        witnesses.join(Witness.LIBUSB);
    }

    private void seconds(int seconds) {
        witnesses.elapse(Duration.ofSeconds(seconds));
    }

    @Test
    void whoeverTellsFirstIsBelievedAndTheOthersAddNothing() {
        everybody();
        witnesses.arrived(Witness.KERNEL, STICK);
        witnesses.arrived(Witness.LIBUSB, STICK);
        witnesses.listed(witnesses.mark(), List.of(STICK));
        witnesses.left(Witness.LIBUSB, STICK);
        witnesses.left(Witness.KERNEL, STICK);
        witnesses.listed(witnesses.mark(), List.of());
        seconds(60);
        assertThat(said).containsExactly("+1-2/A", "-1-2/A");
    }

    @Test
    void whoDoesNotConfirmWithinTheGraceIsDeafAndHearsWhenItTellsTheNextInTime() {
        everybody();
        witnesses.arrived(Witness.KERNEL, STICK);
        seconds(8);
        assertThat(said).containsExactly("+1-2/A");
        seconds(1);
        assertThat(said).containsExactly("+1-2/A", "deaf libusb");
        witnesses.left(Witness.KERNEL, STICK);
        witnesses.left(Witness.LIBUSB, STICK);
        assertThat(said.subList(2, said.size())).containsExactly("-1-2/A", "hears libusb");
    }

    @Test
    void whatALateWitnessTellsAfterAllIsNothingNew() {
        everybody();
        witnesses.arrived(Witness.KERNEL, STICK);
        seconds(6);
        witnesses.left(Witness.KERNEL, STICK);
        seconds(9);
        witnesses.arrived(Witness.LIBUSB, STICK);
        witnesses.left(Witness.LIBUSB, STICK);
        assertThat(said).containsExactly("+1-2/A", "-1-2/A", "deaf libusb");
    }

    @Test
    void libusbIsExcusedForAStayOfAMomentAndTheKernelIsNot() {
        everybody();
        witnesses.arrived(Witness.KERNEL, STICK);
        seconds(4);
        witnesses.left(Witness.KERNEL, STICK);
        seconds(9);
        assertThat(said).containsExactly("+1-2/A", "-1-2/A");
        UsbDevice other = device("1-2", 6, "B");
        witnesses.arrived(Witness.LIBUSB, other);
        witnesses.left(Witness.LIBUSB, other);
        seconds(9);
        assertThat(said.getLast()).isEqualTo("deaf kernel");
    }

    @Test
    void libusbIsNotExcusedForAStayOfFiveSeconds() {
        everybody();
        witnesses.arrived(Witness.KERNEL, STICK);
        seconds(5);
        witnesses.left(Witness.KERNEL, STICK);
        seconds(9);
        assertThat(said).containsExactly("+1-2/A", "-1-2/A", "deaf libusb");
    }

    @Test
    void theListFindsWhatNeitherToldAndBothAreDeaf() {
        everybody();
        witnesses.listed(witnesses.mark(), List.of(STICK));
        seconds(9);
        assertThat(said).containsExactly("+1-2/A", "deaf libusb", "deaf kernel");
    }

    @Test
    void theListIsNotDeafForWhatWasThereBetweenTwoReadings() {
        everybody();
        for (Witness witness : List.of(Witness.KERNEL, Witness.LIBUSB)) {
            witnesses.arrived(witness, STICK);
            witnesses.left(witness, STICK);
        }
        witnesses.listed(witnesses.mark(), List.of());
        seconds(60);
        assertThat(said).containsExactly("+1-2/A", "-1-2/A");
    }

    @Test
    void aListThatWasReadBeforeAnArrivalDoesNotUndoIt() {
        everybody();
        long mark = witnesses.mark();
        witnesses.arrived(Witness.KERNEL, STICK);
        witnesses.listed(mark, List.of());
        assertThat(said).containsExactly("+1-2/A");
    }

    @Test
    void aNumberThatIsUsedAgainForAnotherDeviceEndsTheFirst() {
        everybody();
        witnesses.arrived(Witness.KERNEL, STICK);
        witnesses.arrived(Witness.KERNEL, device("1-2", 5, "B"));
        assertThat(said).containsExactly("+1-2/A", "-1-2/A", "+1-2/B");
    }

    @Test
    void aDeviceThatIsNumberedAnewInItsPortHasLeftAndComeBack() {
        everybody();
        witnesses.arrived(Witness.KERNEL, STICK);
        witnesses.left(Witness.KERNEL, STICK);
        witnesses.arrived(Witness.KERNEL, device("1-2", 6, "A"));
        assertThat(said).containsExactly("+1-2/A", "-1-2/A", "+1-2/A");
    }

    @Test
    void whoArrivesInAPortFollowsOneThatHasLeft() {
        everybody();
        witnesses.arrived(Witness.KERNEL, STICK);
        witnesses.arrived(Witness.LIBUSB, device("1-2", 6, "B"));
        witnesses.left(Witness.KERNEL, STICK);
        assertThat(said).containsExactly("+1-2/A", "-1-2/A", "+1-2/B");
    }

    @Test
    void whatIsToldTwiceHappenedOnce() {
        everybody();
        witnesses.arrived(Witness.LIBUSB, STICK);
        witnesses.arrived(Witness.LIBUSB, STICK);
        assertThat(said).containsExactly("+1-2/A");
    }

    @Test
    void aDepartureOfADeviceNobodySawIsToldOnce() {
        everybody();
        witnesses.left(Witness.KERNEL, STICK);
        witnesses.left(Witness.LIBUSB, STICK);
        seconds(9);
        assertThat(said).containsExactly("-1-2/A");
    }

    @Test
    void deafnessIsSaidOnceAndRememberedOverARestart() {
        everybody();
        witnesses.wereDeaf(List.of(Witness.LIBUSB));
        witnesses.deaf(Witness.LIBUSB, "udevd does not run here");
        assertThat(said).isEmpty();
        witnesses.hears(Witness.LIBUSB);
        witnesses.hears(Witness.LIBUSB);
        assertThat(said).containsExactly("hears libusb");
    }

    @Test
    void whoDoesNotTakePartIsNotMissed() {
        witnesses.join(Witness.KERNEL);
        witnesses.arrived(Witness.KERNEL, STICK);
        seconds(60);
        assertThat(said).containsExactly("+1-2/A");
    }

    /// Something that is said at a moment; `nth` keeps what one witness says in its order.
    private record Telling(long at, int nth, Runnable say) {}

    /// Sticks come and go in a few ports, and every witness tells it in its own time; the list is
    /// read at any moment, too, and its answer comes later.
    private static final class World {
        final Random random;
        final List<Telling> tellings = new ArrayList<>();
        final Map<String, List<String>> truth = new HashMap<>();
        final Map<Witness, Long> lastSaid = new EnumMap<>(Witness.class);
        final Set<Witness> missed = new HashSet<>();
        private final Witnesses witnesses;
        private final List<Telling> steps = new ArrayList<>();
        private final Map<String, UsbDevice> there = new HashMap<>();
        private int count;

        World(long seed, Witnesses witnesses) {
            this.random = new Random(seed);
            this.witnesses = witnesses;
        }

        /// @param apart the least time between two steps
        /// @param loses of whose messages some get lost; null for none
        void live(
                int steps,
                int apart,
                boolean reuse,
                @org.jspecify.annotations.Nullable Witness loses) {
            long now = 1000;
            int address = 0;
            for (int i = 0; i < steps; i++) {
                now += apart + random.nextInt(400);
                String port = "1-" + (1 + random.nextInt(3));
                UsbDevice leaving = there.remove(port);
                boolean arrives = leaving == null;
                if (arrives) {
                    address = reuse ? Integer.parseInt(port.substring(2)) : address % 127 + 1;
                }
                UsbDevice told = leaving == null ? device(port, address, "S" + address) : leaving;
                if (arrives) {
                    there.put(port, told);
                }
                truth.computeIfAbsent(name(told), _ -> new ArrayList<>())
                        .add((arrives ? "+" : "-") + name(told));
                for (Witness witness : List.of(Witness.KERNEL, Witness.LIBUSB)) {
                    if (witness == loses && random.nextInt(4) == 0) {
                        missed.add(witness);
                        continue;
                    }
                    long at =
                            Math.max(
                                    now + random.nextInt(3000), lastSaid.getOrDefault(witness, 0L));
                    lastSaid.put(witness, at);
                    say(
                            at,
                            () -> {
                                if (arrives) {
                                    witnesses.arrived(witness, told);
                                } else {
                                    witnesses.left(witness, told);
                                }
                            });
                }
                if (random.nextInt(3) == 0) {
                    list(now + random.nextInt(apart + 1));
                }
            }
            for (long at = now; at < now + 4L * GRACE_MILLIS; at += 500) {
                say(at, () -> {});
            }
        }

        private void list(long at) {
            var read = List.copyOf(there.values());
            var mark = new long[1];
            say(at, () -> mark[0] = witnesses.mark());
            say(at + 1 + random.nextInt(1500), () -> witnesses.listed(mark[0], read));
        }

        private void say(long at, Runnable what) {
            tellings.add(new Telling(at, count++, what));
        }

        void play() {
            tellings.sort(Comparator.comparing(Telling::at).thenComparing(Telling::nth));
            long before = 0;
            for (Telling telling : tellings) {
                witnesses.elapse(Duration.ofMillis(telling.at() - before));
                before = telling.at();
                telling.say().run();
            }
        }
    }

    private Map<String, List<String>> saidByPlace() {
        var byPlace = new HashMap<String, List<String>>();
        for (String one : said) {
            if (one.startsWith("+") || one.startsWith("-")) {
                byPlace.computeIfAbsent(one.substring(1), _ -> new ArrayList<>()).add(one);
            }
        }
        return byPlace;
    }

    private List<String> ears() {
        return said.stream().filter(one -> !one.startsWith("+") && !one.startsWith("-")).toList();
    }

    @Test
    void inWhateverOrderTheyTellItEverythingHappenedOnceAndNobodyIsDeaf() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            var test = new WitnessesTest();
            test.everybody();
            var world = new World(seed, test.witnesses);
            world.live(20, 1 + (int) (seed % 3) * 1700, seed % 2 == 0, null);
            world.play();
            assertThat(test.saidByPlace()).as("seed %d", seed).isEqualTo(world.truth);
            assertThat(test.witnesses.present())
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(world.there.values());
            assertThat(test.ears()).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void whoeverLosesMessagesNothingIsMissedAndItIsKnownToBeDeaf() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Witness loses = seed % 2 == 0 ? Witness.KERNEL : Witness.LIBUSB;
            var test = new WitnessesTest();
            test.everybody();
            var world = new World(seed, test.witnesses);
            world.live(12, 4 * GRACE_MILLIS, seed % 3 == 0, loses);
            world.play();
            assertThat(test.saidByPlace()).as("seed %d", seed).isEqualTo(world.truth);
            assertThat(test.ears().contains("deaf " + loses.word()))
                    .as("seed %d", seed)
                    .isEqualTo(world.missed.contains(loses));
        }
    }
}
