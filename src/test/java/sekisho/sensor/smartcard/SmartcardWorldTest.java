package sekisho.sensor.smartcard;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.sensor.smartcard.Desks.BACK;
import static sekisho.sensor.smartcard.Desks.FRONT;
import static sekisho.sensor.smartcard.Desks.NAMELESS;
import static sekisho.sensor.smartcard.Desks.SONY;

import org.junit.jupiter.api.Test;

import sekisho.site.Bytes;
import sekisho.site.Observation;
import sekisho.site.SourceId;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Many minutes at two desks, each from a seed: cards laid and pulled however it comes, a service
/// that dies, readers that are pulled, a program that grabs cards. Then an hour of peace, in which
/// everything must work.
class SmartcardWorldTest {
    private static final int SEEDS = Integer.getInteger("seeds", 400);
    private static final Duration LONG_ENOUGH = Duration.ofMillis(400);
    private static final Map<SourceId, String> READERS = Map.of(FRONT, SONY, BACK, NAMELESS);

    private record Laying(SourceId desk, String card, Duration at, Duration lay) {}

    private final List<Laying> layings = new ArrayList<>();

    @Test
    void everyCardIsToldOnceOrToldAsUnreadWhileNothingElseHappens() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Desks desks = minutes(new Random(seed), false);
            for (SourceId desk : List.of(FRONT, BACK)) {
                List<Laying> here = here(desk);
                List<String> read = desks.cards(desk);
                assertThat(here.stream().map(Laying::card).toList())
                        .as("seed %d", seed)
                        .containsSubsequence(read);
                assertThat(read.size() + desks.unread(desk))
                        .as("seed %d, desk %s: read or told as unread", seed, desk)
                        .isEqualTo(here.size());
                assertThat(read)
                        .as("seed %d: whatever lay long enough", seed)
                        .containsAll(
                                here.stream()
                                        .filter(one -> one.lay().compareTo(LONG_ENOUGH) > 0)
                                        .map(Laying::card)
                                        .toList());
            }
        }
    }

    @Test
    void whateverHappensNoCardIsToldTwiceAndAllIsWellInTheEnd() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Desks desks = minutes(new Random(seed), true);
            for (SourceId desk : List.of(FRONT, BACK)) {
                List<String> laid = here(desk).stream().map(Laying::card).toList();
                assertThat(laid).as("seed %d", seed).containsSubsequence(desks.cards(desk));
                assertThat(desks.cards(desk)).as("seed %d, in peace", seed).contains("32:ffffff01");
                lostAndRestoredByTurns(desks, desk, seed);
            }
            assertThat(desks.connections()).as("seed %d", seed).isEqualTo(1);
        }
    }

    private static void lostAndRestoredByTurns(Desks desks, SourceId desk, long seed) {
        boolean lost = false;
        for (Observation fact : desks.of(desk)) {
            if (fact instanceof Observation.SourceLost) {
                assertThat(lost).as("seed %d: lost twice", seed).isFalse();
                lost = true;
            } else if (fact instanceof Observation.SourceRestored) {
                assertThat(lost).as("seed %d: restored twice", seed).isTrue();
                lost = false;
            }
        }
        assertThat(lost).as("seed %d: lost for good", seed).isFalse();
    }

    private Desks minutes(Random random, boolean troubled) {
        layings.clear();
        var desks = new Desks();
        desks.world.plug(SONY);
        desks.world.plug(NAMELESS);
        READERS.forEach((desk, reader) -> cards(desks, desk, reader, random));
        if (troubled) {
            troubles(desks, random);
        }
        peace(desks);
        desks.run(Duration.ofMinutes(4));
        return desks;
    }

    private void cards(Desks desks, SourceId desk, String reader, Random random) {
        long millis = 1000;
        for (int i = 0; i < 40; i++) {
            boolean swapped = random.nextInt(5) == 0;
            millis += swapped ? 0 : 100 + random.nextInt(2000);
            var number = Bytes.ofHex("12%04x%02x".formatted(random.nextInt(1 << 16), i));
            int lay = random.nextInt(4) == 0 ? random.nextInt(60) : 60 + random.nextInt(1500);
            add(desks, desk, reader, number, millis, lay);
            millis += lay;
        }
    }

    private void add(
            Desks desks, SourceId desk, String reader, Bytes number, long millis, long lay) {
        Duration at = Duration.ofMillis(millis);
        layings.add(new Laying(desk, "32:" + number.hex(), at, Duration.ofMillis(lay)));
        desks.world.at(at, () -> desks.world.lay(reader, Desks.card(number)));
        desks.world.at(at.plusMillis(lay), () -> desks.world.pull(reader));
    }

    private static void troubles(Desks desks, Random random) {
        var world = desks.world;
        for (int i = 0; i < 12; i++) {
            var at = Duration.ofMillis(random.nextInt(110_000));
            var until = at.plusMillis(1 + random.nextInt(6000));
            String reader = random.nextBoolean() ? SONY : NAMELESS;
            switch (random.nextInt(3)) {
                case 0 -> {
                    world.at(at, world::kill);
                    world.at(until, world::start);
                }
                case 1 -> {
                    world.at(at, () -> world.unplug(reader));
                    world.at(until, () -> world.plug(reader));
                }
                default ->
                        world.at(
                                at,
                                () -> world.own(reader, Duration.ofMillis(random.nextInt(900))));
            }
        }
    }

    /// After two minutes everything is there again, and one more card is laid on each reader.
    private void peace(Desks desks) {
        desks.world.at(Duration.ofMinutes(2), desks.world::start);
        READERS.forEach((desk, reader) -> {
            desks.world.at(Duration.ofMinutes(2), () -> desks.world.plug(reader));
            add(desks, desk, reader, Bytes.ofHex("ffffff01"), 200_000, 900);
        });
    }

    private List<Laying> here(SourceId desk) {
        return layings.stream().filter(one -> one.desk().equals(desk)).toList();
    }
}
