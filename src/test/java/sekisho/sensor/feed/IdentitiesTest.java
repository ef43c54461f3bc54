package sekisho.sensor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

class IdentitiesTest {
    @TempDir private Path folder;

    @Test
    void givesAMessageTheNumberThatItHadBeforeTheRestart() throws Exception {
        String boot;
        try (var identities = open(100)) {
            boot = identities.boot();
            assertThat(identities.number("a", "door 1")).isEqualTo(known(1, true));
            assertThat(identities.number("b", "door 2")).isEqualTo(known(2, true));
            assertThat(identities.number("a", "door 1")).isEqualTo(known(1, true));
            identities.force();
        }
        try (var identities = open(100)) {
            assertThat(identities.boot()).isEqualTo(boot);
            assertThat(identities.number("b", "door 2")).isEqualTo(known(2, true));
            assertThat(identities.number("c", "door 3")).isEqualTo(known(3, true));
        }
    }

    @Test
    void seesThatAnotherMessageHasTheSameIdentity() throws Exception {
        try (var identities = open(100)) {
            identities.number("a", "door 1");
            assertThat(identities.number("a", "door 2")).isEqualTo(known(1, false));
        }
    }

    @Test
    void remembersNothingThatWasNotForced() throws Exception {
        try (var identities = open(100)) {
            identities.number("a", "");
            identities.force();
            identities.number("b", "");
        }
        try (var identities = open(100)) {
            assertThat(identities.number("c", "")).isEqualTo(known(2, true));
        }
    }

    @Test
    void forgetsTheOldestAndNoNumber() throws Exception {
        int kept = 10;
        for (int i = 1; i <= 95; i++) {
            try (var identities = open(kept)) {
                assertThat(identities.number("message " + i, "")).isEqualTo(known(i, true));
                identities.force();
                for (int back = 0; back < Math.min(i, kept); back++) {
                    assertThat(identities.number("message " + (i - back), ""))
                            .as("%d after %d", i - back, i)
                            .isEqualTo(known(i - back, true));
                }
            }
        }
        try (var identities = open(kept)) {
            assertThat(identities.number("message 1", "")).isEqualTo(known(96, true));
        }
        assertThat(Files.size(file())).isLessThan(3L * kept * 28);
    }

    /// Whatever becomes of the file, no two messages have one number in one run: one that is
    /// forgotten is entered twice, one that has another's number never.
    @Test
    void givesNoNumberTwiceHoweverTheFileIsDamaged() throws Exception {
        Map<String, Map<Long, String>> before = new HashMap<>();
        try (var identities = open(100)) {
            Map<Long, String> numbers = before.computeIfAbsent(identities.boot(), _ -> map());
            for (String message : new String[] {"a", "b", "c", "d"}) {
                numbers.put(identities.number(message, "").number(), message);
            }
            identities.force();
        }
        byte[] whole = Files.readAllBytes(file());
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            holds(damaged, before, "bit " + bit);
        }
    }

    @Test
    void goesOnBehindARecordThatWasTorn() throws Exception {
        try (var identities = open(100)) {
            identities.number("a", "");
            identities.number("b", "");
            identities.force();
        }
        byte[] whole = Files.readAllBytes(file());
        for (int cut = whole.length - 27; cut < whole.length; cut++) {
            Files.write(file(), java.util.Arrays.copyOf(whole, cut));
            try (var identities = open(100)) {
                assertThat(identities.number("a", "")).isEqualTo(known(1, true));
                assertThat(identities.number("b", "").number()).isEqualTo(3);
                identities.force();
            }
            try (var identities = open(100)) {
                assertThat(identities.number("b", "").number()).as("cut at %d", cut).isEqualTo(3);
            }
        }
    }

    private void holds(byte[] damaged, Map<String, Map<Long, String>> before, String what)
            throws IOException {
        Files.write(file(), damaged);
        try (var identities = open(100)) {
            Map<Long, String> numbers =
                    new HashMap<>(before.getOrDefault(identities.boot(), map()));
            for (String message : new String[] {"new", "a", "b", "c", "d", "newer"}) {
                String had = numbers.put(identities.number(message, "").number(), message);
                assertThat(had).as(what).isIn(null, message);
            }
        }
    }

    private static Map<Long, String> map() {
        return new HashMap<>();
    }

    private Identities open(int kept) throws IOException {
        return Identities.open(file(), kept);
    }

    private Path file() {
        return folder.resolve("panel.identities");
    }

    private static Identities.Known known(long number, boolean same) {
        return new Identities.Known(number, same);
    }
}
