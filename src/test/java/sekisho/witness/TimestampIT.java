package sekisho.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.journal.tree.Tiles;
import sekisho.journal.tree.Timestamps;
import sekisho.rig.Rig;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// Time stamps by OpenSSL, and those that must not be believed.
class TimestampIT {
    @TempDir Path temp;

    private GrowingLog log;
    private OpensslAuthority there;
    private TimestampAuthority authority;

    @BeforeEach
    void begin() throws Exception {
        Rig.require("time stamps by OpenSSL", "openssl");
        log = new GrowingLog(temp.resolve("log"), temp.resolve("keys")).grow(300, "entry");
        there = new OpensslAuthority(temp.resolve("tsa"));
        authority =
                new TimestampAuthority(
                        new TimestampConfig(there.url(), there.anchors()), log.folder);
    }

    @AfterEach
    void end() {
        if (there != null) {
            there.close();
        }
    }

    private void refused(String reason) throws Exception {
        assertThatThrownBy(() -> authority.give(log.tree(), Instant.now()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(reason);
        assertThat(Timestamps.of(Tiles.in(log.folder))).isEmpty();
    }

    private byte[] answer(String note, long nonce) throws Exception {
        return there.answer(Timestamp.request(note, BigInteger.valueOf(nonce)).getEncoded());
    }

    @Test
    void oneCheckpointOfEachDayIsDatedAndOpensslAgrees() throws Exception {
        Instant now = Instant.now();
        assertThat(authority.wants(log.tree(), now)).isTrue();
        authority.give(log.tree(), now);
        assertThat(authority.wants(log.tree(), now)).isFalse();
        assertThat(authority.wants(log.tree(), now.plus(Duration.ofDays(1)))).isTrue();
        log.grow(1, "entry");
        authority.give(log.tree(), now.plus(Duration.ofDays(1)));

        var all = Timestamps.of(Tiles.in(log.folder));
        assertThat(all).hasSize(2);
        Anchors anchors = Anchors.of(there.anchors());
        for (Timestamps.Dated dated : all) {
            assertThat(Timestamp.time(dated.response(), dated.note(), anchors))
                    .isBetween(now.minusSeconds(60), now.plusSeconds(60));
        }
        String day = LocalDate.ofInstant(now, ZoneOffset.UTC).toString();
        Path folder = log.folder.resolve("timestamps");
        assertThat(there.verify(folder.resolve(day + ".checkpoint"), folder.resolve(day + ".tsr")))
                .contains("Verification: OK");
    }

    @Test
    void anAnswerToAnotherQuestionIsRefused() throws Exception {
        there.replay(answer(log.tree().note(), 7));
        refused("answers another question");
    }

    @Test
    void aStampOfSomethingElseIsNotBelieved() throws Exception {
        byte[] response = answer("something else", 7);
        var request = Timestamp.request(log.tree().note(), BigInteger.valueOf(7));
        assertThatThrownBy(() ->
                        Timestamp.answered(
                                request, response, log.tree().note(), Anchors.of(there.anchors())))
                .hasMessage("the time stamp is of something else");
    }

    @Test
    void anAuthorityThatNobodyBelievesIsRefused() throws Exception {
        try (var stranger = new OpensslAuthority(temp.resolve("stranger"))) {
            authority =
                    new TimestampAuthority(
                            new TimestampConfig(stranger.url(), there.anchors()), log.folder);
            refused("the certificate of the time stamp is not believed: CN=clock");
        }
    }

    @Test
    void aFlippedBitIsNotBelieved() throws Exception {
        byte[] response = answer(log.tree().note(), 7);
        Anchors anchors = Anchors.of(there.anchors());
        String note = log.tree().note();
        Instant time = Timestamp.time(response, note, anchors);
        int believed = 0;
        for (int at = 0; at < response.length; at += 3) {
            byte[] flipped = response.clone();
            flipped[at] ^= 1;
            try {
                assertThat(Timestamp.time(flipped, note, anchors)).isEqualTo(time);
                believed++;
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("time stamp");
            }
        }
        // The status in front of the token is signed by nobody, nor is the CA's own certificate,
        // which the anchor stands for.
        assertThat(believed).isLessThan(Files.readAllBytes(there.anchors()).length);
    }

    @Test
    void whatIsNoAnswerIsRefused() throws Exception {
        there.replay("<html>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        refused("can't be read");
    }

    @Test
    void aFileWithoutCertificatesIsNoAnchor() throws Exception {
        Path file = Files.writeString(temp.resolve("none.pem"), "");
        assertThatThrownBy(() -> Anchors.of(file)).hasMessageContaining("holds no certificate");
    }
}
