package sekisho.journal.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/// The key that signs as a credential of the service.
class CredentialTest {
    private static final String ORIGIN = "sekisho.example";

    @TempDir Path temp;

    private Path keys;
    private Path given;
    private VerifierKey first;

    @BeforeEach
    void moveTheSecretHalf() throws Exception {
        keys = temp.resolve("keys");
        given = Files.createDirectories(temp.resolve("credentials"));
        SigningKey key = SigningKey.in(keys, ORIGIN);
        Publisher.open(temp.resolve("log"), Journals.of(1), key).publish(1);
        first = key.verifier();
        Files.move(keys.resolve("log.key"), given.resolve("log.key"));
    }

    private SigningKey key() throws IOException {
        return SigningKey.in(keys, ORIGIN, Optional.of(given));
    }

    @Test
    void theCredentialSignsAndTheFolderHoldsNoSecret() throws Exception {
        byte[] before = Files.readAllBytes(given.resolve("log.key"));
        SigningKey key = key();
        String note = Note.sign(new Checkpoint(ORIGIN, 0, Hash.EMPTY).text(), key);
        assertThat(Note.open(note, first)).startsWith(ORIGIN);
        assertThat(key.advice()).isNull();
        assertThat(keys.resolve("log.key")).doesNotExist();
        assertThat(Files.readAllBytes(given.resolve("log.key"))).isEqualTo(before);
    }

    @Test
    void withoutTheCredentialNoOtherKeyIsMade() {
        assertThatThrownBy(() -> SigningKey.in(keys, ORIGIN, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("as a credential");
    }

    @Test
    void aCredentialWithoutItsPublicHalfIsTold() throws Exception {
        Files.delete(keys.resolve("log.pub"));
        assertThatThrownBy(this::key).hasMessageContaining("put the public half there");
    }

    @Test
    void aCredentialOfAnotherLogIsTold() throws Exception {
        SigningKey.in(temp.resolve("other"), ORIGIN);
        Files.delete(given.resolve("log.key"));
        Files.copy(temp.resolve("other/log.key"), given.resolve("log.key"));
        assertThatThrownBy(this::key).hasMessageContaining("is another key");
    }

    @Test
    void aRotationLeavesTheCredentialAndTellsWhatToDo() throws Exception {
        byte[] before = Files.readAllBytes(given.resolve("log.key"));
        SigningKey.prepare(keys);
        Publisher publisher = Publisher.open(temp.resolve("log"), Journals.of(5), key());
        publisher.publish(5);
        publisher.handOver(Objects.requireNonNull(SigningKey.next(keys)));
        SigningKey second = SigningKey.promote(keys, Optional.of(given));
        assertThat(second.verifier().toString()).isNotEqualTo(first.toString());
        assertThat(second.advice()).contains("systemd-creds encrypt");
        assertThat(Files.readAllBytes(given.resolve("log.key"))).isEqualTo(before);

        SigningKey again = key();
        assertThat(again.verifier().toString()).isEqualTo(second.verifier().toString());
        assertThat(again.advice()).contains(keys.resolve("log.key").toString());

        Files.delete(given.resolve("log.key"));
        Files.move(keys.resolve("log.key"), given.resolve("log.key"));
        assertThat(key().verifier().toString()).isEqualTo(second.verifier().toString());
        assertThat(key().advice()).isNull();
    }
}
