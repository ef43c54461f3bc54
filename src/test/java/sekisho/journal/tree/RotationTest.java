package sekisho.journal.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.journal.JournalFailed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A log that goes over from one key to another, twice.
class RotationTest {
    private static final String ORIGIN = "sekisho.example";

    @TempDir Path temp;

    private Path keys;
    private Path log;

    @BeforeEach
    void folders() {
        keys = temp.resolve("keys");
        log = temp.resolve("log");
    }

    private Publisher open(int size) throws IOException {
        return Publisher.open(log, Journals.of(size), SigningKey.in(keys, ORIGIN));
    }

    /// What the station does when it finds a next key.
    private void rotate(int size) throws IOException {
        SigningKey.prepare(keys);
        Publisher publisher = open(size);
        publisher.publish(size);
        publisher.handOver(java.util.Objects.requireNonNull(SigningKey.next(keys)));
        SigningKey.promote(keys);
    }

    private VerifierKey current() throws IOException {
        return SigningKey.in(keys, ORIGIN).verifier();
    }

    @Test
    void everyKeyOfTheLogVerifiesAllOfIt() throws Exception {
        open(3).publish(3);
        VerifierKey first = current();
        rotate(10);
        VerifierKey second = current();
        open(20).publish(20);
        rotate(30);
        VerifierKey third = current();
        open(300).publish(300);
        assertThat(List.of(first.toString(), second.toString(), third.toString()))
                .doesNotHaveDuplicates();
        Tiles tiles = Tiles.in(log);
        for (VerifierKey pinned : List.of(first, second, third)) {
            Keys known = Keys.of(pinned, tiles);
            assertThat(known.all()).hasSize(3);
            assertThat(known.newest(tiles).size()).isEqualTo(300);
            assertThat(PastCheckpointsTest.all(tiles, known))
                    .extracting(Checkpoint::size)
                    .contains(3L, 20L, 300L);
        }
        assertThatThrownBy(() -> Keys.of(first).newest(tiles))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(keys.resolve("log.%08x.pub".formatted(first.id()))).exists();
    }

    @Test
    void aKeyThatNobodyIntroducedIsNotBelieved() throws Exception {
        open(10).publish(10);
        VerifierKey pinned = current();
        var stranger = SigningKey.in(temp.resolve("stranger"), ORIGIN);
        var accomplice = SigningKey.in(temp.resolve("accomplice"), ORIGIN);
        Checkpoint at = Keys.of(pinned).newest(Tiles.in(log));
        String text = Keys.handover(at, stranger.verifier(), accomplice.verifier());
        String both =
                Note.sign(text, stranger)
                        + Note.sign(text, accomplice).substring(text.length() + 1);
        String claimed = Keys.handover(at, pinned, stranger.verifier());
        Files.writeString(
                log.resolve(Keys.HANDOVERS), both + '\n' + Note.sign(claimed, stranger) + '\n');
        assertThat(Keys.of(pinned, Tiles.in(log)).all()).hasSize(1);
    }

    @Test
    void aCrashBetweenTheStepsIsGoneThroughAgain() throws Exception {
        open(10).publish(10);
        VerifierKey first = current();
        VerifierKey next = SigningKey.prepare(keys);
        assertThatThrownBy(() -> SigningKey.prepare(keys)).hasMessageContaining("waiting");
        Publisher publisher = open(10);
        assertThat(publisher.hasHandedOverTo(next)).isFalse();
        publisher.handOver(java.util.Objects.requireNonNull(SigningKey.next(keys)));
        assertThat(open(12).hasHandedOverTo(next)).as("said, and not gone over").isTrue();
        Files.move(
                keys.resolve("log.key.next"),
                keys.resolve("log.key"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(current().toString()).as("half gone over").isEqualTo(next.toString());
        open(20).publish(20);
        assertThat(Keys.of(first, Tiles.in(log)).newest(Tiles.in(log)).size()).isEqualTo(20);
    }

    @Test
    void whatACrashLeftOfANextKeyIsNoKey() throws Exception {
        open(10).publish(10);
        VerifierKey first = current();
        SigningKey.prepare(keys);
        Files.delete(keys.resolve("log.key.next"));
        assertThat(current().toString()).isEqualTo(first.toString());
        assertThat(keys.resolve("log.pub.next")).doesNotExist();
        assertThat(SigningKey.next(keys)).isNull();
    }

    @Test
    void aNewKeyWithoutAHandoverDoesNotGoOn() throws Exception {
        open(10).publish(10);
        SigningKey.prepare(keys);
        SigningKey.promote(keys);
        assertThatThrownBy(() -> open(10)).isInstanceOf(JournalFailed.class);
    }

    @Test
    void aTornHandoverIsMadeGood() throws Exception {
        open(10).publish(10);
        VerifierKey first = current();
        Files.write(log.resolve(Keys.HANDOVERS), "sekisho.ex".getBytes(StandardCharsets.UTF_8));
        rotate(10);
        assertThat(Keys.of(first, Tiles.in(log)).all()).hasSize(2);
    }
}
