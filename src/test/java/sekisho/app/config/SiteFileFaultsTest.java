package sekisho.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.config.Fault;
import sekisho.config.Misconfigured;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is wrong stands in the file as `«what is wrong»`: the fault must be told at that place.
class SiteFileFaultsTest {
    private static final Path FILE = Path.of("site.yaml");
    private static final Pattern MARKED = Pattern.compile("«");

    @TempDir private Path folder;

    @Test
    void tellsOfEveryFaultAtOnceInTheOrderOfTheFile() {
        List<Fault> faults =
                faults(
                        """
                        site: 電算室
                        timezone: Asia/Tokio
                        zoness: []
                        zones:
                          - id: room
                        doors:
                          - id: front
                            zone: rom
                            exit: knob
                        policy:
                          held-after: 30
                        """);

        assertThat(faults)
                .extracting(Fault::toString)
                .containsExactly(
                        "site.yaml:1:1: the site file needs \"data\": the folder for the journal, "
                                + "such as /var/lib/sekisho",
                        "site.yaml:2:11: \"timezone\" is \"Asia/Tokio\", but must be a time zone "
                                + "such as Asia/Tokyo; did you mean \"Asia/Tokyo\"?",
                        "site.yaml:3:1: the site file has no key \"zoness\"; did you mean "
                                + "\"zones\"?",
                        "site.yaml:8:11: there is no zone \"rom\"; did you mean \"room\"?",
                        "site.yaml:9:11: \"exit\" is \"knob\", but must be reader or button",
                        "site.yaml:11:15: \"held-after\" is \"30\", but must be a span such as "
                                + "10s, 15m, 120h or 30d");
    }

    @Test
    void aDoorNeedsAZone() {
        assertFault("doors: [«{id: front, exit: button}]", "a door needs \"zone\"");
    }

    @Test
    void twoReadersCantShareAnAddressOfALine() {
        assertFault(
                """
                doors: [{id: front, zone: room, exit: reader}]
                osdp:
                  - name: east
                    line: /dev/ttyS0
                    security: plain
                    readers:
                      - {door: front, direction: in, address: 1}
                      - {door: front, direction: out, address: «1}
                """,
                "another reader of this line has the address 1, in line 10");
    }

    @Test
    void twoLinesCantBeOneDevice() {
        assertFault(
                """
                osdp:
                  - {name: east, line: /dev/ttyS0}
                  - {name: west, line: «/dev/ttyS0}
                """,
                "another line is at /dev/ttyS0, in line 5");
    }

    @Test
    void twoLinesCantHaveOneName() {
        assertFault(
                """
                osdp:
                  - {name: east, line: /dev/ttyS0}
                  - {name: «east, tcp: "192.0.2.1:4001"}
                """,
                "another line is called \"east\", in line 5");
    }

    @Test
    void aLineIsEitherSerialOrTcp() {
        assertFault(
                "osdp: [«{name: east, line: /dev/ttyS0, tcp: 192.0.2.1:4001}]", "leave one out");
        assertFault("osdp: [«{name: east}]", "needs \"line\"");
        assertFault("osdp: [{name: east, tcp: 192.0.2.1:1, baud: «9600}]", "leave it out");
        assertFault("osdp: [{name: east, tcp: «192.0.2.1:0}]", "1 to 65535");
        assertFault("osdp: [{name: east, tcp: «4001}]", "an address and a port");
        assertFault("osdp: [{name: east, line: /dev/ttyS0, baud: «9601}]", "one of 9600, 19200");
    }

    @Test
    void aReaderIsAtADoorThatIsThere() {
        assertFault(
                "osdp: [{name: a, line: /dev/b, security: plain, readers: "
                        + "[{door: «front, direction: in, address: 0}]}]",
                "there is no door \"front\"");
    }

    @Test
    void aReaderHasAnAddressUpTo126() {
        assertFault(
                """
                doors: [{id: front, zone: room, exit: reader}]
                osdp:
                  - name: east
                    line: /dev/ttyS0
                    security: plain
                    readers: [{door: front, direction: in, address: «127}]
                """,
                "a whole number from 0 to 126");
    }

    @Test
    void twoReadersOnOneSideOfADoorNeedNamesOfTheirOwn() {
        assertFault(
                """
                doors: [{id: front, zone: room, exit: reader}]
                osdp:
                  - name: east
                    line: /dev/ttyS0
                    security: plain
                    readers:
                      - {door: front, direction: in, address: 1}
                      - «{door: front, direction: in, address: 2}
                """,
                "the reader \"front-in\" is already in line 10; give this one another id");
    }

    @Test
    void contactAndExitButtonAreDifferentInputs() {
        assertFault(
                """
                doors: [{id: front, zone: room, exit: reader}]
                osdp:
                  - name: east
                    line: /dev/ttyS0
                    security: plain
                    readers:
                      - {door: front, direction: in, address: 1, contact: 0, exit-button: «0}
                """,
                "the contact is already at input 0");
    }

    @Test
    void aReaderIsNotLostAtOnce() {
        assertFault(
                """
                doors: [{id: front, zone: room, exit: reader}]
                osdp:
                  - name: east
                    line: /dev/ttyS0
                    security: plain
                    readers: [{door: front, direction: in, address: 1, offline-after: «0s}]
                """,
                "a second at least");
    }

    @Test
    void noZoneLiesWithinItself() {
        List<Fault> faults =
                faults(
                        """
                        site: s
                        timezone: UTC
                        data: d
                        zones:
                          - {id: a, within: b}
                          - {id: b, within: a}
                          - {id: c, within: c}
                          - {id: d, within: a}
                        """);

        assertThat(faults)
                .extracting(Fault::line, Fault::message)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(5, "the zone \"a\" lies within itself"),
                        org.assertj.core.groups.Tuple.tuple(6, "the zone \"b\" lies within itself"),
                        org.assertj.core.groups.Tuple.tuple(
                                7, "the zone \"c\" lies within itself"));
    }

    @Test
    void aZoneLiesWithinOneThatIsThere() {
        assertFault("zones: [{id: cage, within: «rooom}]", "there is no zone \"rooom\"");
    }

    @Test
    void noIdIsGivenTwice() {
        assertFault("zones: [{id: a}, {id: «a}]", "the zone \"a\" is already in line 4");
        assertFault(
                "doors: [{id: a, zone: room, exit: button}, {id: «a, zone: room, exit: button}]",
                "the door \"a\" is already");
        assertFault(
                "machines: [{id: a, zone: room}, {id: «a, zone: room}]",
                "the machine \"a\" is already");
        assertFault("people: [{id: a}, {id: «a}]", "the person \"a\" is already");
        assertFault(
                "people: [{id: a, credentials: [x]}, {id: b, credentials: [«x]}]",
                "the credential \"x\" is already");
    }

    @Test
    void anIdIsNotBlank() {
        assertFault("people: [{id: «\" \"}]", "\"id\" is \" \", but must be an id");
    }

    @Test
    void aMachineIsInAZoneThatIsThere() {
        assertFault("machines: [{id: a, zone: «attic}]", "there is no zone \"attic\"; there are");
    }

    @Test
    void aKeyStandsOnce() {
        assertFault("policy: {denials: 4, «denials: 5}", "a second time; the first is in line 4");
    }

    @Test
    void aKeyThatIsNothingLikeAnotherShowsAllThereAre() {
        assertFault(
                "zones: [{id: a, «colour: red}]", "it may have hours, id, name, tolerates, within");
    }

    @Test
    void valuesHaveTheirTypes() {
        assertFault("policy: «[]", "the policy must be a mapping");
        assertFault("doors: «front", "\"doors\" must be a list");
        assertFault("doors: [«front]", "a door must be a mapping");
        assertFault("policy: {denials: «many}", "a whole number from 1 to 1000");
        assertFault("policy: {denials: «0}", "a whole number from 1 to 1000");
        assertFault("policy: {overstay: «-5m}", "a span such as");
        assertFault("policy: {overstay: «1.5h}", "a span such as");
        assertFault("policy: {overstay: «{}}", "is a mapping, but must be a span");
        assertFault("policy: {overstay: «[]}", "is a list, but must be a span");
        assertFault("policy: {overstay: «~}", "is empty, but must be a span");
        assertFault("policy: {undeclared: «acept}", "did you mean \"accept\"?");
    }

    @Test
    void hoursAreAlwaysOrASpanOfTheDay() {
        assertFault("policy: {hours: «allways}", "did you mean \"always\"?");
        assertFault("policy: {hours: {days: [mon, «tues]}}", "did you mean \"tue\"?");
        assertFault("policy: {hours: {from: «6}}", "a time such as \"06:00\"");
        assertFault("policy: {hours: {until: «25:00}}", "a time such as \"06:00\"");
        assertFault(
                "policy: {hours: {from: \"22:00\", until: «06:00}}", "hours end after they begin");
        assertFault("policy: {hours: {holidays: [«2026-02-30]}}", "a day such as 2026-11-23");
        assertFault("policy: {hours: {«holiday: []}}", "did you mean \"holidays\"?");
    }

    @Test
    void theBoardIsServedInClearTextOnThisMachineOnly() {
        assertFault("web: {listen: «0.0.0.0:8080}", "in clear text");
        assertFault("web: {listen: «\"[::]:8080\"}", "in clear text");
        assertFault("web: {listen: «board.example:8080}", "in clear text");
        assertFault("web: {listen: «8080}", "an address and a port");
        assertFault("web: {listen: «127.0.0.1:65536}", "an address and a port");
    }

    @Test
    void aCertificateAndItsKeyBelongTogether() throws Exception {
        Path pem = Files.writeString(folder.resolve("a.pem"), "");

        assertFault("web: {certificate: «" + pem + "}", "add \"key\"");
        assertFault("web: {key: «" + pem + "}", "add \"certificate\"");
        assertFault(
                "web: {certificate: " + pem + ", key: «" + folder.resolve("b.key") + "}",
                "there is no file");
    }

    @Test
    void aCardFormatSaysWhereItsBitsAre() {
        assertFault("card-formats: [{name: a, bits: «65, number: 1-16}]", "1 to 64");
        assertFault("card-formats: [{name: a, bits: 26, number: «16-1}]", "such as 1-16");
        assertFault("card-formats: [{name: a, bits: «16, number: 1-16}]", "no bit 16");
        assertFault("card-formats: [{name: «h10301, bits: 26, number: 1-24}]", "already");
        assertFault(
                "card-formats: [{name: a, bits: 26, number: 1-24, parity: [«{bit: 0}]}]",
                "either \"even\" or \"odd\"");
        assertFault(
                "card-formats: [{name: a, bits: 26, number: 1-24, parity: [{bit: 0, odd: «x}]}]",
                "bits such as 1-18");
    }

    @Test
    void controllersNeedANumberAnAddressAndDoorsThatAreThere() {
        String whole = "id: a, serial: 405419896, address: 192.0.2.20";
        assertFault("uhppote: «{}", "needs \"controllers\"");
        assertFault("uhppote: {controllers: [{" + whole + ", «doorz: [], doors: []}]}", "doors");
        assertFault("uhppote: {controllers: [«{" + whole + "}]}", "needs \"doors\"");
        assertFault(
                "uhppote: {controllers: [{id: a, serial: «x, address: 192.0.2.20, doors: []}]}",
                "on the controller's board");
        assertFault(
                "uhppote: {controllers: [{id: a, serial: 7, address: «panel.example, doors: []}]}",
                "an IPv4 address");
        assertFault(
                "uhppote: {controllers: [{" + whole + ", doors: [{number: 4, door: «no}]}]}",
                "there is no door");
    }

    @Test
    void desksAreFaultyInTheirWay() {
        assertFault("desks: [«{name: 受付}]", "needs \"id\"");
        assertFault("desks: [{id: a}, {id: «a}]", "a");
        assertFault("desks: [{id: a, bytes: «backwards}]", "reversed");
        assertFault("desks: [{id: a, as: «h1}]", "h10301");
        assertFault("desks: [{id: a, «door: front}]", "door");
    }

    @Test
    void agentsNeedAPlaceToCall() {
        assertFault("agents: «{keys: /etc/sekisho}", "needs \"listen\"");
    }

    @Test
    void tellsWhereItIsNoYaml() {
        assertFaultOf("policy:\n«\theld-after: 30s", "never with tabs");
        assertFaultOf("site: [a, b\ntimezone«: UTC", "this is not YAML");
        assertFaultOf("site: a«: b", "in quotes");
        assertFaultOf("policy:\n   overstay: 15m\n «held-after: 30s", "alike");
        assertFaultOf("site: \"«\u0007\"", "U+0007");
    }

    @Test
    void aFileWithNothingInItIsAFault() {
        assertThat(faults("# nothing\n"))
                .singleElement()
                .satisfies(fault -> assertThat(fault.toString()).contains("is empty"));
    }

    @Test
    void aMissingFileSaysWhatToDo() {
        Path missing = folder.resolve("none.yaml");
        assertThat(faults(missing))
                .singleElement()
                .asString()
                .startsWith(missing + ": there is no such file; give the path of a site file");
    }

    @Test
    void aFolderIsNoFile() {
        assertThat(faults(folder)).singleElement().asString().contains("this is a folder");
    }

    @Test
    void whatIsNotUtf8IsAFaultAtItsPlace() throws Exception {
        Path file = folder.resolve("site.yaml");
        Files.write(file, "a: b\nsite: 電算室".getBytes(java.nio.charset.Charset.forName("SJIS")));

        assertThat(faults(file)).singleElement().asString().contains(":2:7: this is not UTF-8");
    }

    @Test
    void aByteOrderMarkIsNoFault() throws Exception {
        Path file = folder.resolve("site.yaml");
        Files.write(
                file,
                "\uFEFFsite: s\ntimezone: UTC\nzones: []\ndata: d\n"
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(SiteFile.read(file).site().name()).isEqualTo("s");
    }

    @Test
    void anAnchorThatLeadsIntoItselfIsAnsweredToo() {
        assertThat(faults("&a\nsite: *a\ntimezone: *a\nzones: [*a]\ndoors: *a\npolicy: *a\n"))
                .isNotEmpty();
    }

    private static void assertFault(String part, String message) {
        String zones = part.startsWith("zones:") ? "" : "\nzones: [{id: room}]";
        assertFaultOf("site: s\ntimezone: UTC\ndata: d\n" + part + zones, message);
    }

    private static void assertFaultOf(String text, String message) {
        Matcher marked = MARKED.matcher(text);
        assertThat(marked.find()).as("a place is marked").isTrue();
        String before = text.substring(0, marked.start());
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int column = before.length() - before.lastIndexOf('\n');
        assertThat(faults(marked.replaceFirst("")))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.message()).contains(message);
                    assertThat(fault.line()).isEqualTo(line);
                    assertThat(fault.column()).isEqualTo(column);
                });
    }

    private static List<Fault> faults(String text) {
        return catchThrowableOfType(Misconfigured.class, () -> SiteFile.read(FILE, text)).faults();
    }

    private static List<Fault> faults(Path file) {
        return catchThrowableOfType(Misconfigured.class, () -> SiteFile.read(file)).faults();
    }
}
