package sekisho.journal.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sekisho.journal.Entry;
import sekisho.journal.FakeDisk;
import sekisho.journal.FakeDisk.Call;
import sekisho.journal.Journal;
import sekisho.journal.JournalFailed;
import sekisho.site.CredentialId;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.Fact;
import sekisho.site.Observation.AccessDenied;
import sekisho.site.Observation.AccessGranted;
import sekisho.site.Paperwork.VisitRegistered;
import sekisho.site.PersonId;
import sekisho.site.Sighting;
import sekisho.site.VisitId;
import sekisho.site.ZoneId;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/// A disk that fails at any call of the vault or of the journal, having done its work or not; then
/// the process dies, the power goes, or the station goes on by itself. No entry that is there is
/// without what it commits to.
class DisclosureFaultTest {
    private static final Instant NINE = Instant.parse("2026-11-20T00:00:00Z");
    private static final ZoneId ROOM = new ZoneId("room");
    private static final DoorId FRONT = new DoorId("front");
    private static final int BATCHES = 5;
    private static final long SEGMENT_BYTES = 3_000;

    /// A station's two places: entries, and what they commit to.
    private record Disks(FakeDisk journal, FakeVault vault) {
        static Disks of(RandomGenerator random) {
            return new Disks(new FakeDisk(random), new FakeVault(random));
        }

        Disks afterKill() {
            return new Disks(journal.afterKill(), vault.afterKill());
        }

        Disks afterPowerCut() {
            return new Disks(journal.afterPowerCut(), vault.afterPowerCut());
        }

        boolean haveFailed() {
            return journal.hasFailed() || vault.hasFailed();
        }
    }

    private final List<Fact> said = new ArrayList<>();
    private int acknowledged;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noEntryIsWithoutItsDisclosuresWhateverCallTheProcessDiesIn(boolean persisted)
            throws Exception {
        int deaths = 0;
        for (int nth = 1; nth <= 150; nth++) {
            for (boolean power : new boolean[] {false, true}) {
                var disks = Disks.of(new Random(nth));
                disks.vault().fail(new FakeVault.Fault(nth, persisted, Integer.MAX_VALUE));
                dies(disks);
                deaths += disks.haveFailed() ? 1 : 0;
                survives(power ? disks.afterPowerCut() : disks.afterKill(), nth);
            }
        }
        assertThat(deaths).as("the faults happened").isGreaterThan(120);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void norWhenTheJournalFailsBehindIt(boolean persisted) throws Exception {
        int deaths = 0;
        for (Call call : List.of(Call.CREATE, Call.WRITE, Call.FORCE, Call.FORCE_NAMES)) {
            for (int nth = 1; nth <= 15; nth++) {
                for (boolean power : new boolean[] {false, true}) {
                    var disks = Disks.of(new Random(nth));
                    disks.journal()
                            .fail(new FakeDisk.Fault(call, nth, persisted, Integer.MAX_VALUE));
                    dies(disks);
                    deaths += disks.haveFailed() ? 1 : 0;
                    survives(power ? disks.afterPowerCut() : disks.afterKill(), nth);
                }
            }
        }
        assertThat(deaths).as("the faults happened").isGreaterThan(30);
    }

    /// Says things until the disk fails for good.
    private void dies(Disks disks) {
        said.clear();
        acknowledged = 0;
        try {
            Journal journal = disks.journal().journal(SEGMENT_BYTES, disks.vault().open());
            for (int batch = 0; batch < BATCHES; batch++) {
                say(journal);
            }
        } catch (JournalFailed | IOException e) {
            assertThat(disks.haveFailed()).as("a failure for no reason: " + e).isTrue();
        }
    }

    private void say(Journal journal) {
        List<Fact> batch = batch(said.size());
        said.addAll(batch);
        journal.append(batch.stream().map(Sighting::of).toList(), NINE);
        journal.force();
        acknowledged = said.size();
    }

    /// The next start: what was acknowledged is there and can be read, it goes on, and outlives a
    /// power cut then.
    private void survives(Disks disks, int nth) throws IOException {
        checked(disks, nth);
        checked(disks.afterPowerCut(), nth);
    }

    private void checked(Disks disks, int nth) throws IOException {
        DisclosureStore store = disks.vault().open();
        Journal journal = disks.journal().journal(SEGMENT_BYTES, store);
        assertThat(journal.recovery().damage()).isNull();
        int there = (int) journal.durable();
        assertThat(there).as("at call %d", nth).isBetween(acknowledged, said.size());
        for (Entry entry : journal.read(1, there)) {
            assertThat(store.open(entry).fact())
                    .as("entry %d, at call %d", entry.sequence(), nth)
                    .isEqualTo(said.get((int) entry.sequence() - 1));
        }
        said.subList(there, said.size()).clear();
        acknowledged = there;
        say(journal);
        isSound(disks, journal);
    }

    private static void isSound(Disks disks, Journal journal) throws IOException {
        DisclosureCheck check = disks.vault().check();
        for (Entry entry : journal.read(1, 10_000)) {
            check.accept(entry);
        }
        assertThat(check.end().doubts()).isEmpty();
    }

    /// The process lives on, and the station tries again.
    @Test
    void itGoesOnByItselfWhenTheDiskAnswersAgain() throws Exception {
        int failures = 0;
        for (int nth = 1; nth <= 200; nth++) {
            failures += goesOn(nth, false);
            failures += goesOn(nth, true);
        }
        assertThat(failures).as("the faults happened").isGreaterThan(300);
    }

    private int goesOn(int nth, boolean persisted) throws IOException {
        said.clear();
        acknowledged = 0;
        var disks = Disks.of(new Random(nth));
        DisclosureStore store = disks.vault().open();
        Journal journal = disks.journal().journal(SEGMENT_BYTES, store);
        disks.vault().fail(new FakeVault.Fault(nth, persisted, nth % 3));
        while (acknowledged < 4 * BATCHES) {
            sayUntilAcknowledged(journal);
        }
        boolean failed = disks.haveFailed();
        int all = said.size();
        checked(disks.afterPowerCut(), nth);
        said.subList(all, said.size()).clear();
        acknowledged = all;
        checked(disks.afterKill(), nth);
        return failed ? 1 : 0;
    }

    private void sayUntilAcknowledged(Journal journal) {
        try {
            say(journal);
        } catch (JournalFailed e) {
            for (int tries = 0; tries < 20; tries++) {
                try {
                    assertThat(journal.recover(false).damage()).isNull();
                    break;
                } catch (JournalFailed again) {
                    assertThat(tries).as("it does not recover: " + again).isLessThan(19);
                }
            }
            said.subList((int) journal.durable(), said.size()).clear();
            acknowledged = said.size();
        }
    }

    /// One life after the other, with faults anywhere, while opening, too.
    @Test
    void itLivesThroughManyDeaths() throws Exception {
        for (long seed = 1; seed <= 100; seed++) {
            var random = new Random(seed);
            said.clear();
            acknowledged = 0;
            var disks = Disks.of(random);
            try {
                for (int life = 0; life < 6; life++) {
                    disks.vault()
                            .fail(
                                    new FakeVault.Fault(
                                            random.nextInt(1, 90),
                                            random.nextBoolean(),
                                            Integer.MAX_VALUE));
                    try {
                        Journal journal =
                                disks.journal().journal(SEGMENT_BYTES, disks.vault().open());
                        said.subList((int) journal.durable(), said.size()).clear();
                        for (int batch = 0; batch < BATCHES; batch++) {
                            say(journal);
                        }
                    } catch (JournalFailed | IOException e) {
                        assertThat(disks.haveFailed()).as("for no reason: " + e).isTrue();
                    }
                    disks = random.nextBoolean() ? disks.afterKill() : disks.afterPowerCut();
                }
                checked(disks, 0);
                checked(disks.afterPowerCut(), 0);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    @Test
    void aTornTailIsForgottenAtEveryByte() throws Exception {
        for (String name : List.of("0000000000000000001.sealed", Cards.FILE, PersonKeys.FILE)) {
            for (int bytes = 1; bytes < 64; bytes += 3) {
                said.clear();
                acknowledged = 0;
                var disks = Disks.of(new Random(1));
                Journal journal = disks.journal().journal(1 << 20, disks.vault().open());
                say(journal);
                FakeDisk before = disks.journal().afterKill();
                int entries = acknowledged;
                int length = disks.vault().size(name);
                say(journal);
                FakeVault torn = disks.vault().afterKill();
                torn.tear(name, Math.min(bytes, torn.size(name) - length));
                said.subList(entries, said.size()).clear();
                acknowledged = entries;
                checked(new Disks(before, torn), bytes);
            }
        }
    }

    /// A visit, a stranger's card, a person's card, and another person's read.
    private static List<Fact> batch(int from) {
        return List.of(
                new VisitRegistered(
                        NINE,
                        new VisitId("V-" + from),
                        ROOM,
                        "vendor",
                        new PersonId("p-1"),
                        null,
                        null,
                        "髙橋 一郎 " + from,
                        "株式会社サンプル保守",
                        "定期点検",
                        List.of("ノートPC")),
                new AccessDenied(NINE, ROOM, FRONT, null, Direction.IN, uid(from), null, "unknown"),
                new AccessGranted(
                        NINE,
                        ROOM,
                        FRONT,
                        null,
                        Direction.IN,
                        uid(from + 1),
                        new PersonId("p-" + from % 3)),
                new AccessGranted(
                        NINE, ROOM, FRONT, null, Direction.OUT, uid(1), new PersonId("p-1")));
    }

    private static CredentialId uid(int number) {
        return new CredentialId("26:%08x".formatted(number));
    }
}
