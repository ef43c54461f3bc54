package sekisho.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static sekisho.web.SampleSite.DATABASE;
import static sekisho.web.SampleSite.FRONT;
import static sekisho.web.SampleSite.OFFICE;
import static sekisho.web.SampleSite.OFFICE_DOOR;
import static sekisho.web.SampleSite.ROOM;
import static sekisho.web.SampleSite.SATO;
import static sekisho.web.SampleSite.SUZUKI;
import static sekisho.web.SampleSite.VAULT;
import static sekisho.web.SampleSite.VAULT_DOOR;

import org.junit.jupiter.api.Test;

import sekisho.journal.Entry;
import sekisho.site.Deed.AlarmAcknowledged;
import sekisho.site.DevicePattern;
import sekisho.site.Fact;
import sekisho.site.Finding.FindingWithdrawn;
import sekisho.site.Observation.DoorOpened;
import sekisho.site.Observation.MediaRemoved;
import sekisho.site.Observation.SourceDeaf;
import sekisho.site.Observation.SourceHears;
import sekisho.site.Observation.SourceLost;
import sekisho.site.Observation.SourceRestored;
import sekisho.site.Paperwork.BaselineAdopted;
import sekisho.site.Paperwork.PlanAdopted;
import sekisho.site.Paperwork.VisitLeft;
import sekisho.site.Policy;
import sekisho.site.Sighting;
import sekisho.site.Site;
import sekisho.site.SourceId;
import sekisho.site.VisitId;
import sekisho.site.ZoneId;
import sekisho.web.Item.DoorItem;
import sekisho.web.Item.DoorState;
import sekisho.web.Item.MachineItem;
import sekisho.web.Item.SourceState;
import sekisho.web.Item.ZoneItem;

import java.time.Instant;
import java.util.List;

class BoardTest {
    private static final Instant NINE = Instant.parse("2026-11-21T00:00:00Z");

    private final Board board = new Board(SampleSite.SITE, SampleSite.PEOPLE);
    private long sequence;

    @Test
    void whoWasLetInIsInsideUntilLetOut() {
        happen(SampleFacts.in(NINE, SATO, ROOM, FRONT));
        assertThat(inside(ROOM)).containsExactly("p-001");
        happen(SampleFacts.out(NINE.plusSeconds(60), SATO, ROOM, FRONT));
        assertThat(inside(ROOM)).isEmpty();
    }

    @Test
    void aReadElsewhereEndsWhereOneWasBefore() {
        happen(
                SampleFacts.in(NINE, SATO, ROOM, FRONT),
                SampleFacts.in(NINE.plusSeconds(60), SATO, OFFICE, OFFICE_DOOR));
        assertThat(inside(ROOM)).isEmpty();
        assertThat(inside(OFFICE)).containsExactly("p-001");
    }

    @Test
    void enteringAnInnerZoneEndsNothingAndLeavingItReturnsToTheOuterOne() {
        happen(
                SampleFacts.in(NINE, SATO, ROOM, FRONT),
                SampleFacts.in(NINE.plusSeconds(1), SATO, VAULT, VAULT_DOOR));
        assertThat(inside(ROOM)).containsExactly("p-001");
        assertThat(inside(VAULT)).containsExactly("p-001");
        happen(SampleFacts.out(NINE.plusSeconds(2), SATO, VAULT, VAULT_DOOR));
        assertThat(inside(ROOM)).containsExactly("p-001");
        assertThat(inside(VAULT)).isEmpty();
        happen(
                SampleFacts.in(NINE.plusSeconds(3), SATO, VAULT, VAULT_DOOR),
                SampleFacts.out(NINE.plusSeconds(4), SATO, ROOM, FRONT));
        assertThat(inside(ROOM)).isEmpty();
        assertThat(inside(VAULT)).isEmpty();
    }

    @Test
    void presenceGoesByEventTimeWhateverCameInFirst() {
        happen(
                SampleFacts.out(NINE.plusSeconds(60), SATO, ROOM, FRONT),
                SampleFacts.in(NINE, SATO, ROOM, FRONT));
        assertThat(inside(ROOM)).isEmpty();
        happen(
                SampleFacts.in(NINE.plusSeconds(120), SUZUKI, VAULT, VAULT_DOOR),
                SampleFacts.in(NINE.plusSeconds(60), SUZUKI, ROOM, FRONT));
        assertThat(inside(ROOM)).containsExactly("p-002");
        assertThat(inside(VAULT)).containsExactly("p-002");
    }

    @Test
    void aReadOlderThanAllThatIsRememberedChangesNothing() {
        for (int i = 1; i <= 20; i++) {
            happen(SampleFacts.in(NINE.plusSeconds(i), SATO, ROOM, FRONT));
        }
        happen(SampleFacts.in(NINE, SATO, OFFICE, OFFICE_DOOR));
        assertThat(inside(ROOM)).containsExactly("p-001");
        assertThat(inside(OFFICE)).isEmpty();
    }

    @Test
    void whatIsOlderThanAllThatIsRememberedDoesNotEndALongStay() {
        happen(SampleFacts.in(NINE.plusSeconds(1), SATO, ROOM, FRONT));
        for (int i = 2; i <= 20; i += 2) {
            happen(
                    SampleFacts.in(NINE.plusSeconds(i), SATO, VAULT, VAULT_DOOR),
                    SampleFacts.out(NINE.plusSeconds(i + 1), SATO, VAULT, VAULT_DOOR));
        }
        happen(SampleFacts.in(NINE, SATO, OFFICE, OFFICE_DOOR));
        assertThat(inside(ROOM)).containsExactly("p-001");
        assertThat(inside(OFFICE)).isEmpty();
    }

    @Test
    void aVisitorIsInsideFromRegistrationToSignOut() {
        happen(SampleFacts.visit(NINE, "V-1"));
        assertThat(zone(ROOM).visits()).hasSize(1);
        happen(new VisitLeft(NINE.plusSeconds(60), new VisitId("V-1"), null));
        assertThat(zone(ROOM).visits()).isEmpty();
    }

    @Test
    void aVisitorWhoseSignOutCameInFirstIsNotInside() {
        happen(
                new VisitLeft(NINE.plusSeconds(60), new VisitId("V-1"), null),
                SampleFacts.visit(NINE, "V-1"));
        assertThat(zone(ROOM).visits()).isEmpty();
    }

    @Test
    void aDoorIsAsItsNewestMotionSays() {
        assertThat(door("front").state()).isEqualTo(DoorState.UNKNOWN);
        happen(SampleFacts.closed(NINE.plusSeconds(5)), SampleFacts.opened(NINE));
        assertThat(door("front").state()).isEqualTo(DoorState.CLOSED);
        happen(SampleFacts.opened(NINE.plusSeconds(6)));
        assertThat(door("front").state()).isEqualTo(DoorState.OPEN);
        assertThat(door("front").since()).isEqualTo(NINE.plusSeconds(6));
    }

    @Test
    void aDoorAndAZoneThatNobodyDeclaredAreShownAsTheyCome() {
        var attic = new ZoneId("attic");
        var hatch = new sekisho.site.DoorId("hatch");
        happen(new DoorOpened(NINE, attic, hatch), SampleFacts.in(NINE, SATO, attic, hatch));
        assertThat(door("hatch").exit()).isNull();
        assertThat(inside(attic)).containsExactly("p-001");
    }

    @Test
    void mediaArePluggedInUntilPulledAndJudgedByTheRule() {
        var stick = SampleFacts.inserted(NINE, DATABASE, "s-1");
        happen(stick);
        long inserted = sequence;
        assertThat(machine().media().getFirst().permitted()).isTrue();
        happen(SampleFacts.unauthorised(stick, inserted));
        assertThat(machine().media().getFirst().permitted()).isFalse();
        var raised = SampleFacts.unauthorised(stick, inserted);
        happen(
                new FindingWithdrawn(
                        raised.at(),
                        raised.rule(),
                        raised.zone(),
                        raised.subject(),
                        List.of(inserted, sequence)));
        assertThat(machine().media().getFirst().permitted()).isTrue();
        happen(removed(NINE.plusSeconds(9), "s-1", "1-2"));
        assertThat(machine().media()).isEmpty();
    }

    @Test
    void aRemovalThatCameInBeforeItsInsertionEndsItAllTheSame() {
        happen(
                removed(NINE.plusSeconds(9), "s-1", "1-2"),
                SampleFacts.inserted(NINE, DATABASE, "s-1"));
        assertThat(machine().media()).isEmpty();
        happen(SampleFacts.inserted(NINE.plusSeconds(10), DATABASE, "s-1"));
        assertThat(machine().media()).hasSize(1);
        happen(removed(NINE.plusSeconds(9), "s-1", null));
        assertThat(machine().media()).hasSize(1);
    }

    @Test
    void aRemovalEndsWhatIsInItsPortOrWhateverPortItIsWhenItCantTell() {
        happen(SampleFacts.inserted(NINE, DATABASE, "s-1"));
        happen(removed(NINE.plusSeconds(1), "s-1", "9-9"));
        assertThat(machine().media()).hasSize(1);
        happen(removed(NINE.plusSeconds(1), "s-1", null));
        assertThat(machine().media()).isEmpty();
    }

    @Test
    void aMachinesAgentIsOnlineWhileItsSourceCanBeHeard() {
        assertThat(machine().agent()).isEqualTo(SourceState.UNKNOWN);
        happen(SampleFacts.alive(NINE, "agent-db-1"));
        assertThat(machine().agent()).isEqualTo(SourceState.ONLINE);
        happen(new SourceLost(NINE, new SourceId("agent-db-1"), ROOM, "link closed"));
        assertThat(machine().agent()).isEqualTo(SourceState.OFFLINE);
        happen(new SourceRestored(NINE, new SourceId("agent-db-1"), ROOM));
        assertThat(machine().agent()).isEqualTo(SourceState.ONLINE);
    }

    @Test
    void nobodyObjectsToAMachinesOwnDevicesAnyMore() {
        for (String serial : List.of("s-1", "s-2")) {
            var stick = SampleFacts.inserted(NINE, DATABASE, serial);
            happen(stick);
            happen(SampleFacts.unauthorised(stick, sequence));
        }
        assertThat(machine().media()).noneMatch(Item.Plugged::permitted);
        var own = DevicePattern.of("0951", "1666", "s-2", null, List.of("08:06:50"));
        happen(new BaselineAdopted(NINE, ROOM, DATABASE, List.of(own), "sato"));
        assertThat(machine().media())
                .filteredOn(Item.Plugged::permitted)
                .extracting(plugged -> plugged.fact().serial())
                .containsExactly("s-2");
    }

    @Test
    void aDeafAgentStaysDeafWhileItLivesAndUntilItHearsAgain() {
        var agent = new SourceId("agent-db-1");
        happen(new SourceDeaf(NINE, agent, ROOM, "libusb", "udevd does not run here"));
        assertThat(machine().agent()).isEqualTo(SourceState.DEAF);
        happen(SampleFacts.alive(NINE.plusSeconds(10), "agent-db-1"));
        assertThat(machine().agent()).isEqualTo(SourceState.DEAF);
        happen(new SourceDeaf(NINE, agent, ROOM, "kernel", null));
        happen(new SourceHears(NINE, agent, ROOM, "libusb"));
        assertThat(machine().agent()).isEqualTo(SourceState.DEAF);
        happen(new SourceLost(NINE, agent, ROOM, "link closed"));
        assertThat(machine().agent()).isEqualTo(SourceState.OFFLINE);
        happen(new SourceHears(NINE, agent, ROOM, "kernel"));
        assertThat(machine().agent()).isEqualTo(SourceState.ONLINE);
    }

    @Test
    void theSourceThatTellsOfAMachinesMediaIsItsAgent() {
        happen(SampleFacts.alive(NINE, "some-agent"));
        sequence++;
        board.accept(
                List.of(
                        new Entry(
                                sequence,
                                NINE,
                                Sighting.of(
                                        SampleFacts.inserted(NINE, DATABASE, "s-1"),
                                        new SourceId("some-agent")))));
        assertThat(machine().agent()).isEqualTo(SourceState.ONLINE);
    }

    @Test
    void signsOfLifeChangeNothingOnTheBoard() {
        happen(SampleFacts.alive(NINE, "line-1"));
        long known = sequence;
        happen(
                SampleFacts.alive(NINE.plusSeconds(10), "line-1"),
                SampleFacts.alive(NINE.plusSeconds(20), "line-1"));
        assertThat(board.since(known).isEmpty()).isTrue();
        assertThat(board.since(known).sequence()).isEqualTo(sequence);
    }

    @Test
    void aPatchHoldsWhatChangedAndNothingElse() {
        happen(SampleFacts.in(NINE, SATO, ROOM, FRONT));
        long known = sequence;
        happen(SampleFacts.opened(NINE.plusSeconds(1)));
        Patch patch = board.since(known);
        assertThat(patch.whole()).isFalse();
        assertThat(patch.doors()).singleElement().isEqualTo(door("front"));
        assertThat(patch.zones()).isEmpty();
        assertThat(patch.machines()).isEmpty();
        assertThat(patch.facts()).hasSize(1);
    }

    @Test
    void aBrowserThatKnowsAnotherJournalGetsTheWholeBoard() {
        happen(SampleFacts.opened(NINE));
        assertThat(board.since(sequence + 1).whole()).isTrue();
        assertThat(board.since(-5).whole()).isTrue();
        assertThat(board.since(0).whole()).isFalse();
    }

    @Test
    void aNewPlanIsToldWhole() {
        happen(SampleFacts.in(NINE, SATO, ROOM, FRONT));
        long known = sequence;
        var renamed =
                new Site(
                        "新庁舎",
                        SampleSite.SITE.clock(),
                        List.of(new Site.Zone(ROOM, "新サーバ室", null, null)),
                        List.of(),
                        List.of(),
                        List.of());
        happen(new PlanAdopted(NINE, renamed, Policy.DEFAULT));
        Patch patch = board.since(known);
        assertThat(patch.whole()).isTrue();
        assertThat(patch.zones()).extracting(item -> item.zone().name()).contains("新サーバ室");
        assertThat(patch.zones()).extracting(item -> item.zone().id()).doesNotContain(OFFICE);
        assertThat(patch.doors()).isEmpty();
        assertThat(inside(ROOM)).containsExactly("p-001");
        assertThat(board.since(sequence).whole()).isFalse();
    }

    @Test
    void aBrowserThatMissedAlarmsLeavingLongAgoGetsTheWholeBoard() {
        long opening = 1;
        happen(SampleFacts.opened(NINE));
        long before = sequence;
        for (int i = 0; i < 1100; i++) {
            happen(SampleFacts.unlogged(NINE.plusSeconds(i), opening));
            happen(new AlarmAcknowledged(NINE, sequence, "gate", null));
            happen(SampleFacts.closed(NINE.plusSeconds(i)));
        }
        assertThat(board.whole().alarms()).isEmpty();
        assertThat(board.since(before).whole()).isTrue();
        assertThat(board.since(sequence - 30).whole()).isFalse();
        assertThat(board.since(sequence - 30).alarms())
                .hasSize(10)
                .allSatisfy(item -> assertThat(item.alarm().isOpen()).isFalse());
        assertThat(board.alarm(sequence - 2)).isNotNull();
    }

    @Test
    void onlyTheNewestFactsAreKept() {
        for (int i = 0; i < 500; i++) {
            happen(SampleFacts.opened(NINE.plusSeconds(i)));
        }
        List<Entry> facts = board.whole().facts();
        assertThat(facts).hasSize(News.KEPT);
        assertThat(facts.getFirst().sequence()).isEqualTo(301);
        assertThat(facts.getLast().sequence()).isEqualTo(500);
    }

    @Test
    void anEntryThatIsNotTheNextIsOurMistake() {
        happen(SampleFacts.opened(NINE));
        assertThatThrownBy(() ->
                        board.accept(
                                List.of(new Entry(1, NINE, Sighting.of(SampleFacts.opened(NINE))))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static MediaRemoved removed(
            Instant at, String serial, @org.jspecify.annotations.Nullable String port) {
        var stick = SampleFacts.inserted(at, DATABASE, serial);
        return new MediaRemoved(at, ROOM, DATABASE, port, "0951", "1666", serial, stick.media());
    }

    private void happen(Fact... facts) {
        for (Fact fact : facts) {
            sequence++;
            board.accept(List.of(new Entry(sequence, fact.at(), Sighting.of(fact))));
        }
    }

    private ZoneItem zone(ZoneId zone) {
        return board.whole().zones().stream()
                .filter(item -> item.zone().id().equals(zone))
                .findFirst()
                .orElseThrow();
    }

    private List<String> inside(ZoneId zone) {
        return zone(zone).cards().stream().map(card -> card.holder().id()).toList();
    }

    private DoorItem door(String id) {
        return board.whole().doors().stream()
                .filter(item -> item.id().value().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private MachineItem machine() {
        return board.whole().machines().stream()
                .filter(item -> item.id().equals(DATABASE))
                .findFirst()
                .orElseThrow();
    }
}
