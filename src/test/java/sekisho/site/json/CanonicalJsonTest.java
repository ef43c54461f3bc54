package sekisho.site.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.Random;

/// The examples of RFC 8785, and what our own facts need beyond them.
class CanonicalJsonTest {

    private static String again(String text) throws Unreadable {
        return CanonicalJson.of(JsonText.object(text));
    }

    @Test
    void writesTheExampleOfSection322() throws Exception {
        String text =
                """
                {
                  "numbers": [333333333.33333329, 1E30, 4.50,
                              2e-3, 0.000000000000000000000000001],
                  "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                  "literals": [null, true, false]
                }
                """;
        assertThat(again(text))
                .isEqualTo(
                        "{\"literals\":[null,true,false],"
                                + "\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                                + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @Test
    void sortsNamesByUtf16UnitsAsInSection323() throws Exception {
        String text =
                """
                {
                  "\\u20ac": "Euro Sign",
                  "\\r": "Carriage Return",
                  "\\ufb33": "Hebrew Letter Dalet With Dagesh",
                  "1": "One",
                  "\\ud83d\\ude00": "Emoji: Grinning Face",
                  "\\u0080": "Control",
                  "\\u00f6": "Latin Small Letter O With Diaeresis"
                }
                """;
        assertThat(again(text))
                .isEqualTo(
                        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                                + "\"ö\":\"Latin Small Letter O With Diaeresis\","
                                + "\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\","
                                + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2",
    })
    void writesTheNumbersOfAppendixB(String bits, String written) {
        double number = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
        assertThat(CanonicalJson.of(Map.of("n", number))).isEqualTo("{\"n\":" + written + "}");
    }

    @ParameterizedTest
    @CsvSource({"7fffffffffffffff", "7ff0000000000000", "fff0000000000000"})
    void refusesWhatIsNoNumber(String bits) {
        double number = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
        assertThatThrownBy(() -> CanonicalJson.of(Map.of("n", number)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneDigitIsEnoughWhereOneDigitIsExact() {
        for (int exponent = -324; exponent <= 308; exponent++) {
            for (int digit = 1; digit <= 9; digit++) {
                double number = Double.parseDouble(digit + "e" + exponent);
                if (number == 0 || Double.isInfinite(number)) {
                    continue;
                }
                String written = CanonicalJson.of(Map.of("n", number));
                assertThat(written.chars().filter(c -> c >= '1' && c <= '9').count())
                        .as(written)
                        .isBetween(1L, 4L);
                assertThat(Double.parseDouble(written.substring(5, written.length() - 1)))
                        .isEqualTo(number);
            }
        }
    }

    @Test
    void everyNumberIsReadBackAsItself() throws Exception {
        var random = new Random(8785);
        for (int i = 0; i < 20_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                String once = CanonicalJson.of(Map.of("n", number));
                assertThat(again(once)).isEqualTo(once);
                assertThat(Double.parseDouble(once.substring(5, once.length() - 1)))
                        .isEqualTo(number);
            }
        }
    }

    @Test
    void anIntegerThatNeitherHoldsIsRefused() {
        assertThatThrownBy(() -> again("{\"n\":9223372036854775809}"))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("too many digits");
        assertThatThrownBy(() -> again("{\"n\":1e400}"))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("too large");
    }

    @Test
    void aCountBeyondWhatADoubleHoldsKeepsItsDigits() throws Exception {
        for (long number : List.of(9007199254740993L, Long.MAX_VALUE, Long.MIN_VALUE)) {
            assertThat(again("{\"n\":" + number + "}")).isEqualTo("{\"n\":" + number + "}");
        }
    }

    @Test
    void writesJapaneseAsItStands() throws Exception {
        String text = "{\"会社\":\"株式会社サンプル保守\",\"氏名\":\"𠮷田・髙橋 ｶﾅ\"}";
        assertThat(again(text)).isEqualTo(text);
        assertThat(again("{\"\\u4f1a\\u793e\":\"\\ud842\\udfb7\"}")).isEqualTo("{\"会社\":\"𠮷\"}");
    }

    @Test
    void composedAndDecomposedStayDifferent() throws Exception {
        assertThat(again("{\"a\":\"\\u304b\\u3099\"}")).isEqualTo("{\"a\":\"か\u3099\"}");
        assertThat(again("{\"a\":\"\\u304c\"}")).isEqualTo("{\"a\":\"が\"}");
    }

    @Test
    void refusesALoneSurrogateWhereverItStands() {
        for (String bad : List.of("\ud83d", "\ude00", "a\ud83db", "\ude00\ud83d", "\ud83d\ud83d")) {
            assertThatThrownBy(() -> CanonicalJson.of(Map.of("a", bad)))
                    .as("as a value")
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> CanonicalJson.of(Map.of(bad, "a")))
                    .as("as a name")
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void escapesOnlyWhatMustBe() {
        var all = new StringBuilder();
        for (char c = 0; c <= 0x80; c++) {
            all.append(c);
        }
        String written = CanonicalJson.of(Map.of("a", all.toString()));
        assertThat(written)
                .startsWith("{\"a\":\"\\u0000\\u0001\\u0002")
                .contains("\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e")
                .contains("\\u001f !\\\"#$%&'()*+,-./0")
                .contains("[\\\\]")
                .endsWith("}~\u007f\u0080\"}");
    }

    @Test
    void refusesWhatJsonDoesNotKnow() {
        assertThatThrownBy(() -> CanonicalJson.of(Map.of("a", new Object())))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
