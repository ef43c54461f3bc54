package sekisho.sensor.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

import sekisho.config.Misconfigured;
import sekisho.site.Observation;
import sekisho.site.Sighting;
import sekisho.site.json.FactCodec;

/// Records on the left, facts on the right.
class MapperTest {
    private static final String ACCESS =
            """
            type:
              from: "{Event}"
              table:
                入室: access.granted
                退室: access.granted
                "拒否*": access.denied
                扉開: door.opened
                装置開放: source.tampered
                読取: access.read
                "点検*": ignore
                "点検異常": door.forced
            place:
              from: "{Reader}"
              table:
                R1: {door: main, direction: in, reader: main-in}
                R2: {door: main, direction: out}
                R9: {door: rear}
            credential: "card:{Card|number}"
            person: "{User}"
            reason: {from: "{Event}", table: {拒否(期限): expired}, otherwise: "{Event}"}
            at: {from: "{Date} {Time}", forms: ["yyyy/M/d H:mm:ss", "yyyy/M/d H:mm"]}
            """;

    private static final String MEDIA =
            """
            type: {from: "{Op}", table: {接続: media.inserted, 取外: media.removed,
                   持込: media.carriedIn, 持出: media.carriedOut, 拒否: media.refused}}
            reason: "{Op}"
            machine: {from: "{PC|lower}", table: {pc-01: db-1}, otherwise: "{PC|lower}"}
            vid: "{VID|lower}"
            pid: "{PID|lower}"
            serial: "{Serial}"
            media: {from: "{No}", table: {"M*": usb-7}}
            zone: room
            operator: "{User}"
            person: "{User}"
            at: {from: "{When}", forms: [iso]}
            """;

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/mapping/access-told.txt", delimiter = '|')
    void aRecordOfAnAccessSystemBecomesAFact(String record, String fact) throws Exception {
        assertTold(ACCESS, record, fact);
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/mapping/media-told.txt", delimiter = '|')
    void aRecordOfAMediaControlProductBecomesAFact(String record, String fact) throws Exception {
        assertTold(MEDIA, record, fact);
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/mapping/access-refused.txt", delimiter = '|')
    void aRecordThatMakesNoFactIsRefusedWithTheReason(String record, String reason)
            throws Exception {
        assertThat(Mappings.mapper(ACCESS).map(Mappings.record(record), Mappings.ARRIVAL))
                .isEqualTo(new Mapped.Refused(reason));
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/mapping/media-refused.txt", delimiter = '|')
    void mediaWithoutAPlaceAMediumOrAPersonAreRefused(String record, String reason)
            throws Exception {
        assertThat(Mappings.mapper(MEDIA).map(Mappings.record(record), Mappings.ARRIVAL))
                .isEqualTo(new Mapped.Refused(reason));
    }

    @Test
    void whatTheMappingIgnoresIsSaidSo() throws Exception {
        assertThat(map(ACCESS, "Event=点検開始; Reader=R3")).isEqualTo(new Mapped.Ignored("点検開始"));
    }

    @Test
    void aNameThatNobodyOrTwoHaveGoesBesideTheFactAndNeverIntoIt() throws Exception {
        var told =
                (Mapped.Told)
                        map(ACCESS, "Event=入室; Reader=R1; User=佐藤 花; Date=2026/1/5; Time=9:00");
        assertThat(((Observation.AccessGranted) told.fact()).person()).isNull();
        assertThat(told.beside()).containsEntry("holder", "佐藤 花");
    }

    @Test
    void aLocalTimeThatCameTwiceIsTakenAsTheFirstAndSaidSo() throws Exception {
        var told = (Mapped.Told) map(berlin(), "When=2026-10-25 02:30:00");
        assertThat(told.fact().at()).isEqualTo("2026-10-25T00:30:00Z");
        assertThat(told.doubts()).singleElement().asString().contains("came twice");
        assertThat(told.beside().get("doubt")).isEqualTo(told.doubts().getFirst());
    }

    @Test
    void aLocalTimeThatNeverWasIsRefused() throws Exception {
        assertThat(map(berlin(), "When=2026-03-29 02:30:00").toString()).contains("never was");
    }

    @Test
    void withoutATimeItHappenedWhenItArrivedAndThatIsSaid() throws Exception {
        var told = (Mapped.Told) map(berlin(), "When=");
        assertThat(told.fact().at()).isEqualTo(Mappings.ARRIVAL);
        assertThat(told.doubts()).singleElement().asString().contains("does not say when");
        assertThat(Mappings.mapper(berlin()).map(Mappings.record("When="), null))
                .isEqualTo(new Mapped.Refused("it does not say when it happened"));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource({
        "1795219205, epoch-seconds, 2026-11-21T00:00:05Z",
        "1795219205.25, epoch-seconds, 2026-11-21T00:00:05.250Z",
        "1795219205250, epoch-milliseconds, 2026-11-21T00:00:05.250Z",
        "2026-11-21T09:00:05, iso, 2026-11-21T00:00:05Z",
        "2026-11-21T09:00:05+02:00, iso, 2026-11-21T07:00:05Z",
        "20261121090005, yyyyMMddHHmmss, 2026-11-21T00:00:05Z",
        "2026年11月21日 午後6:05, yyyy年M月d日 ah:mm, 2026-11-21T09:05:00Z",
        "21/Nov/2026:09:00:05 +0900, dd/MMM/yyyy:HH:mm:ss xx, 2026-11-21T00:00:05Z",
    })
    void readsTimesInTheFormsThatLogsHave(String text, String form, String at) throws Exception {
        String language = form.contains("年") ? "ja" : "en";
        String yaml = "at: {from: \"{When}\", forms: [\"%s\"], language: %s}\n";
        String mapping = "type: exit.requested\ndoor: main\n" + yaml.formatted(form, language);
        var told = (Mapped.Told) map(mapping, "When=" + text);
        assertThat(told.fact().at()).isEqualTo(at);
    }

    @ParameterizedTest
    @CsvSource({"1795219205, epoch-milliseconds", "1795219205250, epoch-seconds"})
    void secondsTakenForMillisecondsAreNoticed(String text, String form) throws Exception {
        String yaml = "at: {from: \"{When}\", forms: [%s]}\n".formatted(form);
        assertThat(map("type: exit.requested\ndoor: main\n" + yaml, "When=" + text))
                .isInstanceOf(Mapped.Refused.class);
    }

    private static String berlin() {
        return """
        type: door.opened
        door: main
        at: {from: "{When}", forms: ["yyyy-MM-dd HH:mm:ss"], timezone: Europe/Berlin}
        """;
    }

    private static Mapped map(String yaml, String record) throws Misconfigured {
        return Mappings.mapper(yaml).map(Mappings.record(record), Mappings.ARRIVAL);
    }

    private static void assertTold(String yaml, String record, String fact) throws Exception {
        Mapped mapped = map(yaml, record);
        assertThat(mapped).as(record).isInstanceOf(Mapped.Told.class);
        var told = (Mapped.Told) mapped;
        var members = FactCodec.members(Sighting.of(told.fact()));
        String[] parts = fact.split(" ", 3);
        assertThat(members.remove("type")).isEqualTo(parts[0]);
        assertThat(String.valueOf(members.remove("at")).replace(".000Z", "Z")).isEqualTo(parts[1]);
        String said =
                members.entrySet().stream()
                        .filter(one -> one.getValue() instanceof String)
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .sorted()
                        .collect(java.util.stream.Collectors.joining(" "));
        String wanted =
                java.util.Arrays.stream(parts[2].split(" (?=[a-z]+=)"))
                        .sorted()
                        .collect(java.util.stream.Collectors.joining(" "));
        assertThat(said).isEqualTo(wanted);
        assertThat(told.beside()).isEmpty();
    }
}
