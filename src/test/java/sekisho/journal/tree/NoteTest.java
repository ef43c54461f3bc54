package sekisho.journal.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

class NoteTest {
    /// Key and note of the example in the documentation of Go's package
    /// golang.org/x/mod/sumdb/note.
    private static final String PETER_KEY =
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String PETER_NOTE =
            """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FF\
            YC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """;

    private static final String TEXT = "sekisho.example\n3\nKKK=\n";

    @TempDir Path folder;

    @Test
    void readsANoteThatOthersSigned() {
        assertThat(Note.open(PETER_NOTE, VerifierKey.parse(PETER_KEY)))
                .isEqualTo(
                        "If you think cryptography is the answer to your problem,\n"
                                + "then you don't know what your problem is.\n");
    }

    @Test
    void believesNoNoteWithAChangedCharacter() {
        var key = VerifierKey.parse(PETER_KEY);
        for (int i = 0; i < PETER_NOTE.length() - 1; i++) {
            var changed = new StringBuilder(PETER_NOTE);
            changed.setCharAt(i, changed.charAt(i) == 'Z' ? 'Y' : 'Z');
            assertThatThrownBy(() -> Note.open(changed.toString(), key))
                    .as("character %d", i)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aKeyIsWrittenAsItWasRead() {
        assertThat(VerifierKey.parse(PETER_KEY)).hasToString(PETER_KEY);
        assertThat(VerifierKey.parse(PETER_KEY).fingerprint())
                .startsWith("c74f 20a3 ")
                .hasSize(64 + 15);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PeterNeumann",
                "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+AhpcQcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWA",
                "PeterNeumann+c74f20a3+ARpc",
            })
    void refusesWhatIsNoKey(String line) {
        assertThatThrownBy(() -> VerifierKey.parse(line))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyIsMadeOnceAndForItsOwnerOnly() throws Exception {
        Path keys = folder.resolve("keys");
        var made = SigningKey.in(keys, "sekisho.example");
        var again = SigningKey.in(keys, "sekisho.example");
        assertThat(again.verifier()).hasToString(made.verifier().toString());
        assertThat(Note.open(Note.sign(TEXT, made), again.verifier())).isEqualTo(TEXT);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
                .isEqualTo("rwx------");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(keys.resolve("log.key"))))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> SigningKey.in(keys, "another.example"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("belongs to sekisho.example");
    }

    @Test
    void halvesOfDifferentKeysAreRefused() throws Exception {
        Path one = folder.resolve("one");
        Path other = folder.resolve("other");
        SigningKey.in(one, "sekisho.example");
        SigningKey.in(other, "sekisho.example");
        Files.copy(
                one.resolve("log.pub"),
                other.resolve("log.pub"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> SigningKey.in(other, "sekisho.example"))
                .hasMessageContaining("don't belong together");
    }

    @Test
    void aSignatureOfSomebodyElseDoesNoHarm() throws Exception {
        var key = SigningKey.in(folder.resolve("keys"), "sekisho.example");
        var witness = SigningKey.in(folder.resolve("witness"), "witness.example");
        String note = Note.sign(TEXT, key);
        String cosigned = note + Note.sign(TEXT, witness).substring(TEXT.length() + 1);
        assertThat(Note.open(cosigned, key.verifier())).isEqualTo(TEXT);
        assertThat(Note.open(cosigned, witness.verifier())).isEqualTo(TEXT);
        assertThatThrownBy(() -> Note.open(note, witness.verifier()))
                .hasMessageContaining("not signed by witness.example");
    }

    @Test
    void refusesWhatIsNoCheckpoint() {
        String root = Hash.EMPTY.base64();
        assertThat(Checkpoint.parse("o\n0\n" + root + "\nextension\n"))
                .isEqualTo(new Checkpoint("o", 0, Hash.EMPTY));
        for (String bad :
                List.of(
                        "",
                        "o\n0\n",
                        "o\n0\n" + root,
                        "o\n01\n" + root + "\n",
                        "o\n-1\n" + root + "\n",
                        "o\n+1\n" + root + "\n",
                        "o\n1x\n" + root + "\n",
                        "o\n99999999999999999999\n" + root + "\n",
                        " \n1\n" + root + "\n",
                        "o\n1\nAAAA\n",
                        "o\n1\n!" + root + "\n")) {
            assertThatThrownBy(() -> Checkpoint.parse(bad))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
