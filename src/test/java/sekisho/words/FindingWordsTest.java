package sekisho.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sekisho.site.DeviceKind;
import sekisho.site.Fact;
import sekisho.site.Finding.FindingRaised;
import sekisho.site.MachineId;
import sekisho.site.Observation.MediaInserted;
import sekisho.site.Observation.MotionDetected;
import sekisho.site.Observation.SourceDeaf;
import sekisho.site.Paperwork.MediaPermitted;
import sekisho.site.PermitId;
import sekisho.site.PersonId;
import sekisho.site.Policy;
import sekisho.site.SourceId;
import sekisho.web.SampleFacts;
import sekisho.web.SampleSite;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

class FindingWordsTest {
    private static final Instant AT = Instant.parse("2026-11-21T01:03:00Z");

    private final FindingWords words =
            new FindingWords(new Names(SampleSite.SITE, SampleSite.PEOPLE), Policy.DEFAULT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unlogged-entry",
                "unescorted-visitor",
                "unauthorised-media",
                "media-in-empty-zone",
                "media-outlasts-permit",
                "changed-device",
                "entered-twice",
                "left-without-entering",
                "overstay",
                "door-forced",
                "door-held",
                "unusual-hours",
                "media-not-carried-out",
                "source-silent",
                "monitor-deaf",
                "source-tampered",
                "source-gap",
                "source-clock",
                "repeated-denial",
                "undeclared-door"
            })
    void everyRuleHasATitleAndAReasonOfItsOwn(String rule) {
        Sentence title = FindingWords.title(rule);
        Sentence reason = reason(rule, Map.of("door", "front"));
        assertThat(title).isNotEqualTo(FindingWords.title("no-such-rule"));
        assertThat(reason.ja()).doesNotContain("規則「");
        assertThat(reason.en()).doesNotContain("rule " + rule);
    }

    @Test
    void aRuleOfTomorrowIsNamedAtLeast() {
        assertThat(reason("no-such-rule", Map.of()).ja())
                .isEqualTo("10:03、規則「no-such-rule」に当たる出来事がありました");
    }

    @Test
    void anUnloggedEntryTellsDoorTimeAndWhatIsMissing() {
        var opened = SampleFacts.opened(AT);
        assertThat(reason("unlogged-entry", Map.of("door", "front"), opened))
                .isEqualTo(
                        new Sentence(
                                "10:03、サーバ室の「正面扉」が開きましたが、" + "前後10秒に入室記録も受付中の来訪者もありません",
                                "At 10:03, 正面扉 of サーバ室 opened, but within 10 s before and"
                                        + " after there is neither an access record nor an open"
                                        + " visit"));
    }

    @Test
    void anUnloggedPresenceSpeaksOfNoDoor() {
        var moved = new MotionDetected(AT, SampleSite.ROOM, null);
        assertThat(reason("unlogged-entry", Map.of("zone", "server-room"), moved).ja())
                .startsWith("10:03、サーバ室で人の動きがありましたが");
    }

    @Test
    void anUnescortedVisitorIsNamedAndSoIsTheEscort() {
        var visit = SampleFacts.visit(AT, "V-7F3K9Q");
        assertThat(reason("unescorted-visitor", Map.of("visit", "V-7F3K9Q"), visit).ja())
                .contains("田中 次郎（保守サービス株式会社）", "佐藤 一郎", "60秒");
    }

    @Test
    void anOverstayTellsTheExitThatWasPlanned() {
        var visit = SampleFacts.visit(AT, "V-7F3K9Q");
        assertThat(reason("overstay", Map.of("visit", "V-7F3K9Q"), visit).ja())
                .contains("退室予定の12:03を15分過ぎても");
    }

    @Test
    void whoEnteredTwiceIsToldWhereTheLogHasThem() {
        var again = SampleFacts.in(AT, SampleSite.SATO, SampleSite.ROOM, SampleSite.FRONT);
        var before = SampleFacts.in(AT, SampleSite.SATO, SampleSite.OFFICE, SampleSite.OFFICE_DOOR);
        assertThat(reason("entered-twice", Map.of("person", "p-001"), again, before).ja())
                .isEqualTo("10:03、佐藤 一郎がサーバ室に入りましたが、記録ではその前から執務室に入室中です");
        assertThat(reason("entered-twice", Map.of("person", "p-001"), again).ja())
                .contains("退室しないまま");
    }

    @Test
    void aDeviceThatIsMoreThanStorageIsToldByItsKinds() {
        var both =
                new MediaInserted(
                        AT,
                        SampleSite.ROOM,
                        SampleSite.DATABASE,
                        "1-2",
                        "1234",
                        "5678",
                        "s",
                        List.of("08:06:50", "03:01:01"),
                        stick("s").media(),
                        null,
                        false);
        Sentence said = reason("unauthorised-media", Map.of("media", "x"), both);
        assertThat(said.ja()).contains("媒体「x（記憶装置、キーボード）」");
        assertThat(said.en()).contains("x (storage, keyboard)");
    }

    @ParameterizedTest
    @CsvSource({
        "06:01:01, phone", "03:01:01, keyboard", "03:01:02, mouse", "03:00:00, input",
        "02:02:01, serial", "02:06:00, network", "e0:01:03, network", "e0:01:01, wireless",
        "0b:00:00, reader", "08:06:50, storage", "ff:ff:ff, other", "'', other"
    })
    void everyInterfaceHasAWord(String form, String kind) {
        assertThat(DeviceKind.of(form).word()).isEqualTo(kind);
        assertThat(Messages.has("device." + kind)).isTrue();
    }

    @Test
    void aDeafMonitorIsNamedWithWhatItMissesAndWhy() {
        var deaf =
                new SourceDeaf(
                        AT,
                        new SourceId("agent-db-1"),
                        SampleSite.ROOM,
                        "libusb",
                        "udevd does not run here");
        var about = Map.of("monitor", "agent-db-1", "sense", "libusb");
        assertThat(reason("monitor-deaf", about, deaf).ja())
                .contains("agent-db-1", "USBライブラリ", "udevdが動いていません");
    }

    @Test
    void aCardOfNobodyIsNamedAsACard() {
        assertThat(reason("unusual-hours", Map.of("credential", "c-9")).ja()).contains("カード c-9");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 60, db-1, , , その時刻に有効な使用許可がありません",
        "-60, 60, other, , , 使用許可は別の機器へのものです",
        "-60, 60, db-1, p-002, , 別の人が操作しています",
        "-60, 60, db-1, , 03:01:01, 機器の種類が使用許可のものと異なります",
        "-60, 60, db-1, , , 同じシリアル番号がほかの機器にもある",
    })
    void unpermittedMediaTellWhichPartOfThePermitDoesNotFit(
            int from, int until, String machine, String person, String interfaces, String says) {
        var permit =
                new MediaPermitted(
                        AT,
                        new PermitId("P-1"),
                        stick("s").media(),
                        SampleSite.ROOM,
                        new MachineId(machine),
                        person == null ? null : new PersonId(person),
                        AT.plusSeconds(from == 0 ? 1 : from),
                        AT.plusSeconds(until),
                        null,
                        interfaces == null ? null : List.of(interfaces));
        assertThat(reason("unauthorised-media", Map.of("media", "x"), stick("s"), permit).ja())
                .contains(says);
    }

    @Test
    void unpermittedMediaWithoutAnyPermitOrSerialSaySo() {
        assertThat(reason("unauthorised-media", Map.of(), stick("s")).ja())
                .isEqualTo("10:03、サーバ室の住民情報DBに媒体「0951:1666:s」が接続されましたが、使用許可がありません");
        var bare =
                new MediaInserted(
                        AT,
                        SampleSite.ROOM,
                        SampleSite.DATABASE,
                        null,
                        "0951",
                        "1666",
                        null,
                        List.of(),
                        stick("s").media(),
                        null,
                        false);
        assertThat(reason("unauthorised-media", Map.of(), bare).ja()).contains("シリアル番号がなく");
    }

    @Test
    void theLimitsAreThoseOfThePolicyInForce() {
        var strict =
                new Policy(
                        Duration.ofMillis(2500),
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(15),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        3,
                        5,
                        Duration.ofSeconds(60),
                        Policy.DEFAULT.hours(),
                        Duration.ofDays(5),
                        Policy.Undeclared.ACCEPT);
        var finding = finding("unlogged-entry", Map.of("door", "front"), false);
        var names = new Names(SampleSite.SITE, SampleSite.PEOPLE);
        assertThat(new FindingWords(names, strict).reason(finding, List.of()).ja())
                .contains("前後2.5秒に");
    }

    @Test
    void lateEvidenceIsMarked() {
        var late = finding("door-held", Map.of("door", "front"), true);
        assertThat(words.reason(late, List.of(SampleFacts.opened(AT))).ja())
                .endsWith("（後から届いた記録で判明）");
    }

    @Test
    void evidenceThatCantBeReadLeavesASentenceAllTheSame() {
        assertThat(reason("overstay", Map.of("visit", "V-1")).ja()).contains("来訪者 V-1");
        assertThat(reason("unlogged-entry", Map.of("door", "front")).ja()).contains("正面扉");
    }

    private static MediaInserted stick(String serial) {
        return SampleFacts.inserted(AT, SampleSite.DATABASE, serial);
    }

    private Sentence reason(String rule, Map<String, String> subject, Fact... evidence) {
        return words.reason(finding(rule, subject, false), List.of(evidence));
    }

    private static FindingRaised finding(String rule, Map<String, String> subject, boolean late) {
        return new FindingRaised(AT, rule, SampleSite.ROOM, subject, List.of(1L), late);
    }
}
