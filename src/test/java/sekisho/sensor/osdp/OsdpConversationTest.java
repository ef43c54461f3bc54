package sekisho.sensor.osdp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import sekisho.simulation.reader.VirtualReader;
import sekisho.site.Bytes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Our end and the reader's, against each other in virtual time.
class OsdpConversationTest {
    private static final String CARD = "2a5f1c40";

    private final VirtualReader reader = new VirtualReader(5);
    private final VirtualLine line = new VirtualLine(reader);

    @Test
    void asksWhoTheReaderIsAndThenPollsIt() {
        line.talk(Duration.ofSeconds(1));
        assertThat(line.told.subList(0, 5))
                .satisfiesExactly(
                        first -> assertThat(reply(first)).isInstanceOf(OsdpReply.DeviceId.class),
                        then -> assertThat(reply(then)).isInstanceOf(OsdpReply.Capabilities.class),
                        then -> assertThat(then).isEqualTo(new OsdpAction.Online(5)),
                        then -> assertThat(reply(then)).isInstanceOf(OsdpReply.LocalStatus.class),
                        then -> assertThat(reply(then)).isInstanceOf(OsdpReply.InputStatus.class));
        assertThat(questions())
                .filteredOn(OsdpCommand.Poll.class::isInstance)
                .hasSizeBetween(25, 33);
        assertThat(line.actions(OsdpAction.Odd.class)).isEmpty();
    }

    @Test
    void countsSequenceNumbersFromZeroAndThenFromOneToThree() {
        line.talk(Duration.ofSeconds(1));
        assertThat(line.sent.stream().map(OsdpConversationTest::sequence).limit(8))
                .containsExactly(0, 1, 2, 3, 1, 2, 3, 1);
    }

    @Test
    void tellsACardOnce() {
        line.talk(Duration.ofSeconds(1));
        reader.present(26, CARD);
        line.talk(Duration.ofSeconds(1));
        assertThat(line.replies(OsdpReply.RawCard.class))
                .containsExactly(new OsdpReply.RawCard(0, 0, 26, Bytes.ofHex(CARD)));
    }

    @Test
    void tellsACardOnceWhenTheAnswerIsLostThreeTimes() {
        line.talk(Duration.ofSeconds(1));
        reader.present(26, CARD);
        int[] lost = {0};
        line.back =
                answer -> {
                    boolean card = answer.hex().contains(CARD);
                    return card && lost[0]++ < 3 ? Bytes.NONE : answer;
                };
        int before = line.sent.size();
        line.talk(Duration.ofSeconds(2));
        assertThat(line.replies(OsdpReply.RawCard.class)).hasSize(1);
        assertThat(lost[0]).isEqualTo(4);
        assertThat(line.sent.subList(before, line.sent.size()))
                .as("the same bytes four times")
                .anySatisfy(bytes ->
                        assertThat(line.sent).containsSequence(bytes, bytes, bytes, bytes));
        assertThat(line.actions(OsdpAction.Offline.class)).isEmpty();
    }

    @Test
    void repeatsACommandThatGotLostByteForByte() {
        line.talk(Duration.ofSeconds(1));
        boolean[] cut = {false};
        line.there =
                command -> {
                    cut[0] |= command.at(5) == 0x60;
                    return cut[0] ? Bytes.NONE : command;
                };
        line.talk(Duration.ofMillis(100));
        int before = line.sent.size();
        line.talk(Duration.ofSeconds(2));
        assertThat(line.sent.subList(before, line.sent.size()).stream().distinct()).hasSize(1);
        line.there = command -> command;
        line.talk(Duration.ofSeconds(1));
        assertThat(line.actions(OsdpAction.Online.class)).hasSize(1);
        assertThat(line.actions(OsdpAction.Offline.class)).isEmpty();
    }

    @Test
    void countsAReaderAsLostAfterEightSecondsOfSilenceAndOnce() {
        line.talk(Duration.ofSeconds(1));
        reader.silence(true);
        line.talk(Duration.ofMillis(7900));
        assertThat(line.actions(OsdpAction.Offline.class)).isEmpty();
        line.talk(Duration.ofMillis(100));
        assertThat(line.actions(OsdpAction.Offline.class))
                .containsExactly(new OsdpAction.Offline(5, "no answer for 8 s"));
        line.talk(Duration.ofMinutes(5));
        assertThat(line.actions(OsdpAction.Offline.class)).hasSize(1);
    }

    @Test
    void beginsAnewWhenALostReaderIsBack() {
        line.talk(Duration.ofSeconds(1));
        reader.silence(true);
        line.talk(Duration.ofMinutes(1));
        reader.silence(false);
        reader.present(26, CARD);
        line.sent.clear();
        line.talk(Duration.ofSeconds(2));
        assertThat(line.actions(OsdpAction.Online.class)).hasSize(2);
        assertThat(line.replies(OsdpReply.RawCard.class)).hasSize(1);
        assertThat(sequence(line.sent.getFirst())).isZero();
    }

    @Test
    void countsAReaderAsLostThatNeverAnswered() {
        reader.silence(true);
        line.talk(Duration.ofSeconds(9));
        assertThat(line.told).containsExactly(new OsdpAction.Offline(5, "no answer for 8 s"));
    }

    @Test
    void talksOnWithAReaderThatWasRestarted() {
        line.talk(Duration.ofSeconds(1));
        var fresh = new VirtualReader(5);
        fresh.present(26, CARD);
        var other = new VirtualLine(fresh);
        other.there = command -> sequence(command) == 0 ? Bytes.NONE : command;
        other.talk(Duration.ofSeconds(1));
        other.there = command -> command;
        other.talk(Duration.ofSeconds(2));
        assertThat(other.replies(OsdpReply.RawCard.class)).hasSize(1);
        assertThat(other.actions(OsdpAction.Offline.class)).isEmpty();
    }

    @Test
    void beginsAnewWhenTheReaderExpectedAnotherNumber() {
        line.talk(Duration.ofSeconds(1));
        int before = line.sent.size();
        line.back = _ -> frame(new OsdpReply.Nak(OsdpReply.Nak.SEQUENCE, Bytes.NONE), 2);
        line.talk(Duration.ofMillis(120));
        line.back = answer -> answer;
        line.talk(Duration.ofSeconds(1));
        assertThat(line.sent.subList(before, line.sent.size()))
                .anySatisfy(bytes -> assertThat(sequence(bytes)).isZero());
        assertThat(line.actions(OsdpAction.Offline.class)).isEmpty();
        assertThat(line.actions(OsdpAction.Online.class)).hasSize(1);
    }

    @Test
    void asksABusyReaderTheSameAgain() {
        line.talk(Duration.ofSeconds(1));
        line.back = _ -> frame(new OsdpReply.Busy(), 0);
        int before = line.sent.size();
        line.talk(Duration.ofSeconds(3));
        assertThat(line.sent.subList(before + 1, line.sent.size()).stream().distinct()).hasSize(1);
        assertThat(line.actions(OsdpAction.Odd.class)).isEmpty();
        line.back = answer -> answer;
        reader.present(26, CARD);
        line.talk(Duration.ofSeconds(1));
        assertThat(line.replies(OsdpReply.RawCard.class)).hasSize(1);
        assertThat(line.actions(OsdpAction.Offline.class)).isEmpty();
    }

    @Test
    void countsAReaderAsLostThatIsBusyForEver() {
        line.talk(Duration.ofSeconds(1));
        line.back = _ -> frame(new OsdpReply.Busy(), 0);
        line.talk(Duration.ofSeconds(9));
        assertThat(line.actions(OsdpAction.Offline.class))
                .containsExactly(new OsdpAction.Offline(5, "busy for 8 s"));
    }

    @Test
    void countsAReaderAsLostThatWantsASecureChannel() {
        var demanding = new VirtualLine(reader);
        demanding.back =
                _ -> frame(new OsdpReply.Nak(OsdpReply.Nak.SECURE_REQUIRED, Bytes.NONE), 0);
        demanding.talk(Duration.ofMinutes(1));
        assertThat(demanding.told)
                .containsExactly(
                        new OsdpAction.Offline(5, "refused: secure channel required for 8 s"));
    }

    @Test
    void isNotOnlineInTheClearWithAReaderThatWantsASecureChannel() {
        reader.key(Bytes.ofHex("9f3ac0125be87d44a6113f0c92d5e771"));
        line.talk(Duration.ofMinutes(1));
        assertThat(line.actions(OsdpAction.Online.class)).isEmpty();
        assertThat(line.actions(OsdpAction.Offline.class))
                .containsExactly(
                        new OsdpAction.Offline(5, "refused: secure channel required for 8 s"));
    }

    @Test
    void takesALateAnswerInsteadOfAskingAgain() {
        line.talk(Duration.ofSeconds(1));
        line.answersAfter = Duration.ofMillis(220);
        int before = line.sent.size();
        reader.present(26, CARD);
        line.talk(Duration.ofSeconds(2));
        for (int i = before + 1; i < line.sent.size(); i++) {
            assertThat(line.sent.get(i)).isNotEqualTo(line.sent.get(i - 1));
        }
        assertThat(line.replies(OsdpReply.RawCard.class)).hasSize(1);
        assertThat(line.actions(OsdpAction.Odd.class)).isEmpty();
    }

    @Test
    void goesOnWithoutWhatTheReaderRefuses() {
        line.back =
                answer ->
                        OsdpReplies.read(answer.at(5), Bytes.NONE) instanceof OsdpReply.Capabilities
                                ? frame(
                                        new OsdpReply.Nak(
                                                OsdpReply.Nak.UNKNOWN_COMMAND, Bytes.NONE),
                                        answer.at(4) & 3)
                                : answer;
        line.talk(Duration.ofSeconds(2));
        assertThat(line.actions(OsdpAction.Online.class)).hasSize(1);
        assertThat(line.actions(OsdpAction.Odd.class))
                .singleElement()
                .satisfies(odd -> assertThat(odd.reason()).contains("unknown command"));
    }

    @Test
    void goesOnWithoutWhatTheReaderNeverAnswers() {
        line.there = command -> command.at(5) == 0x62 ? Bytes.NONE : command;
        line.talk(Duration.ofSeconds(5));
        assertThat(line.actions(OsdpAction.Online.class)).hasSize(1);
        assertThat(line.actions(OsdpAction.Offline.class)).isEmpty();
        reader.present(26, CARD);
        line.talk(Duration.ofSeconds(1));
        assertThat(line.replies(OsdpReply.RawCard.class)).hasSize(1);
    }

    @Test
    void greetsAReaderByAPollThatKnowsNoOtherBeginning() {
        boolean[] polled = {false};
        line.there =
                command -> {
                    polled[0] |= command.at(5) == 0x60;
                    return polled[0] ? command : Bytes.NONE;
                };
        line.talk(Duration.ofSeconds(6));
        assertThat(line.actions(OsdpAction.Online.class)).hasSize(1);
        assertThat(line.replies(OsdpReply.DeviceId.class)).hasSize(1);
    }

    @Test
    void greetsAReaderThatIsLostByNothingThatCouldCostARead() {
        line.talk(Duration.ofSeconds(1));
        reader.silence(true);
        line.talk(Duration.ofSeconds(10));
        line.sent.clear();
        line.talk(Duration.ofSeconds(20));
        assertThat(questions()).isNotEmpty().allMatch(OsdpCommand.Identify.class::isInstance);
    }

    @Test
    void believesNoReplyUnderAnotherNumber() {
        line.talk(Duration.ofSeconds(1));
        var card = new OsdpReply.RawCard(0, 0, 26, Bytes.ofHex(CARD));
        line.back =
                answer ->
                        OsdpReplies.frame(card, 5, (answer.at(4) & 3) % 3 + 1)
                                .encoded()
                                .then(answer);
        line.talk(Duration.ofSeconds(1));
        assertThat(line.replies(OsdpReply.RawCard.class)).isEmpty();
        assertThat(line.actions(OsdpAction.Odd.class))
                .isNotEmpty()
                .allSatisfy(odd -> assertThat(odd.reason()).startsWith("a reply numbered"));
    }

    @Test
    void givesEveryReaderOfASlowLineItsTurn() {
        var readers = new VirtualReader[10];
        for (int i = 0; i < readers.length; i++) {
            readers[i] = new VirtualReader(i);
        }
        var crowded = new VirtualLine(readers);
        crowded.answersAfter = Duration.ofMillis(40);
        crowded.talk(Duration.ofSeconds(10));
        crowded.sent.clear();
        crowded.talk(Duration.ofSeconds(10));
        for (int address = 0; address < readers.length; address++) {
            int wanted = address;
            assertThat(crowded.sent.stream().filter(bytes -> bytes.at(1) == wanted).count())
                    .as("reader %d", address)
                    .isBetween(23L, 27L);
        }
    }

    @Test
    void takesAnAnswerThatComesLateOnce() {
        line.talk(Duration.ofSeconds(1));
        line.answersAfter = Duration.ofMillis(230);
        reader.present(26, CARD);
        line.talk(Duration.ofSeconds(3));
        line.answersAfter = Duration.ofMillis(3);
        line.talk(Duration.ofSeconds(1));
        assertThat(line.replies(OsdpReply.RawCard.class)).hasSize(1);
        assertThat(line.actions(OsdpAction.Offline.class)).isEmpty();
    }

    @Test
    void asksForCardsEvenWhenTheLineIsTooSlowForItsInputs() {
        var slow = new VirtualLine(reader);
        slow.answersAfter = Duration.ofMillis(190);
        slow.talk(Duration.ofSeconds(3));
        reader.present(26, CARD);
        slow.talk(Duration.ofSeconds(1));
        assertThat(slow.replies(OsdpReply.RawCard.class)).hasSize(1);
    }

    @Test
    void leavesTheOthersAloneWhenOneReaderIsDead() {
        var dead = new VirtualReader(1);
        dead.silence(true);
        var two = new VirtualLine(dead, reader);
        two.talk(Duration.ofSeconds(20));
        two.told.clear();
        two.sent.clear();
        two.talk(Duration.ofSeconds(10));
        assertThat(two.sent.stream().filter(bytes -> bytes.at(1) == 1)).hasSizeBetween(5, 12);
        assertThat(two.sent.stream().filter(bytes -> bytes.at(1) == 5)).hasSizeGreaterThan(120);
        assertThat(two.actions(OsdpAction.Offline.class)).isEmpty();
    }

    @Test
    void tellsOfNoiseAndStillReadsTheCard() {
        line.talk(Duration.ofSeconds(1));
        reader.present(26, CARD);
        line.back = answer -> Bytes.ofHex("0055").then(answer);
        line.talk(Duration.ofSeconds(1));
        assertThat(line.replies(OsdpReply.RawCard.class)).hasSize(1);
        assertThat(line.actions(OsdpAction.Odd.class))
                .contains(new OsdpAction.Odd(null, "no start of a frame", Bytes.ofHex("0055")));
    }

    @Test
    void readsAnAnswerBehindABrokenOne() {
        line.talk(Duration.ofSeconds(1));
        reader.present(26, CARD);
        line.back = answer -> Bytes.ofHex("5385a005").then(answer);
        line.talk(Duration.ofSeconds(3));
        assertThat(line.replies(OsdpReply.RawCard.class)).hasSize(1);
        assertThat(line.actions(OsdpAction.Offline.class)).isEmpty();
    }

    @Test
    void noticesTheCommandsOfAnotherControlPanelButNotItsOwnEcho() {
        line.back = answer -> line.sent.getLast().then(answer);
        line.talk(Duration.ofSeconds(1));
        assertThat(line.actions(OsdpAction.Odd.class)).isEmpty();
        line.intrude(OsdpCommands.frame(new OsdpCommand.Poll(), 9, 1).encoded());
        line.talk(Duration.ofSeconds(1));
        assertThat(line.actions(OsdpAction.Odd.class))
                .singleElement()
                .satisfies(odd -> assertThat(odd.reason()).contains("another control panel"));
    }

    @Test
    void noticesRepliesThatNobodyAskedFor() {
        line.talk(Duration.ofSeconds(1));
        line.intrude(OsdpReplies.frame(new OsdpReply.Ack(), 7, 1).encoded());
        line.talk(Duration.ofSeconds(1));
        assertThat(line.actions(OsdpAction.Odd.class))
                .singleElement()
                .satisfies(odd -> assertThat(odd.reason()).contains("not configured"));
    }

    @Test
    void losesEveryReaderWithTheLineAndFindsThemAgain() {
        var two = new VirtualLine(new VirtualReader(1), reader);
        two.talk(Duration.ofSeconds(1));
        two.bus.lost("the line is gone", two.now, two.told::add);
        two.bus.lost("the line is gone", two.now, two.told::add);
        assertThat(two.actions(OsdpAction.Offline.class)).hasSize(2);
        two.bus.opened(two.now);
        two.talk(Duration.ofSeconds(1));
        assertThat(two.actions(OsdpAction.Online.class)).hasSize(4);
    }

    @Test
    void showsASignalAtOnce() {
        line.talk(Duration.ofSeconds(1));
        line.bus.signal(
                5, new OsdpCommand.Shine(0, 0, OsdpCommand.Color.GREEN, 10, 0, 10), line.now);
        line.talk(Duration.ofMillis(10));
        assertThat(reader.shown()).isEqualTo(OsdpCommand.Color.GREEN);
    }

    @Test
    void pollsAReaderRightAfterWhateverElseItAskedIt() {
        var two = new VirtualLine(new VirtualReader(1), reader);
        two.answersAfter = Duration.ofMillis(60);
        two.talk(Duration.ofSeconds(20));
        for (int i = 1; i < two.sent.size(); i++) {
            Bytes before = two.sent.get(i - 1);
            if (before.at(5) == 0x64 || before.at(5) == 0x65) {
                assertThat(two.sent.get(i).at(1)).isEqualTo(before.at(1));
            }
        }
        assertThat(two.sent.stream().filter(bytes -> bytes.at(5) == 0x65))
                .as("inputs are put off on a crowded line, but not for ever")
                .hasSizeBetween(30, 46);
    }

    @Test
    void readsEveryCardOfAReaderThatHasOneEveryTwentyMilliseconds() {
        line.talk(Duration.ofSeconds(1));
        for (int i = 1; i <= 500; i++) {
            reader.present(26, "%06x00".formatted(i));
            line.talk(Duration.ofMillis(20));
        }
        line.talk(Duration.ofMillis(100));
        assertThat(line.replies(OsdpReply.RawCard.class))
                .extracting(card -> card.data().hex())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 500).mapToObj("%06x00"::formatted).toList());
    }

    @Test
    void showsATextWhereThereIsADisplayAndNowhereElse() {
        line.talk(Duration.ofSeconds(1));
        OsdpSignals.recognised().forEach(signal -> line.bus.signal(5, signal, line.now));
        line.talk(Duration.ofSeconds(1));
        assertThat(reader.read()).isEmpty();
        var other = new VirtualReader(5);
        other.display(true);
        var displayed = new VirtualLine(other);
        displayed.talk(Duration.ofSeconds(1));
        OsdpSignals.recognised().forEach(signal -> displayed.bus.signal(5, signal, displayed.now));
        displayed.talk(Duration.ofSeconds(1));
        assertThat(other.read()).isEqualTo("Card accepted");
        assertThat(displayed.actions(OsdpAction.Odd.class)).isEmpty();
    }

    @Test
    void showsTheLatestDecisionWhenSeveralWait() {
        line.talk(Duration.ofSeconds(1));
        for (var color : OsdpCommand.Color.values()) {
            line.bus.signal(5, new OsdpCommand.Shine(0, 0, color, 10, 0, 10), line.now);
        }
        line.sent.clear();
        line.talk(Duration.ofSeconds(1));
        assertThat(line.sent.stream().filter(sent -> sent.at(5) == 0x69)).hasSizeBetween(1, 2);
        assertThat(reader.shown()).isEqualTo(OsdpCommand.Color.BLUE);
    }

    @Test
    void tellsEveryCardExactlyOnceAndInOrderOnAnyBadLine() {
        for (long seed = 1; seed <= 200; seed++) {
            var random = new Random(seed);
            var some = new VirtualReader(3);
            var bad = new VirtualLine(some, new VirtualReader(4));
            bad.talk(Duration.ofSeconds(1));
            double loss = random.nextDouble(0.3);
            bad.there = bytes -> mishandled(bytes, loss, random);
            bad.back = bytes -> mishandled(bytes, loss, random);
            var presented = new ArrayList<String>();
            for (int i = 0; i < 20; i++) {
                bad.talk(Duration.ofMillis(random.nextInt(500)));
                String card = "%06x00".formatted(i + 1);
                some.present(26, card);
                presented.add(card);
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

    private static Bytes mishandled(Bytes bytes, double loss, Random random) {
        if (random.nextDouble() > loss) {
            return bytes;
        }
        if (random.nextBoolean()) {
            return Bytes.NONE;
        }
        byte[] broken = bytes.toArray();
        broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
        return Bytes.of(broken);
    }

    private List<OsdpCommand> questions() {
        return line.sent.stream()
                .map(bytes -> OsdpCommands.read(bytes.at(5), bytes.part(6, bytes.size() - 2)))
                .toList();
    }

    private static OsdpReply reply(OsdpAction action) {
        return ((OsdpAction.Told) action).reply();
    }

    private static int sequence(Bytes frame) {
        return frame.at(4) & 3;
    }

    private static Bytes frame(OsdpReply reply, int sequence) {
        return OsdpReplies.frame(reply, 5, sequence).encoded();
    }
}
