package sekisho.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.account.ManualClock;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;

class WitnessKeyTest {
    @TempDir Path temp;

    @Test
    void theKeyOfALogIsNoneOfAWitness() throws Exception {
        var log = new GrowingLog(temp.resolve("log"), temp.resolve("keys"));
        String line = log.verifier().toString();
        assertThatThrownBy(() -> WitnessKey.parse(line))
                .hasMessageContaining("no key of a witness");
        for (String wrong : new String[] {"", "a+b", "w+00000000+" + "A".repeat(44)}) {
            assertThatThrownBy(() -> WitnessKey.parse(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void noBitOfACosignatureOrOfItsCheckpointMayFlip() throws Exception {
        var log = new GrowingLog(temp.resolve("log"), temp.resolve("keys")).grow(5, "entry");
        var clock = new ManualClock(Instant.parse("2026-11-21T00:00:00Z"));
        try (var there = new FakeWitness(log.verifier(), clock)) {
            new Witness(new WitnessConfig(there.url(), there.key()), log.folder)
                    .give(log.tree(), clock.instant());
            String note =
                    Objects.requireNonNull(
                            sekisho.journal.tree.Cosignatures.in(log.folder).newest());
            String line = note.lines().toList().getLast();
            int space = line.lastIndexOf(' ');
            byte[] bytes = Base64.getDecoder().decode(line.substring(space + 1));
            assertThat(bytes).hasSize(4 + 8 + 64);
            for (int bit = 32; bit < 8 * bytes.length; bit++) {
                byte[] flipped = bytes.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                String other =
                        note.replace(
                                line,
                                line.substring(0, space + 1)
                                        + Base64.getEncoder().encodeToString(flipped));
                assertThatThrownBy(() -> there.key().cosigned(other))
                        .as("bit %d", bit)
                        .isInstanceOf(IllegalArgumentException.class);
            }
            assertThatThrownBy(() -> there.key().cosigned(note.replace("\n5\n", "\n6\n")))
                    .hasMessageContaining("does not agree");
            assertThat(there.key().cosigned(log.tree().note())).isNull();
        }
    }
}
