package sekisho.site.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Random;

class TimesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-21T09:00:00+09:00",
                "2026-11-21T00:00:00Z",
                "2026-11-21T00:00Z",
                "2026-11-21T00:00:00.1Z",
                "2026-11-21T00:00:00.123456789-18:00",
                "2026-11-21T00:00:00+09:00:30",
                "2024-02-29T23:59:59.999-00:30",
                "1969-12-31T23:59:59.999Z",
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999Z",
                "2000-02-29T12:00:00+05:45",
            })
    void readsWhatTheStandardReaderReads(String text) throws Unreadable {
        assertThat(Times.read("at", text)).isEqualTo(standard(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-21",
                "2026-11-21T09:00:00",
                "2026-11-21T24:00:00Z",
                "2026-11-21T09:60:00Z",
                "2026-11-21T09:00:60Z",
                "2026-13-01T00:00:00Z",
                "2026-02-29T00:00:00Z",
                "2026-11-31T00:00:00Z",
                "2026-11-00T00:00:00Z",
                "2026-11-21T09:00:00.1234567890Z",
                "2026-11-21T09:00:00.5",
                "2026-11-21T09:00:00+19:00",
                "2026-11-21T09:00:00+09:60",
                "2026-11-21T09:00:00 Z",
                "2026-1a-21T09:00:00Z",
                "2026-11-21T09:00:00ZZ",
                "+12026-11-21T09:00:00Z",
            })
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> Times.read("at", text))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("\"at\" must be a time");
    }

    @Test
    void agreesWithTheStandardReaderOnWhateverIsAlmostATime() {
        var random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            var text = new StringBuilder("2026-11-21T09:07:05.125+09:00");
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(8)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, "0123456789:.-+TZ".charAt(random.nextInt(16)));
                    default -> text.setCharAt(at, "0123456789".charAt(random.nextInt(10)));
                }
            }
            assertThat(ours(text.toString())).as("%s", text).isEqualTo(theirs(text.toString()));
        }
    }

    @Test
    void aYearHasFourDigits() {
        assertThatThrownBy(() -> Times.read("at", Long.MAX_VALUE)).isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> Times.read("at", 253_402_300_800_000L))
                .isInstanceOf(Unreadable.class);
    }

    private static Instant standard(String text) {
        return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static String ours(String text) {
        try {
            return Times.read("at", text).toString();
        } catch (Unreadable e) {
            return "none";
        }
    }

    private static String theirs(String text) {
        try {
            Instant read = standard(text);
            return read.toString().length() > 24 ? "none" : read.toString();
        } catch (DateTimeException e) {
            return "none";
        }
    }
}
