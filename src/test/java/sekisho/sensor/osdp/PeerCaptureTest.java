package sekisho.sensor.osdp;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import sekisho.site.Bytes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Conversations of our control panel with readers that others wrote, as they were on the line:
/// libosdp 3.2.1 and the mock reader of OSDP-Embedded, over a pseudo terminal, on 2026-11-21.
///
/// Whoever knows the key can follow a conversation from outside; every frame must open.
class PeerCaptureTest {
    private static final Bytes KEY = Bytes.ofHex("9f3ac0125be87d44a6113f0c92d5e771");

    /// What was said under one key, opened.
    private static final class Followed {
        final List<OsdpReply> replies = new ArrayList<>();
        final List<OsdpCommand> commands = new ArrayList<>();
        int handshakes;
        private Bytes key;
        private Bytes ours = Bytes.NONE;
        private @Nullable SecureKeys keys;
        private Bytes proof = Bytes.NONE;
        private @Nullable SecureChannel channel;

        Followed(Bytes key) {
            this.key = key;
        }

        void hear(OsdpFrame frame) {
            if (frame.sequence() == 0) {
                channel = null;
            }
            OsdpFrame opened = frame;
            if (channel != null && frame.isSecured()) {
                opened = Objects.requireNonNull(channel.open(frame), "a frame that does not open");
            }
            if (frame.reply()) {
                told(OsdpReplies.read(opened.code(), opened.data()), frame.block());
            } else {
                asked(OsdpCommands.read(opened));
            }
        }

        private void asked(OsdpCommand command) {
            commands.add(command);
            if (command instanceof OsdpCommand.Challenge(boolean defaultKey, Bytes random)) {
                ours = random;
                keys = SecureKeys.derive(defaultKey ? OsdpKeys.DEFAULT : key, random);
            } else if (command instanceof OsdpCommand.Prove(_, Bytes cryptogram)) {
                assertThat(cryptogram).isEqualTo(proof);
            } else if (command instanceof OsdpCommand.SetKey(Bytes set)) {
                key = set;
            }
        }

        private void told(OsdpReply reply, Bytes block) {
            replies.add(reply);
            if (keys != null && reply instanceof OsdpReply.Challenged theirs) {
                assertThat(theirs.cryptogram())
                        .isEqualTo(keys.clientCryptogram(ours, theirs.random()));
                proof = keys.serverCryptogram(ours, theirs.random());
            } else if (keys != null && reply instanceof OsdpReply.Proven proven) {
                assertThat(block).isEqualTo(Bytes.ofHex("031401"));
                assertThat(proven.firstMac()).isEqualTo(keys.firstMac(proof));
                channel = new SecureChannel(keys, proven.firstMac());
                handshakes++;
            }
        }

        List<String> cards() {
            return replies.stream()
                    .filter(OsdpReply.RawCard.class::isInstance)
                    .map(card -> ((OsdpReply.RawCard) card).data().hex())
                    .toList();
        }
    }

    @Test
    void everyFrameOfLibosdpOpensAndEveryCardIsThereOnce() {
        var heard = followed("libosdp-secure", KEY);
        assertThat(heard.handshakes).isEqualTo(1);
        assertThat(heard.cards()).containsExactly("00010040", "00020040", "00030040");
        assertThat(heard.replies)
                .contains(new OsdpReply.DeviceId(31337, 153, 1, 16909060, "10.11.12"));
    }

    @Test
    void everyFrameOfTheOtherPeerOpensAndEveryCardIsThereOnce() {
        var heard = followed("embedded-secure", KEY);
        assertThat(heard.handshakes).isEqualTo(1);
        assertThat(heard.cards())
                .containsExactly("00000100", "00000200", "00000300", "00000400", "00000500");
    }

    @Test
    void libosdpIsGivenAKeyUnderThatOfTheFactoryAndShakesHandsAgainUnderItsOwn() {
        var heard = followed("libosdp-keyset", Bytes.NONE);
        assertThat(heard.handshakes).isEqualTo(2);
        assertThat(heard.commands.stream().filter(OsdpCommand.SetKey.class::isInstance)).hasSize(1);
        assertThat(heard.commands)
                .filteredOn(OsdpCommand.Challenge.class::isInstance)
                .extracting(command -> ((OsdpCommand.Challenge) command).defaultKey())
                .containsExactly(true, false);
    }

    private static Followed followed(String name, Bytes key) {
        var heard = new Followed(key);
        var framer = new OsdpFramer();
        for (OsdpCapture record : records(name)) {
            framer.accept(
                    record.bytes(),
                    piece -> {
                        if (piece instanceof Framed.Whole(OsdpFrame frame, _)) {
                            heard.hear(frame);
                        } else {
                            assertThat(piece).isInstanceOf(Framed.Mark.class);
                        }
                    });
        }
        return heard;
    }

    private static List<OsdpCapture> records(String name) {
        String path = "/frames/osdp/" + name + ".osdpcap";
        try (var in = Objects.requireNonNull(PeerCaptureTest.class.getResourceAsStream(path))) {
            List<OsdpCapture> records = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                records.add(OsdpCapture.read(line));
            }
            return records;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (sekisho.site.json.Unreadable e) {
            throw new IllegalStateException(e);
        }
    }
}
