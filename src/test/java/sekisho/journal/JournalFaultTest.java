package sekisho.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static sekisho.journal.Facts.NINE;
import static sekisho.journal.Facts.numbered;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sekisho.journal.FakeDisk.Call;
import sekisho.journal.FakeDisk.Fault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/// A disk that fails at any call, having done its work or not; then the process dies or the power
/// goes. What was acknowledged is there once, and what was durable has not changed.
class JournalFaultTest {
    private static final long SEGMENT_BYTES = 800;

    /// What the station's sources know: everything said so far, and how much was acknowledged.
    private long said;

    private long acknowledged;

    @ParameterizedTest
    @EnumSource(
            value = Call.class,
            names = {"CREATE", "WRITE", "FORCE", "FORCE_NAMES"})
    void nothingAcknowledgedIsLostWhenACallFails(Call call) {
        int failures = 0;
        for (int nth = 1; nth <= 40; nth++) {
            for (boolean persisted : new boolean[] {false, true}) {
                for (UnaryOperator<FakeDisk> death :
                        List.<UnaryOperator<FakeDisk>>of(
                                FakeDisk::afterKill, FakeDisk::afterPowerCut)) {
                    said = 0;
                    acknowledged = 0;
                    var disk = new FakeDisk(new Random(nth));
                    disk.fail(new Fault(call, nth, persisted));
                    runUntilItFails(disk);
                    failures += disk.hasFailed() ? 1 : 0;
                    recovers(death.apply(disk), acknowledgedBytes(disk));
                }
            }
        }
        assertThat(failures).as("the faults happened").isGreaterThan(20);
    }

    private void runUntilItFails(FakeDisk disk) {
        var journal = Journal.open(disk, SEGMENT_BYTES);
        try {
            for (int batch = 0; batch < 12; batch++) {
                said += 3;
                journal.append(numbered(said - 2, said), NINE);
                journal.force();
                acknowledged = said;
            }
        } catch (JournalFailed e) {
            refusesEverythingBut(journal);
        }
    }

    private void refusesEverythingBut(Journal journal) {
        assertThatThrownBy(() -> journal.append(numbered(99, 99), NINE))
                .isInstanceOf(JournalFailed.class);
        assertThatThrownBy(journal::force).isInstanceOf(JournalFailed.class);
        assertThat(journal.durable()).isEqualTo(acknowledged);
        assertThat(journal.read(1, 100)).hasSize((int) acknowledged);
    }

    private List<byte[]> acknowledgedBytes(FakeDisk disk) {
        List<byte[]> stored = new ArrayList<>();
        if (acknowledged > 0) {
            try (var journal = Journal.open(disk.afterKill(), SEGMENT_BYTES)) {
                journal.readRaw(1, (int) acknowledged).forEach(raw -> stored.add(raw.bytes()));
            }
        }
        assertThat(stored).hasSize((int) acknowledged);
        return stored;
    }

    /// The next start: all that was acknowledged is there, and everything may be said again.
    private void recovers(FakeDisk disk, List<byte[]> before) {
        try (var journal = Journal.open(disk, SEGMENT_BYTES)) {
            assertThat(journal.recovery().damage()).isNull();
            List<byte[]> found = Outsider.check(disk.bytes());
            Outsider.checkPrefix(before, found);
            assertThat(journal.durable()).isEqualTo(found.size());
            if (said > 0) {
                journal.append(numbered(1, said), NINE);
                journal.force();
            }
            assertThat(Outsider.seqs(Outsider.check(disk.bytes())))
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, said).boxed().toList());
        }
        isDurable(disk);
    }

    /// All that was said was acknowledged at last: it outlives the power as well.
    private void isDurable(FakeDisk disk) {
        var after = disk.afterPowerCut();
        try (var journal = Journal.open(after, SEGMENT_BYTES)) {
            assertThat(journal.recovery().damage()).isNull();
        }
        assertThat(Outsider.seqs(Outsider.check(after.bytes())))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, said).boxed().toList());
    }

    /// The process lives on: it takes the journal up again from the disk, as often as it takes.
    @ParameterizedTest
    @EnumSource(
            value = Call.class,
            names = {"CREATE", "WRITE", "FORCE", "FORCE_NAMES"})
    void itGoesOnByItselfWhenTheDiskAnswersAgain(Call call) {
        int failures = 0;
        for (int nth = 1; nth <= 40; nth++) {
            for (boolean persisted : new boolean[] {false, true}) {
                for (int more : new int[] {0, 1, 5}) {
                    said = 0;
                    acknowledged = 0;
                    var disk = new FakeDisk(new Random(nth));
                    disk.fail(new Fault(call, nth, persisted, more));
                    failures += goesOn(disk) > 0 ? 1 : 0;
                    assertThat(Outsider.seqs(Outsider.check(disk.bytes())))
                            .as("%s %d %s %d", call, nth, persisted, more)
                            .containsExactlyElementsOf(
                                    LongStream.rangeClosed(1, said).boxed().toList());
                    isDurable(disk);
                }
            }
        }
        assertThat(failures).as("the faults happened").isGreaterThan(30);
    }

    /// Says everything until it is acknowledged.
    ///
    /// @return how often it had to recover
    private int goesOn(FakeDisk disk) {
        int recoveries = 0;
        try (var journal = Journal.open(disk, SEGMENT_BYTES)) {
            while (acknowledged < 36) {
                try {
                    said = acknowledged + 3;
                    journal.append(numbered(said - 2, said), NINE);
                    journal.force();
                    acknowledged = said;
                } catch (JournalFailed e) {
                    refusesEverythingBut(journal);
                    recovers(journal);
                    recoveries++;
                }
            }
        }
        return recoveries;
    }

    private void recovers(Journal journal) {
        for (int tries = 0; tries < 20; tries++) {
            try {
                assertThat(journal.recover(false).damage()).isNull();
                return;
            } catch (JournalFailed e) {
                refusesEverythingBut(journal);
            }
        }
        throw new AssertionError("it does not recover");
    }

    @Test
    void whatTheDiskLostWhileItFailedIsDamageAndNotCutOff() {
        var disk = new FakeDisk(new Random(1));
        try (var journal = Journal.open(disk, 1 << 20)) {
            journal.append(numbered(1, 6), NINE);
            journal.force();
            disk.fail(new Fault(Call.FORCE, 1, false));
            journal.append(numbered(7, 9), NINE);
            assertThatThrownBy(journal::force).isInstanceOf(JournalFailed.class);
            byte[] segment = segment(disk);
            disk.spoil(Segment.name(1), segment.length * 5 / 9);

            var damage = journal.recover(false).damage();

            assertThat(damage).isNotNull();
            assertThat(segment(disk)).hasSameSizeAs(segment);
            assertThatThrownBy(() -> journal.append(numbered(7, 9), NINE))
                    .hasMessageContaining("damaged");
        }
    }

    private static byte[] segment(FakeDisk disk) {
        return Objects.requireNonNull(disk.bytes().get(Segment.name(1)));
    }

    @Test
    void aTornTailBelowTheSignedSizeIsDamage() {
        for (long least = 0; least <= 9; least++) {
            var disk = new FakeDisk(new Random(1));
            try (var journal = Journal.open(disk, 1 << 20)) {
                journal.append(numbered(1, 9), NINE);
                journal.force();
            }
            byte[] whole = segment(disk);
            var files = new TreeMap<>(disk.bytes());
            files.put(Segment.name(1), Arrays.copyOf(whole, whole.length * 8 / 9 + 5));
            try (var journal = Journal.openSigned(FakeDisk.torn(files), least)) {
                assertThat(journal.recovery().damage() == null)
                        .as("torn in entry 9, %d signed", least)
                        .isEqualTo(least <= 8);
            }
        }
    }

    /// Batches out of order and sent again, faults anywhere (while opening, too), one life after
    /// the other.
    @Test
    void itLivesThroughManyDeaths() {
        for (long seed = 1; seed <= 150; seed++) {
            try {
                manyDeaths(new Random(seed));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static void manyDeaths(RandomGenerator random) {
        var disk = new FakeDisk(random);
        List<byte[]> before = List.of();
        List<Long> acknowledged = new ArrayList<>();
        long clock = 0;
        for (int life = 0; life < 6; life++) {
            var call = Call.values()[random.nextInt(Call.values().length)];
            disk.fail(new Fault(call, random.nextInt(1, 30), random.nextBoolean()));
            try {
                var journal = Journal.open(disk, SEGMENT_BYTES);
                assertThat(journal.recovery().damage()).isNull();
                List<byte[]> found = Outsider.check(disk.bytes());
                Outsider.checkPrefix(before, found);
                assertThat(Outsider.seqs(found)).containsAll(acknowledged);
                for (int batch = 0; batch < 8; batch++) {
                    List<Long> seqs = someOf(random);
                    clock += random.nextInt(-5, 10);
                    var now = NINE.plusSeconds(clock);
                    journal.append(seqs.stream().map(Facts::numbered).toList(), now);
                    if (random.nextInt(3) > 0) {
                        journal.force();
                        acknowledged.addAll(seqs);
                        before = Outsider.check(disk.bytes());
                    }
                }
            } catch (JournalFailed e) {
                assertThat(disk.hasFailed()).as("a failure for no reason: " + e).isTrue();
            }
            disk = random.nextBoolean() ? disk.afterKill() : disk.afterPowerCut();
        }
    }

    private static List<Long> someOf(RandomGenerator random) {
        List<Long> seqs = new ArrayList<>();
        for (int i = random.nextInt(1, 20); i > 0; i--) {
            seqs.add(random.nextLong(1, 200));
        }
        Collections.shuffle(seqs, Random.from(random));
        return seqs;
    }
}
