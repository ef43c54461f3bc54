package sekisho.sensor.usb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sekisho.site.DevicePattern;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Our matching against USBGuard's own answers.
class UsbGuardRulesTest {
    private static final Path PAIRS = Path.of("src/test/resources/usbguard/pairs.tsv");
    private static final Pattern DEVICE =
            Pattern.compile(
                    "device (id \\S+ serial \".*?\") name .* (via-port \".*\") with-interface"
                            + " \\{ (.*) } with-connect-type .*");

    /// Where USBGuard's `equals` lets through a keyboard of which the rule says nothing.
    private static final Set<String> SLIPS =
            Set.of("allow id 46f4:0001 with-interface equals { 08:06:* 08:06:62 08:06:62 }");

    private static List<String> pairs() throws IOException {
        return Files.readAllLines(PAIRS).stream().filter(line -> !line.startsWith("#")).toList();
    }

    private static boolean applies(String rule, String device) {
        Matcher parts = DEVICE.matcher(device);
        assertThat(parts.matches()).as(device).isTrue();
        DevicePattern said = UsbGuardRules.read("allow " + parts.group(1) + ' ' + parts.group(2));
        String serial = Objects.requireNonNull(said.serial());
        return UsbGuardRules.read(rule)
                .means(
                        said.vid(),
                        said.pid(),
                        serial.isEmpty() ? null : serial,
                        said.port(),
                        List.of(parts.group(3).split(" ")));
    }

    @Test
    void everyPairIsJudgedAsUsbguardJudgesIt() throws IOException {
        assertThat(pairs()).hasSizeGreaterThan(200);
        for (String line : pairs()) {
            String[] pair = line.split("\t");
            boolean expected = pair[2].equals("yes") && !SLIPS.contains(pair[0]);
            assertThat(applies(pair[0], pair[1])).as(line).isEqualTo(expected);
        }
    }

    @Test
    void theTableKnowsEveryRelationBothWays() throws IOException {
        for (DevicePattern.Match match : DevicePattern.Match.values()) {
            for (String answer : new String[] {"yes", "no"}) {
                assertThat(pairs())
                        .anyMatch(line ->
                                line.contains("with-interface " + match.word() + " {")
                                        && line.endsWith("\t" + answer));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "block id 1234:5678",
                "allow id 1234:5678 hash \"x\"",
                "allow id 1234:5678 if localtime(08:00-17:00)",
                "allow with-interface { 08:06:50",
                "allow with-interface 08",
                "allow serial A1",
                ""
            })
    void whatCantBeSaidHereIsRefused(String rule) {
        assertThatThrownBy(() -> UsbGuardRules.read(rule))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// As `usbguard generate-policy` writes it, and what people add by hand.
    @Test
    void aFileOfRulesGivesWhatCanBeTakenAndNamesTheRest() {
        var lines =
                UsbGuardRules.file(
                        """
                        # made by generate-policy
                        allow id 1d6b:0002 serial "0000:00:14.0" name "xHCI" hash "x=" \
                        parent-hash "y=" with-interface 09:00:00 with-connect-type ""
                        allow id 046d:c31c serial "" name "USB Keyboard" hash "z=" \
                        via-port "1-1" with-interface { 03:01:01 03:00:00 }

                        allow id 0c45:6366 serial "S" with-interface { 0e:01:00 0e:02:00 0e:02:00 }
                        allow id 0951:1666 serial "\\xe5\\xaa\\x92\\xe4\\xbd\\x93-001"
                        block
                        allow with-interface one-of { 03:00:01 03:01:01 } \
                        if !allowed-matches(with-interface one-of { 03:00:01 03:01:01 })
                        allow with-interface equals { 08:*:* }
                        allow id { 1234:5678 1234:5679 }
                        """);
        assertThat(lines)
                .extracting(UsbGuardRules.Line::line)
                .containsExactly(2, 3, 5, 6, 7, 8, 9, 10);
        var devices =
                lines.stream().map(UsbGuardRules.Line::pattern).filter(Objects::nonNull).toList();
        assertThat(devices)
                .containsExactly(
                        DevicePattern.of("1d6b", "0002", "0000:00:14.0", null, List.of("09:00:00")),
                        DevicePattern.of(
                                "046d", "c31c", null, "1-1", List.of("03:01:01", "03:00:00")),
                        new DevicePattern(
                                "0c45",
                                "6366",
                                "S",
                                null,
                                DevicePattern.Match.MATCH_ALL,
                                List.of("0e:01:00", "0e:02:00")),
                        new DevicePattern(
                                "0951", "1666", "媒体-001", null, DevicePattern.Match.EQUALS, null));
        assertThat(lines.subList(4, 8)).allSatisfy(one -> assertThat(one.fault()).isNotNull());
    }
}
