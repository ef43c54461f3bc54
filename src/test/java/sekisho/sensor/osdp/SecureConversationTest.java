package sekisho.sensor.osdp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import sekisho.simulation.reader.VirtualReader;
import sekisho.site.Bytes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Both ends on a secure channel, and what somebody on the line could try.
class SecureConversationTest {
    private static final Bytes KEY = Bytes.ofHex("9f3ac0125be87d44a6113f0c92d5e771");
    private static final Bytes OLD = Bytes.ofHex("41c6e8d70b95f2a3661f9e0d8b3c5720");
    private static final String CARD = "2a5f1c40";

    private final VirtualReader reader = new VirtualReader(5);
    private final FakeKeys keys = new FakeKeys(KEY);
    private VirtualLine line = VirtualLine.secure(reader, keys, Duration.ZERO);

    @Test
    void readsACardThatNobodyElseOnTheLineCanRead() {
        reader.key(KEY);
        List<Bytes> onTheLine = new ArrayList<>();
        line.back =
                answer -> {
                    onTheLine.add(answer);
                    return answer;
                };
        line.talk(Duration.ofSeconds(1));
        reader.present(26, CARD);
        line.talk(Duration.ofSeconds(1));
        assertThat(line.actions(OsdpAction.Online.class)).hasSize(1);
        assertThat(line.actions(OsdpAction.Odd.class)).isEmpty();
        assertThat(cards()).isEqualTo(1);
        assertThat(onTheLine).noneSatisfy(answer -> assertThat(answer.hex()).contains(CARD));
    }

    @Test
    void tellsEveryCardExactlyOnceAndInOrderOnAnyBadLine() {
        for (long seed = 1; seed <= 50; seed++) {
            var random = new Random(seed);
            var some = new VirtualReader(5);
            some.key(KEY);
            var bad = VirtualLine.secure(some, keys, Duration.ZERO);
            bad.talk(Duration.ofSeconds(1));
            double loss = random.nextDouble(0.3);
            bad.there = bytes -> random.nextDouble() < loss ? Bytes.NONE : bytes;
            bad.back = bytes -> random.nextDouble() < loss ? Bytes.NONE : bytes;
            List<String> presented = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                bad.talk(Duration.ofMillis(random.nextInt(500)));
                presented.add("%06x00".formatted(i + 1));
                some.present(26, presented.getLast());
            }
            bad.there = bytes -> bytes;
            bad.back = bytes -> bytes;
            bad.talk(Duration.ofSeconds(15));
            assertThat(bad.replies(OsdpReply.RawCard.class))
                    .as("seed %d", seed)
                    .extracting(card -> card.data().hex())
                    .containsExactlyElementsOf(presented);
        }
    }

    @Test
    void isNotOnlineWithAReaderThatTalksInTheClear() {
        reader.present(26, CARD);
        line.talk(Duration.ofSeconds(20));
        assertThat(line.actions(OsdpAction.Online.class)).isEmpty();
        assertThat(line.actions(OsdpAction.Offline.class)).hasSize(1);
        assertThat(cards()).isZero();
        assertThat(reader.isSecure()).isFalse();
    }

    @Test
    void believesNoCardThatIsToldInTheClear() {
        reader.key(KEY);
        line.talk(Duration.ofSeconds(1));
        var card = new OsdpReply.RawCard(0, 0, 26, Bytes.ofHex(CARD));
        line.back = answer -> OsdpReplies.frame(card, 5, answer.at(4) & 3).encoded().then(answer);
        line.talk(Duration.ofSeconds(1));
        assertThat(cards()).isZero();
        assertThat(line.actions(OsdpAction.Odd.class))
                .isNotEmpty()
                .allSatisfy(odd -> assertThat(odd.reason()).contains("in the clear"));
        assertThat(line.actions(OsdpAction.Offline.class)).isEmpty();
    }

    @Test
    void believesNoReplyThatIsPlayedBack() {
        reader.key(KEY);
        line.talk(Duration.ofSeconds(1));
        List<Bytes> recorded = new ArrayList<>();
        line.back =
                answer -> {
                    recorded.add(answer);
                    return answer;
                };
        reader.present(26, CARD);
        line.talk(Duration.ofSeconds(1));
        assertThat(cards()).isEqualTo(1);
        Bytes longest =
                recorded.stream().max((a, b) -> Integer.compare(a.size(), b.size())).orElseThrow();
        line.back =
                answer -> (answer.at(4) & 3) == (longest.at(4) & 3) ? longest.then(answer) : answer;
        line.talk(Duration.ofSeconds(1));
        assertThat(cards()).isEqualTo(1);
        assertThat(line.actions(OsdpAction.Odd.class))
                .isNotEmpty()
                .allSatisfy(odd -> assertThat(odd.reason()).contains("MAC"));
    }

    @Test
    void isNotOnlineWithAReaderThatDoesNotKnowItsKey() {
        reader.key(OLD);
        line.talk(Duration.ofSeconds(20));
        assertThat(line.actions(OsdpAction.Online.class)).isEmpty();
        assertThat(line.actions(OsdpAction.Offline.class))
                .containsExactly(
                        new OsdpAction.Offline(
                                5, "a handshake without knowledge of the key for 8 s"));
        assertThat(line.actions(OsdpAction.Odd.class)).hasSizeBetween(10, 25);
    }

    @Test
    void isNotOnlineWithoutAKey() {
        line = VirtualLine.secure(reader, new FakeKeys(), Duration.ZERO);
        line.talk(Duration.ofSeconds(20));
        assertThat(line.told.stream().filter(OsdpAction.Offline.class::isInstance))
                .containsExactly(new OsdpAction.Offline(5, "no key for this reader for 8 s"));
    }

    @Test
    void usesNoKeyThatAnybodyCouldGuess() {
        var weak = Bytes.of(new byte[16]);
        reader.key(weak);
        line = VirtualLine.secure(reader, new FakeKeys(weak, OsdpKeys.DEFAULT), Duration.ZERO);
        line.talk(Duration.ofSeconds(20));
        assertThat(line.actions(OsdpAction.Online.class)).isEmpty();
    }

    @Test
    void givesAFreshReaderAKeyOfItsOwnWhileItIsInstalled() {
        var none = new FakeKeys();
        line = VirtualLine.secure(reader, none, Duration.ofMinutes(10));
        line.talk(Duration.ofSeconds(5));
        assertThat(line.actions(OsdpAction.Online.class)).hasSize(1);
        assertThat(reader.key()).isEqualTo(none.keys.getFirst());
        assertThat(reader.isSecure()).isTrue();
        assertThat(line.sent)
                .as("the key never shows on the line")
                .noneSatisfy(sent -> assertThat(sent.hex()).contains(none.keys.getFirst().hex()));
        reader.present(26, CARD);
        line.talk(Duration.ofSeconds(1));
        assertThat(cards()).isEqualTo(1);
    }

    @Test
    void meetsNoReaderUnderTheKeyOfTheFactoryWhenTheInstallationIsOver() {
        reader.silence(true);
        line = VirtualLine.secure(reader, new FakeKeys(), Duration.ofSeconds(10));
        line.talk(Duration.ofSeconds(11));
        reader.silence(false);
        line.talk(Duration.ofSeconds(20));
        assertThat(line.actions(OsdpAction.Online.class)).isEmpty();
        assertThat(reader.key()).isNull();
    }

    @Test
    void installsNobodyADayAfterTheStartHoweverLongTheFileSaysSo() {
        reader.silence(true);
        line = VirtualLine.secure(reader, new FakeKeys(), Duration.ofDays(365));
        line.talk(Duration.ofHours(24));
        reader.silence(false);
        line.talk(Duration.ofSeconds(20));
        assertThat(line.actions(OsdpAction.Online.class)).isEmpty();
        assertThat(reader.key()).isNull();
    }

    @Test
    void givesAReaderTheNewKeyOverAChannelUnderTheOldOne() {
        reader.key(OLD);
        var both = new FakeKeys(KEY, OLD);
        line = VirtualLine.secure(reader, both, Duration.ZERO);
        line.talk(Duration.ofSeconds(5));
        assertThat(reader.key()).isEqualTo(KEY);
        assertThat(reader.isSecure()).isTrue();
        assertThat(both.keys).containsExactly(KEY);
        assertThat(line.actions(OsdpAction.Online.class)).hasSize(1);
        assertThat(line.actions(OsdpAction.Offline.class)).isEmpty();
    }

    @Test
    void setsNoKeyThatItCannotKeep() {
        line = VirtualLine.secure(reader, OsdpKeys.none(), Duration.ofMinutes(10));
        line.talk(Duration.ofSeconds(20));
        assertThat(reader.key()).isNull();
        assertThat(line.actions(OsdpAction.Online.class)).isEmpty();
        assertThat(line.actions(OsdpAction.Offline.class)).hasSize(1);
    }

    @Test
    void findsAReaderAgainWhoseKeyWasSetJustBeforeTheLineWasCut() {
        reader.key(KEY);
        var both = new FakeKeys(KEY, OLD);
        line = VirtualLine.secure(reader, both, Duration.ZERO);
        line.talk(Duration.ofSeconds(5));
        assertThat(line.actions(OsdpAction.Online.class)).hasSize(1);
        assertThat(both.keys).containsExactly(KEY);
    }

    @Test
    void shakesHandsAgainWithAReaderThatForgotTheChannel() {
        reader.key(KEY);
        line.talk(Duration.ofSeconds(1));
        reader.key(KEY);
        reader.present(26, CARD);
        line.talk(Duration.ofSeconds(2));
        assertThat(cards()).isEqualTo(1);
        assertThat(reader.isSecure()).isTrue();
        assertThat(line.actions(OsdpAction.Offline.class)).isEmpty();
    }

    @Test
    void shakesHandsAgainAfterAnOutage() {
        reader.key(KEY);
        line.talk(Duration.ofSeconds(1));
        reader.silence(true);
        line.talk(Duration.ofSeconds(20));
        reader.silence(false);
        line.talk(Duration.ofSeconds(3));
        assertThat(line.actions(OsdpAction.Offline.class)).hasSize(1);
        assertThat(line.actions(OsdpAction.Online.class)).hasSize(2);
        assertThat(reader.isSecure()).isTrue();
    }

    @Test
    void asksABusyReaderForTheSameHandshakeAgain() {
        reader.key(KEY);
        int[] busy = {0};
        line.back =
                answer ->
                        answer.at(5) == 3 && busy[0]++ < 3
                                ? OsdpReplies.frame(new OsdpReply.Busy(), 5, 0).encoded()
                                : answer;
        line.talk(Duration.ofSeconds(3));
        assertThat(line.actions(OsdpAction.Online.class)).hasSize(1);
        assertThat(line.actions(OsdpAction.Odd.class)).isEmpty();
    }

    @Test
    void doesNotTalkInTheClearWithAReaderThatDeniesToKnowBetter() {
        line.back =
                answer ->
                        OsdpReplies.read(answer.at(5), answer.part(6, answer.size() - 2))
                                        instanceof OsdpReply.Capabilities
                                ? OsdpReplies.frame(
                                                new OsdpReply.Capabilities(List.of()),
                                                5,
                                                answer.at(4) & 3)
                                        .encoded()
                                : answer;
        reader.present(26, CARD);
        line.talk(Duration.ofSeconds(20));
        assertThat(line.actions(OsdpAction.Online.class)).isEmpty();
        assertThat(cards()).isZero();
    }

    @Test
    void shakesHandsWithAReaderThatDoesNotSayWhatItCanDo() {
        reader.key(KEY);
        line.back =
                answer ->
                        answer.at(5) == 0x46
                                ? OsdpReplies.frame(
                                                new OsdpReply.Nak(
                                                        OsdpReply.Nak.UNKNOWN_COMMAND, Bytes.NONE),
                                                5,
                                                answer.at(4) & 3)
                                        .encoded()
                                : answer;
        reader.present(26, CARD);
        line.talk(Duration.ofSeconds(3));
        assertThat(line.actions(OsdpAction.Online.class)).hasSize(1);
        assertThat(cards()).isEqualTo(1);
    }

    @Test
    void countsAReaderAsLostThatOnlyRefusesInTheClear() {
        line.back =
                answer ->
                        OsdpReplies.frame(
                                        new OsdpReply.Nak(
                                                OsdpReply.Nak.UNKNOWN_COMMAND, Bytes.NONE),
                                        5,
                                        answer.at(4) & 3)
                                .encoded();
        line.talk(Duration.ofSeconds(20));
        assertThat(line.actions(OsdpAction.Offline.class)).hasSize(1);
    }

    private long cards() {
        return line.replies(OsdpReply.RawCard.class).size();
    }
}
