package sekisho.journal.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

/// Keys and notes, good and bad, on which Go's own package for them is tested:
/// golang.org/x/mod/sumdb/note, `note_test.go` (`TestNewVerifier`, `TestOpen`).
class GoNoteTest {
    private static final String PETER =
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private static final String ENOCH =
            "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
    private static final String TEXT =
            """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.
            """;
    private static final String BY_PETER =
            "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKv"
                    + "qfqdngotpRZb6KE6RyyBwJnAM=\n";
    private static final String BY_ENOCH =
            "\u2014 EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01o"
                    + "OTGwnWLox33WWd1RvMc+QQ=\n";

    private final VerifierKey peter = VerifierKey.parse(PETER);
    private final VerifierKey enoch = VerifierKey.parse(ENOCH);

    @Test
    void noPieceOfAKeyIsAKey() {
        for (int from = 0; from < PETER.length(); from++) {
            for (int until = from + 1; until <= PETER.length(); until++) {
                if (until - from < PETER.length()) {
                    refused(PETER.substring(from, until));
                }
            }
        }
    }

    @Test
    void aKeyWithAChangedCharacterIsNone() {
        for (int i = 0; i < PETER.length(); i++) {
            var changed = new StringBuilder(PETER);
            changed.setCharAt(i, (char) (PETER.charAt(i) + 1));
            refused(changed.toString());
        }
    }

    @Test
    void aKeyOfAnotherLengthOrKindIsNoneThoughItsIdIsRight() {
        refused("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==");
        refused("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    }

    private static void refused(String key) {
        assertThatThrownBy(() -> VerifierKey.parse(key))
                .as(key)
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bothSignaturesAreFoundWhereverTheyStand() {
        for (String note :
                List.of(
                        TEXT + "\n" + BY_PETER + BY_ENOCH,
                        TEXT + "\n" + BY_ENOCH + BY_PETER,
                        TEXT + "\n" + BY_PETER + BY_PETER + BY_ENOCH + BY_ENOCH)) {
            assertThat(Note.open(note, peter)).isEqualTo(TEXT);
            assertThat(Note.open(note, enoch)).isEqualTo(TEXT);
        }
    }

    @Test
    void aBrokenSignatureOfSomebodyElseDoesNoHarm() {
        String broken = BY_ENOCH.substring(0, 60) + "ABCD" + BY_ENOCH.substring(60);
        assertThat(Note.open(TEXT + "\n" + BY_PETER + broken, peter)).isEqualTo(TEXT);
    }

    static List<String> bad() {
        String broken = BY_PETER.substring(0, 60) + "ABCD" + BY_PETER.substring(60);
        return List.of(
                TEXT,
                TEXT + "\n",
                TEXT + "\n" + BY_PETER.substring(0, BY_PETER.length() - 1),
                "\u0001" + TEXT + "\n" + BY_PETER,
                "\ufffd" + TEXT + "\n" + BY_PETER,
                TEXT + "\n" + BY_PETER.replace("PeterNeumann", "Bad Name").strip(),
                TEXT + "\n" + BY_PETER + "Unexpected line.\n",
                TEXT + "\n" + broken,
                TEXT + "\n" + BY_ENOCH,
                TEXT + "\n" + BY_PETER.replace("PeterNeumann", "CarmenSandiego"),
                TEXT + "\n" + BY_PETER.replace("x08g", "xxxx"),
                TEXT + "\n" + BY_PETER.repeat(101));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusesWhatGoRefuses(String note) {
        assertThatThrownBy(() -> Note.open(note, peter))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
