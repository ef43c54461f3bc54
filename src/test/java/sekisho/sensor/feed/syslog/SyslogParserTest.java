package sekisho.sensor.feed.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sekisho.site.json.Unreadable;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

class SyslogParserTest {
    private static final Instant ARRIVED = Instant.parse("2026-11-21T03:00:00Z");
    private static final SyslogParser PARSER =
            new SyslogParser(StandardCharsets.UTF_8, ZoneId.of("Asia/Tokyo"));

    /// RFC 5424, 6.5, the first example.
    @Test
    void readsAMessageWithoutStructuredData() throws Exception {
        SyslogMessage read =
                read(
                        "<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 -"
                                + " \uFEFF'su root' failed for lonvick on /dev/pts/8");
        assertThat(read)
                .isEqualTo(
                        new SyslogMessage(
                                4,
                                2,
                                1,
                                Instant.parse("2003-10-11T22:14:15.003Z"),
                                "mymachine.example.com",
                                "su",
                                null,
                                "ID47",
                                SyslogParser.noData(),
                                "'su root' failed for lonvick on /dev/pts/8"));
    }

    /// The second one: an offset, and a text that does not say that it is UTF-8.
    @Test
    void readsATimeWithAnOffset() throws Exception {
        SyslogMessage read =
                read(
                        "<165>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 myproc 8710 - -"
                                + " %% It's time to make the do-nuts.");
        assertThat(read.facility()).isEqualTo(20);
        assertThat(read.severity()).isEqualTo(5);
        assertThat(read.at()).isEqualTo(Instant.parse("2003-08-24T12:14:15.000003Z"));
        assertThat(read.process()).isEqualTo("8710");
        assertThat(read.text()).isEqualTo("%% It's time to make the do-nuts.");
    }

    /// The third and the fourth.
    @Test
    void readsStructuredDataWithATextAndWithout() throws Exception {
        String head =
                "<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47"
                        + " [exampleSDID@32473 iut=\"3\" eventSource=\"Application\""
                        + " eventID=\"1011\"]";
        Map<String, String> first = read(head + " \uFEFFAn application event log entry").fields();
        assertThat(first)
                .containsEntry("exampleSDID@32473/iut", "3")
                .containsEntry("exampleSDID@32473/eventSource", "Application")
                .containsEntry("text", "An application event log entry");
        SyslogMessage second = read(head + "[examplePriority@32473 class=\"high\"]");
        assertThat(second.data().keySet())
                .containsExactly("exampleSDID@32473", "examplePriority@32473");
        assertThat(second.text()).isEmpty();
    }

    @Test
    void readsEscapesOfStructuredDataAndNoOthers() throws Exception {
        assertThat(read("<13>1 - - - - - [a b=\"\\\"\\]\\\\ \\n C:\\d\" c=\"\"] x").fields())
                .containsEntry("a/b", "\"]\\ \\n C:\\d")
                .containsEntry("a/c", "")
                .containsEntry("text", "x");
    }

    @Test
    void keepsBothValuesOfAParameterThatComesTwice() throws Exception {
        assertThat(read("<13>1 - - - - - [o ip=\"192.0.2.1\" ip=\"192.0.2.2\"]").fields())
                .containsEntry("o/ip", "192.0.2.1,192.0.2.2");
    }

    @Test
    void saysNothingWhereTheMessageSaysNothing() throws Exception {
        assertThat(read("<0>1 - - - - - -").fields())
                .isEqualTo(Map.of("facility", "0", "severity", "0", "text", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<34>1 2003-10-11T22:14:15Z host",
                "<34>1 2003-10-11T22:14:60Z host app - - -",
                "<34>1 2003-10-11 host app - - -",
                "<34>1 2003-10-11T22:14:15 host app - - -",
                "<34>1 - host app - - ",
                "<34>1 - host app - - -text",
                "<34>1 - host app - - [a",
                "<34>1 - host app - - [a b=\"c]",
                "<34>1 - host app - - [a b=c]",
                "<34>1 - host app - - [a][a]",
                "<34>1 - host app - - [] x",
                "<34>1  host app - - - x",
                "<34>1 - h\u00e4st app - - - x",
            })
    void saysWhyAMessageIsNone(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(Unreadable.class);
    }

    /// RFC 3164, 5.4, the first example; the second has the tag that the first lacks.
    @Test
    void readsWhatDevicesWroteBefore() throws Exception {
        SyslogMessage read =
                read(
                        "<34>Oct 11 22:14:15 mymachine su: 'su root' failed for lonvick on"
                                + " /dev/pts/8");
        assertThat(read)
                .isEqualTo(
                        new SyslogMessage(
                                4,
                                2,
                                0,
                                Instant.parse("2026-10-11T13:14:15Z"),
                                "mymachine",
                                "su",
                                null,
                                null,
                                SyslogParser.noData(),
                                "'su root' failed for lonvick on /dev/pts/8"));
        assertThat(read("Use the BFG!").fields())
                .isEqualTo(Map.of("facility", "1", "severity", "5", "text", "Use the BFG!"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<13>Nov  3 08:00:01 panel acs[77]: open|panel|acs|77|open",
                "<13>2026-11-03T08:00:01.25+09:00 panel acs: open|panel|acs||open",
                "<13>Nov  3 08:00:01 acs[77]: open||acs|77|open",
                "<13>acs: open||acs||open",
                "<13>Nov 3 2026 08:00:01 panel acs: open|panel|acs||open",
                "<13>Nov  3 08:00:01.250 2026: panel acs: open|panel|acs||open",
                "<13>*Nov  3 08:00:01: %DOOR-5-OPEN: open||%DOOR-5-OPEN||open",
                "<13>Nov  3 08:00:01 192.0.2.7 the door is open|192.0.2.7|||the door is open",
                "<13>Nov  3 08:00:01 fe80::1%eth0 acs: open|fe80::1%eth0|acs||open",
                "<192>Nov  3 08:00:01 panel acs: open||||<192>Nov  3 08:00:01 panel acs: open",
                "<013>acs: open||||<013>acs: open",
            })
    void findsTheHeaderAsFarAsThereIsOne(
            String text, String host, String app, String process, String rest) throws Exception {
        SyslogMessage read = read(text);
        assertThat(read.host()).isEqualTo(host);
        assertThat(read.app()).isEqualTo(app);
        assertThat(read.process()).isEqualTo(process);
        assertThat(read.text()).isEqualTo(rest);
    }

    @ParameterizedTest
    @CsvSource({
        "Dec 31 23:59:59, 2026-12-31T15:00:05Z, 2026-12-31T14:59:59Z",
        "Jan  1 00:00:02, 2026-12-31T14:59:58Z, 2026-12-31T15:00:02Z",
        "Feb 29 12:00:00, 2029-01-10T00:00:00Z, 2028-02-29T03:00:00Z",
        "Jun  1 12:00:00, 2026-11-20T00:00:00Z, 2026-06-01T03:00:00Z",
    })
    void takesTheYearThatBringsATimeClosest(String time, Instant arrived, Instant at)
            throws Exception {
        assertThat(PARSER.read(utf8("<13>" + time + " panel acs: x"), arrived).at()).isEqualTo(at);
    }

    @ParameterizedTest
    @CsvSource({
        // The hour from 2:00 to 3:00 came twice in Berlin on that day.
        "Oct 25 02:30:00, 2026-10-25T00:31:00Z, 2026-10-25T00:30:00Z",
        "Oct 25 02:30:00, 2026-10-25T01:31:00Z, 2026-10-25T01:30:00Z",
        // And never on this one.
        "Mar 29 02:30:00, 2026-03-29T01:31:00Z, 2026-03-29T01:30:00Z",
    })
    void readsAnHourThatComesTwiceOrNever(String time, Instant arrived, Instant at)
            throws Exception {
        var berlin = new SyslogParser(StandardCharsets.UTF_8, ZoneId.of("Europe/Berlin"));
        assertThat(berlin.read(utf8("<13>" + time + " panel acs: x"), arrived).at()).isEqualTo(at);
    }

    @Test
    void readsTheCharsetOfTheDeviceAndUtf8() throws Exception {
        var japanese = new SyslogParser(Charset.forName("windows-31j"), ZoneId.of("Asia/Tokyo"));
        byte[] old = "<13>acs: 扉が開きました".getBytes(Charset.forName("windows-31j"));
        assertThat(japanese.read(old, ARRIVED).text()).isEqualTo("扉が開きました");
        assertThat(japanese.read(utf8("<13>acs: 扉が開きました"), ARRIVED).text()).isEqualTo("扉が開きました");
        assertThatThrownBy(() -> PARSER.read(old, ARRIVED))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("charset");
    }

    @Test
    void takesLineEndsOffTheEnd() throws Exception {
        assertThat(read("<13>acs: open\r\n\0").text()).isEqualTo("open");
    }

    /// A flipped bit makes another message or none, but never an exception that nobody expects.
    @Test
    void standsEveryCutAndEveryFlippedBit() {
        List<String> messages =
                List.of(
                        "<165>1 2003-10-11T22:14:15.003Z host app 7 ID47 [a@1 b=\"\\]\"] \uFEFFä",
                        "<34>Oct 11 22:14:15 mymachine su[1]: 'su root' failed");
        for (String message : messages) {
            byte[] whole = utf8(message);
            for (int cut = 0; cut <= whole.length; cut++) {
                survives(java.util.Arrays.copyOf(whole, cut));
            }
            for (int bit = 0; bit < 8 * whole.length; bit++) {
                byte[] flipped = whole.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                survives(flipped);
            }
        }
    }

    private static void survives(byte[] bytes) {
        try {
            assertThat(PARSER.read(bytes, ARRIVED).fields()).containsKey("text");
        } catch (Unreadable e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static SyslogMessage read(String text) throws Unreadable {
        return PARSER.read(utf8(text), ARRIVED);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
