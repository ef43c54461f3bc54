package sekisho.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.Map;

class MessagesTest {
    private static final Catalogue JA = Catalogue.of(Language.JA);
    private static final Catalogue EN = Catalogue.of(Language.EN);

    @Test
    void bothLanguagesHaveTheSameTexts() {
        assertThat(EN.keys()).isEqualTo(JA.keys()).hasSizeGreaterThan(150);
    }

    @Test
    void bothLanguagesHaveTheSamePlacesInEachText() {
        for (String key : JA.keys()) {
            assertThat(EN.places(key)).as(key).isEqualTo(JA.places(key));
        }
    }

    @Test
    void noTextIsBlankOrHoldsAPlaceThatCantBeFilled() {
        for (String key : JA.keys()) {
            for (Catalogue catalogue : new Catalogue[] {JA, EN}) {
                String text = catalogue.text(key, _ -> "x");
                assertThat(text).as(key).isNotBlank().doesNotContain("{", "}");
            }
        }
    }

    @Test
    void aJapaneseTextIsJapaneseAndAnEnglishOneIsNot() {
        for (String key : JA.keys()) {
            assertThat(EN.text(key, _ -> "")).as(key).doesNotContainPattern("[ぁ-んァ-ヶ一-龠]");
        }
    }

    @Test
    void aValueMayHoldWhateverItLikes() {
        var sentence =
                Messages.of("fact.visit.left", Map.of("visit", Sentence.same("$1 {visit} \\ '")));
        assertThat(sentence.en()).isEqualTo("The visitor left (visit $1 {visit} \\ ')");
    }

    @Test
    void aPlaceWithoutAValueIsOurMistake() {
        assertThatThrownBy(() -> Messages.of("fact.visit.left"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("visit");
    }
}
