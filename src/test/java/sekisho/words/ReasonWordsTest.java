package sekisho.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReasonWordsTest {

    @Test
    void whatAReasonSaysStandsInTheJapaneseToo() {
        assertThat(ReasonWords.of("no answer for 8 s").ja()).isEqualTo("8秒間、応答がありません");
        assertThat(ReasonWords.of("a line has at most 65536 bytes, not 10485760").ja())
                .isEqualTo("1行は65536バイトまでです（届いたのは10485760バイト）");
    }

    @Test
    void aReasonWithinAReasonIsPutIntoJapaneseAsWell() {
        assertThat(ReasonWords.of("the line is gone: no answer").ja())
                .isEqualTo("回線が切れました: 応答がありません");
    }

    @Test
    void theEnglishStaysAsItWasGiven() {
        assertThat(ReasonWords.of("no answer for 8 s").en()).isEqualTo("no answer for 8 s");
    }

    @Test
    void aReasonNobodyKnowsIsShownAsItWasGiven() {
        assertThat(ReasonWords.of("$1 \\ strange").ja()).isEqualTo("$1 \\ strange");
        assertThat(ReasonWords.of("refused: $1 \\ strange").ja())
                .isEqualTo("拒否されました: $1 \\ strange");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown-credential",
                "a reply that nobody waits for",
                "a bad check",
                "no start of a frame",
                "a length of 3",
                "the PC/SC service does not answer: is pcscd running?",
                "no reader called RC-S300 is connected",
                "the card was pulled away before it was read",
                "the card tells no number (answer 6A81)",
                "broken off",
                "the link broke",
                "nothing was heard for 30 s",
                "the agent was stopped",
                "the agent's spool was full",
                "the disk of the agent's spool failed",
                "the agent shows no certificate; enrol the machine again (sekisho agent invite,"
                        + " then sekisho agent enroll)",
                "the agent's certificate was revoked; enrol the machine again",
                "a certificate that counts no more is shown from 10.0.0.9 (revoked)",
                "no connection to witness.example",
                "the witness does not know this log or its key (status 404)",
                "the witness a/b has seen another log: its first 9 entries are not the first 9 of"
                        + " this one",
                "the witness a/b has cosigned 9 entries of this log, and it has 8: it is an older"
                        + " copy",
                "no permit holds",
                "the permit does not cover these interfaces",
                "opened or moved",
                "contact of door front: short circuit",
                "not JSON at column 1: Unrecognized token"
            })
    void theReasonsOfOurOwnSensorsAreKnown(String reason) {
        assertThat(ReasonWords.isKnown(reason)).isTrue();
    }
}
