package sekisho.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import sekisho.site.BadgeId;
import sekisho.site.CredentialId;
import sekisho.site.Deed;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.Fact;
import sekisho.site.Finding;
import sekisho.site.MachineId;
import sekisho.site.MediaId;
import sekisho.site.Observation;
import sekisho.site.Paperwork;
import sekisho.site.PermitId;
import sekisho.site.PersonId;
import sekisho.site.Policy;
import sekisho.site.ReaderId;
import sekisho.site.SourceId;
import sekisho.site.VisitId;
import sekisho.site.ZoneId;
import sekisho.site.json.FactCodec;
import sekisho.web.SampleSite;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

class FactWordsTest {
    private static final Instant AT = Instant.parse("2026-11-21T01:03:00Z");
    private static final ZoneId ROOM = SampleSite.ROOM;
    private static final DoorId FRONT = SampleSite.FRONT;
    private static final MachineId DATABASE = SampleSite.DATABASE;
    private static final PersonId SATO = SampleSite.SATO;
    private static final MediaId MEDIA = new MediaId("M-012");
    private static final SourceId LINE = new SourceId("line-1");
    private static final ReaderId GATE = new ReaderId("gate");
    private static final CredentialId CARD = new CredentialId("64:0101020304050607");

    private final FactWords words = new FactWords(new Names(SampleSite.SITE, SampleSite.PEOPLE));

    /// One fact of every type there is.
    private static final List<Fact> ONE_OF_EACH =
            List.of(
                    new Observation.AccessGranted(AT, ROOM, FRONT, null, Direction.IN, null, SATO),
                    new Observation.AccessDenied(AT, ROOM, FRONT, null, null, null, null, "期限切れ"),
                    new Observation.CardPresented(AT, GATE, CARD, null, "felica", null),
                    new Observation.CardPresented(AT, GATE, null, null, "processor", "期限切れ"),
                    new Observation.DoorOpened(AT, ROOM, FRONT),
                    new Observation.DoorClosed(AT, ROOM, FRONT),
                    new Observation.DoorForced(AT, ROOM, FRONT),
                    new Observation.DoorHeld(AT, ROOM, FRONT),
                    new Observation.ExitRequested(AT, ROOM, FRONT),
                    new Observation.MotionDetected(AT, ROOM, 2),
                    new Observation.MediaInserted(
                            AT, ROOM, DATABASE, null, null, null, null, List.of(), MEDIA, null,
                            false),
                    new Observation.MediaRemoved(AT, ROOM, DATABASE, null, null, null, null, MEDIA),
                    new Observation.MediaAdmitted(
                            AT,
                            ROOM,
                            DATABASE,
                            null,
                            null,
                            null,
                            null,
                            List.of("08:06:50"),
                            MEDIA,
                            null,
                            "a permit holds"),
                    new Observation.MediaRefused(
                            AT,
                            ROOM,
                            DATABASE,
                            null,
                            null,
                            null,
                            null,
                            List.of("03:01:01"),
                            MEDIA,
                            null,
                            "no permit holds"),
                    new Observation.SourceAlive(AT, LINE, ROOM, Duration.ofSeconds(10)),
                    new Observation.SourceLost(AT, LINE, ROOM, "応答なし"),
                    new Observation.SourceRestored(AT, LINE, ROOM),
                    new Observation.SourceDeaf(AT, LINE, ROOM, "libusb", "udevd does not run here"),
                    new Observation.SourceHears(AT, LINE, ROOM, "libusb"),
                    new Observation.SourceTampered(AT, LINE, ROOM, null),
                    new Observation.SourceClock(AT, LINE, ROOM, Duration.ofMillis(-1500)),
                    new Observation.SourceNoise(AT, LINE, ROOM, 3, "bad check", "53"),
                    new Observation.SourceGap(AT, LINE, ROOM, 3, AT, AT, "the spool was full"),
                    visit(),
                    new Paperwork.VisitLeft(AT, new VisitId("V-7F3K9Q"), null),
                    new Paperwork.MediaPermitted(
                            AT,
                            new PermitId("P-1"),
                            MEDIA,
                            ROOM,
                            null,
                            null,
                            AT,
                            AT.plusSeconds(3600),
                            null,
                            null),
                    new Paperwork.MediaRevoked(AT, new PermitId("P-1"), null, null),
                    new Paperwork.MediaRevoked(AT, null, MEDIA, ROOM),
                    new Paperwork.MediaCarriedIn(AT, ROOM, MEDIA, SATO),
                    new Paperwork.MediaCarriedOut(AT, ROOM, MEDIA, SATO),
                    new Paperwork.BaselineAdopted(AT, ROOM, DATABASE, List.of(), "sato"),
                    new Paperwork.RegisterChanged(AT, "badge.lost", Map.of()),
                    new Paperwork.PlanAdopted(AT, SampleSite.SITE, Policy.DEFAULT),
                    new Finding.FindingRaised(
                            AT, "door-held", ROOM, Map.of("door", "front"), List.of(1L), false),
                    new Finding.FindingWithdrawn(
                            AT, "door-held", ROOM, Map.of("door", "front"), List.of(1L, 2L)),
                    new Deed.AlarmAcknowledged(AT, 12, "sekisho", "見回り済み"),
                    new Deed.DeedDone(AT, "session.opened", "sekisho", Map.of()),
                    new Deed.DeedDone(AT, "correction.made", "sekisho", Map.of()));

    private static Paperwork.VisitRegistered visit() {
        return new Paperwork.VisitRegistered(
                AT,
                new VisitId("V-7F3K9Q"),
                ROOM,
                "vendor",
                SATO,
                null,
                new BadgeId("B-3"),
                "田中 次郎",
                "保守サービス株式会社",
                "ディスク交換",
                List.of());
    }

    @Test
    void everyKindOfFactHasASentenceInBothLanguages() {
        for (Fact fact : ONE_OF_EACH) {
            Sentence sentence = words.sentence(fact);
            assertThat(sentence.ja()).as(FactCodec.type(fact)).isNotBlank().doesNotContain("?");
            assertThat(sentence.en()).as(FactCodec.type(fact)).isNotBlank();
        }
    }

    @Test
    void everyClosedKindOfFactHasAName() {
        for (Fact fact : ONE_OF_EACH) {
            boolean open =
                    fact instanceof Paperwork.RegisterChanged
                            || (fact instanceof Deed.DeedDone done
                                    && !done.type().startsWith("session."));
            assertThat(Messages.has("type." + FactCodec.type(fact)))
                    .as(FactCodec.type(fact))
                    .isEqualTo(!open);
        }
    }

    @Test
    void theListAboveLeavesNoKindOut() {
        var kinds = ONE_OF_EACH.stream().map(Fact::getClass).distinct().toList();
        int declared = 0;
        for (Class<?> group :
                List.of(Observation.class, Paperwork.class, Finding.class, Deed.class)) {
            declared += group.getPermittedSubclasses().length;
        }
        assertThat(kinds).hasSize(declared);
    }

    @Test
    void namesStandInThePlaceOfIds() {
        assertThat(words.sentence(ONE_OF_EACH.getFirst()))
                .isEqualTo(
                        new Sentence(
                                "サーバ室の「正面扉」で、佐藤 一郎の入室が許可されました", "佐藤 一郎 was let in at 正面扉 of サーバ室"));
    }

    @Test
    void aCardOnTheRegisterIsItsHoldersAndAnotherIsACard() {
        assertThat(words.sentence(read(SampleSite.SATO_CARD)).ja()).contains("佐藤 一郎");
        assertThat(words.sentence(read(new CredentialId("c-999"))).ja()).contains("カード c-999");
    }

    @Test
    void whatNobodyDeclaredGoesByItsId() {
        var opened = new Observation.DoorOpened(AT, new ZoneId("attic"), new DoorId("hatch"));
        assertThat(words.sentence(opened).ja()).isEqualTo("atticの「hatch」が開きました");
    }

    @Test
    void aClockIsAheadOrBehind() {
        assertThat(words.sentence(clock(-1500)).ja()).isEqualTo("「line-1」の時計が1.5秒遅れています");
        assertThat(words.sentence(clock(2000)).en()).isEqualTo("The clock of line-1 is 2 s ahead");
    }

    private static Fact clock(long millis) {
        return new Observation.SourceClock(AT, LINE, null, Duration.ofMillis(millis));
    }

    private static Fact read(CredentialId credential) {
        return new Observation.AccessGranted(AT, ROOM, FRONT, null, Direction.IN, credential, null);
    }
}
