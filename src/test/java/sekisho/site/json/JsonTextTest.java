package sekisho.site.json;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":1}",
                "{\"a\":null,\"a\":null}",
                "{\"b\":{\"a\":1,\"c\":2,\"a\":3}}",
                "{\"b\":[{\"a\":1,\"\\u0061\":3}]}",
            })
    void refusesAMemberThatIsThereTwice(String text) {
        assertThatThrownBy(() -> JsonText.object(text))
                .isInstanceOf(Unreadable.class)
                .hasMessage("the member \"a\" is there twice");
    }
}
