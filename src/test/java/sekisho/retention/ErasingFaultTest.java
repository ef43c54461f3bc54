package sekisho.retention;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sekisho.journal.Entry;
import sekisho.journal.FakeDisk;
import sekisho.journal.FakeDisk.Call;
import sekisho.journal.Journal;
import sekisho.journal.JournalFailed;
import sekisho.journal.disclosure.Disclosure;
import sekisho.journal.disclosure.DisclosureCheck;
import sekisho.journal.disclosure.DisclosureStore;
import sekisho.journal.disclosure.Erasures;
import sekisho.journal.disclosure.Erasures.Request;
import sekisho.journal.disclosure.Erasures.State;
import sekisho.journal.disclosure.FakeVault;
import sekisho.site.Cardholders;
import sekisho.site.CredentialId;
import sekisho.site.Deed.DeedDone;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.Fact;
import sekisho.site.Intake;
import sekisho.site.Observation.AccessGranted;
import sekisho.site.Paperwork.VisitLeft;
import sekisho.site.Paperwork.VisitRegistered;
import sekisho.site.PersonId;
import sekisho.site.Retention;
import sekisho.site.Sighting;
import sekisho.site.VisitId;
import sekisho.site.ZoneId;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// An erasure during which the disk fails at any call, of the journal or of the vault, having done
/// its work or not; then the process dies, the power goes, or it is tried again. In the end it is
/// not approved and nothing is erased, or it is done, with one certificate.
class ErasingFaultTest {
    private static final Instant NINE = Instant.parse("2026-11-20T00:00:00Z");
    private static final ZoneId ROOM = new ZoneId("room");
    private static final long SEGMENT_BYTES = 2_000;
    private static final String NAME = "髙橋 一郎";
    private static final String OTHER = "鈴木 花子";
    private static final CredentialId CARD = new CredentialId("26:2a5f1c40");
    private static final CredentialId OTHER_CARD = new CredentialId("26:00000001");

    private final List<Fact> facts =
            List.of(
                    visit("V-1", NAME),
                    visit("V-2", OTHER),
                    read(CARD, "p-1"),
                    read(OTHER_CARD, "p-2"),
                    new VisitLeft(NINE, new VisitId("V-1"), ROOM),
                    read(CARD, "p-1"));

    /// A station without threads, over disks that fail.
    private static final class Small implements Intake {
        final FakeDisk disk;
        final FakeVault vault;
        final DisclosureStore store;
        final Journal journal;
        final Erasing erasing;

        Small(FakeDisk disk, FakeVault vault) throws IOException {
            this.disk = disk;
            this.vault = vault;
            this.store = vault.open();
            this.journal = disk.journal(SEGMENT_BYTES, store);
            this.erasing =
                    new Erasing(
                            journal,
                            journal,
                            store,
                            new Asides(Path.of("target", "none")),
                            this,
                            Quiet.Step::take,
                            Retention.DEFAULT,
                            new Cardholders(List.of()),
                            ZoneOffset.UTC,
                            () -> NINE);
        }

        static Small begun(long seed) throws IOException {
            var random = new Random(seed);
            return new Small(new FakeDisk(random), new FakeVault(random));
        }

        Small afterKill() throws IOException {
            return new Small(disk.afterKill(), vault.afterKill());
        }

        Small afterPowerCut() throws IOException {
            return new Small(disk.afterPowerCut(), vault.afterPowerCut());
        }

        boolean hasFailed() {
            return disk.hasFailed() || vault.hasFailed();
        }

        @Override
        public Receipt submit(List<Sighting> sightings) {
            long last = journal.append(sightings, NINE).getLast().sequence();
            journal.force();
            return new Receipt(last, 0);
        }

        @Override
        public CompletableFuture<Receipt> offer(List<Sighting> sightings) {
            return CompletableFuture.completedFuture(submit(sightings));
        }
    }

    private interface Faults {
        void set(Small station);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whereverTheVaultsDiskDiesItIsErasedOrNotApproved(boolean persisted) throws Exception {
        int deaths = 0;
        for (int nth = 1; nth <= 60; nth++) {
            var fault = new FakeVault.Fault(nth, persisted, Integer.MAX_VALUE);
            deaths += dies(nth, station -> station.vault.fail(fault));
        }
        assertThat(deaths).as("the faults happened").isGreaterThan(25);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whereverTheJournalsDiskDiesItIsErasedOrNotApproved(boolean persisted) throws Exception {
        int deaths = 0;
        for (Call call : List.of(Call.CREATE, Call.WRITE, Call.FORCE, Call.FORCE_NAMES)) {
            for (int nth = 1; nth <= 12; nth++) {
                var fault = new FakeDisk.Fault(call, nth, persisted, Integer.MAX_VALUE);
                deaths += dies(nth, station -> station.disk.fail(fault));
            }
        }
        assertThat(deaths).as("the faults happened").isGreaterThan(12);
    }

    private int dies(int seed, Faults faults) throws Exception {
        int deaths = 0;
        for (boolean power : new boolean[] {false, true}) {
            Small station = prepared(seed);
            faults.set(station);
            boolean done = false;
            try {
                station.erasing.approve("kato", "E-1");
                done = true;
            } catch (JournalFailed | IOException e) {
                assertThat(station.hasFailed()).as("a failure for no reason: " + e).isTrue();
                deaths++;
            }
            Small next = power ? station.afterPowerCut() : station.afterKill();
            next.erasing.finish();
            State state = next.erasing.requests().getFirst().state();
            assertThat(state).isIn(done ? Set.of(State.DONE) : Set.of(State.DONE, State.WAITING));
            isAll(next, state == State.DONE);
            isAll(next.afterPowerCut(), state == State.DONE);
        }
        return deaths;
    }

    /// The process lives on, as a station does that tries again.
    @Test
    void anErasureThatFailedIsTriedAgainUntilItIsDoneForGood() throws Exception {
        int failures = 0;
        for (int nth = 1; nth <= 40; nth++) {
            for (boolean persisted : new boolean[] {false, true}) {
                for (int more : new int[] {0, 1, 5}) {
                    Small station = prepared(nth);
                    station.vault.fail(new FakeVault.Fault(nth, persisted, more));
                    station.erasing.agree("kato", "E-1");
                    for (int tries = 0; tries < 20 && !isDone(station); tries++) {
                        try {
                            station.erasing.finish();
                        } catch (IOException e) {
                            failures++;
                        } catch (JournalFailed e) {
                            recover(station.journal);
                            failures++;
                        }
                    }
                    isAll(station, true);
                    isAll(station.afterPowerCut(), true);
                    isAll(station.afterKill().afterPowerCut(), true);
                }
            }
        }
        assertThat(failures).as("the faults happened").isGreaterThan(50);
    }

    private static void recover(Journal journal) {
        for (int tries = 0; tries < 20; tries++) {
            try {
                journal.recover(false);
                return;
            } catch (JournalFailed e) {
                assertThat(tries).as("it does not recover: " + e).isLessThan(19);
            }
        }
    }

    private static boolean isDone(Small station) {
        return station.erasing.requests().getFirst().state() == State.DONE;
    }

    @Test
    void aCertificateOfManyPartsThatWasTornIsCompletedAndNamesEveryCommitmentOnce()
            throws Exception {
        for (int nth = 1; nth <= 14; nth++) {
            var station = Small.begun(nth);
            List<Sighting> many = new ArrayList<>();
            for (int i = 0; i < 600; i++) {
                many.add(Sighting.of(visit("V-1", NAME + i)));
            }
            many.add(Sighting.of(new VisitLeft(NINE, new VisitId("V-1"), ROOM)));
            station.submit(many);
            station.erasing.request("sato", "本人の請求", Set.of("visit:V-1"));
            station.erasing.agree("kato", "E-1");
            station.disk.fail(new FakeDisk.Fault(Call.WRITE, nth, true, Integer.MAX_VALUE));
            try {
                station.erasing.finish();
            } catch (JournalFailed e) {
                assertThat(station.disk.hasFailed()).isTrue();
            }
            Small next = nth % 2 == 0 ? station.afterKill() : station.afterPowerCut();
            next.erasing.finish();
            List<Object> named = new ArrayList<>();
            certificates(next)
                    .forEach(deed -> named.addAll((List<?>) deed.members().get("commitments")));
            assertThat(named).hasSize(4 * 600).doesNotHaveDuplicates();
            assertThat(isDone(next)).isTrue();
        }
    }

    /// Everything was said, and V-1 and p-1 are to be erased.
    private Small prepared(long seed) throws Exception {
        var station = Small.begun(seed);
        for (Fact fact : facts) {
            station.submit(List.of(Sighting.of(fact)));
        }
        station.erasing.request("sato", "本人の請求", Set.of("visit:V-1", "person:p-1"));
        return station;
    }

    /// Of whom was not erased everything is there; of whom was, nothing, and one certificate says
    /// so.
    private void isAll(Small station, boolean erased) throws Exception {
        DisclosureCheck check = station.vault.check();
        for (Entry entry : station.journal.read(1, 1_000)) {
            check.accept(entry);
            if (entry.sequence() <= facts.size()) {
                Fact fact = facts.get((int) entry.sequence() - 1);
                boolean gone = erased && isOf(fact, "V-1", "p-1");
                if (!gone) {
                    assertThat(station.store.open(entry).fact()).isEqualTo(fact);
                } else {
                    assertThat(station.store.of(entry.sequence())).isEmpty();
                    assertThat(values(station, entry)).isEmpty();
                }
            }
        }
        assertThat(check.end().doubts()).isEmpty();
        assertThat(station.store.holds("visit:V-1")).as("the key").isEqualTo(!erased);
        assertThat(station.vault.leftBehind()).isZero();
        assertThat(certificates(station)).hasSize(erased ? 1 : 0);
        Request request = station.erasing.requests().getFirst();
        assertThat(request.state() == State.DONE).isEqualTo(erased);
    }

    private static List<Object> values(Small station, Entry entry) throws IOException {
        List<Object> values = new ArrayList<>();
        if (entry.fact() instanceof AccessGranted read) {
            Disclosure card = station.store.ofCard(String.valueOf(read.credential()));
            if (card != null) {
                values.add(card.value());
            }
        }
        return values;
    }

    private static List<DeedDone> certificates(Small station) {
        List<DeedDone> found = new ArrayList<>();
        for (long from = 1; from <= station.journal.durable(); from += 100) {
            for (Entry entry : station.journal.read(from, 100)) {
                if (entry.fact() instanceof DeedDone deed && deed.type().equals(Erasures.DONE)) {
                    found.add(deed);
                }
            }
        }
        return found;
    }

    private static boolean isOf(Fact fact, String visit, String person) {
        return switch (fact) {
            case VisitRegistered one -> one.visit().value().equals(visit);
            case AccessGranted one -> new PersonId(person).equals(one.person());
            default -> false;
        };
    }

    private static VisitRegistered visit(String id, String name) {
        return new VisitRegistered(
                NINE,
                new VisitId(id),
                ROOM,
                "guest",
                null,
                null,
                null,
                name,
                "株式会社サンプル保守",
                "点検",
                List.of("ノートPC"));
    }

    private static AccessGranted read(CredentialId card, String person) {
        return new AccessGranted(
                NINE, ROOM, new DoorId("front"), null, Direction.IN, card, new PersonId(person));
    }
}
