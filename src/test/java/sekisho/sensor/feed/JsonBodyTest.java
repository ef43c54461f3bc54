package sekisho.sensor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

class JsonBodyTest {

    @Test
    void isOneObjectOrAnArrayOfThemOrOneInEachLine() {
        for (String body :
                List.of(
                        "[{\"door\":1},{\"door\":2}]",
                        "{\"door\":1}\n\n{\"door\":2}\n",
                        " \n[ {\"door\":1} , {\"door\":2} ]\n")) {
            assertThat(pieces(body, null)).extracting(JsonBodyTest::door).containsExactly("1", "2");
        }
        assertThat(pieces("{\n  \"door\": 1\n}", null))
                .extracting(JsonBodyTest::door)
                .containsExactly("1");
    }

    @Test
    void isWhatLiesFurtherInWithWhatStandsAroundIt() {
        List<JsonBody.Piece> pieces =
                pieces(
                        "{\"panel\":\"p\",\"data\":{\"events\":[{\"door\":1},{\"door\":2}]}}",
                        "/data/events");
        assertThat(pieces).extracting(JsonBodyTest::door).containsExactly("1", "2");
        assertThat(pieces.getFirst().fields()).isNotNull();
        assertThat(java.util.Objects.requireNonNull(pieces.getFirst().fields()).field("/panel"))
                .isEqualTo("p");
    }

    @Test
    void keepsEveryPieceThatCanNotBeRead() {
        assertThat(pieces("{\"door\":1}\nhello\n{\"door\":", null))
                .extracting(JsonBody.Piece::text)
                .containsExactly("{\"door\":1}", "hello", "{\"door\":");
        assertThat(pieces("[{\"door\":1},7,[]]", null)).hasSize(3);
        for (String body : List.of("", "null", "hello", "{\"a\":1} x", "{", "[1", "{\"a\":1}{")) {
            assertThat(pieces(body, null))
                    .as(body)
                    .singleElement()
                    .satisfies(piece -> assertThat(piece.fault()).isNotBlank());
        }
        assertThat(pieces("{\"events\":{}}", "/events").getFirst().text())
                .isEqualTo("{\"events\":{}}");
        assertThat(JsonBody.pieces(new byte[] {(byte) 0xFF, 0x00}, null).getFirst().text())
                .isEqualTo("ff00");
    }

    @Test
    void standsEveryCutAndEveryFlippedBit() {
        byte[] whole =
                "{\"p\":\"\\ud800\",\"e\":[{\"d\":1,\"x\":[{}]},{\"d\":\"\\ud83d\"}]}"
                        .getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= whole.length; cut++) {
            assertThat(JsonBody.pieces(java.util.Arrays.copyOf(whole, cut), "/e")).isNotEmpty();
        }
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(JsonBody.pieces(flipped, "/e")).isNotEmpty();
        }
    }

    private static List<JsonBody.Piece> pieces(
            String body, @org.jspecify.annotations.Nullable String each) {
        return JsonBody.pieces(body.getBytes(StandardCharsets.UTF_8), each);
    }

    private static @org.jspecify.annotations.Nullable String door(JsonBody.Piece piece) {
        return piece.fields() == null ? null : piece.fields().field("door");
    }
}
