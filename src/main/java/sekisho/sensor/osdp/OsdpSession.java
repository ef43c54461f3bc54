package sekisho.sensor.osdp;

import org.jspecify.annotations.Nullable;

import sekisho.site.Bytes;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/// The conversation with one reader: time and replies in, actions out.
///
/// It greets the reader with sequence number 0 and asks who it is, what it can do and how it is,
/// and then polls. A command that was not answered is repeated, byte for byte, under its own
/// number; the reader answers such a repetition from memory, so that a read is told once. The time
/// is a steady one that nobody sets; [OsdpBus] says when it is this reader's turn.
final class OsdpSession {
    static final Duration POLL_EVERY = Duration.ofMillis(50);
    static final Duration REPLY_WITHIN = Duration.ofMillis(200);

    /// How often a reader is called that does not answer.
    static final Duration CALL_EVERY = Duration.ofSeconds(1);

    /// How often inputs are asked for, unless the reader tells changes by itself.
    static final Duration INPUTS_EVERY = Duration.ofMillis(200);

    /// On a slow line every turn might come later than that; cards must not wait for inputs.
    private static final int POLLS_BETWEEN = 3;

    static final Duration STATUS_EVERY = Duration.ofSeconds(5);

    /// After so many repetitions of anything but a poll we begin anew, without it the second time.
    private static final int REPEATS_MAX = 5;

    private static final int SIGNALS_MAX = 8;

    private static final String SILENCE = "no answer";

    /// Some readers want a poll before anything else. A poll under number 0 can cost a read,
    /// because nothing but a number above 0 is answered from memory; so it is the exception.
    private static final int GREETED_BY_POLL_EVERY = 4;

    private enum Step {
        GREET,
        IDENTIFY,
        CAPABILITIES,
        CHALLENGE,
        PROVE,
        SET_KEY,
        LOCAL_STATUS,
        INPUTS,
        POLL
    }

    private final int address;
    private final boolean inputsWanted;
    private final Duration offlineAfter;
    private final Duration replyWithin;
    private final @Nullable SecureSetup setup;

    private final Deque<OsdpCommand> signals = new ArrayDeque<>();
    private final Set<Class<?>> refused = new HashSet<>();
    private @Nullable Class<?> doubted;

    private Step step = Step.GREET;
    private @Nullable SecureChannel channel;
    private int sequence;
    private @Nullable OsdpCommand asked;
    private Bytes sent = Bytes.NONE;
    private boolean awaiting;
    private @Nullable Bytes keyToSet;
    private int repeats;
    private int greetings;
    private int pollsSinceInputs;
    private boolean greetedByIdentify;
    private boolean online;
    private boolean lost;
    private boolean tellsInputs;
    private boolean hasInputs = true;
    private String trouble = SILENCE;
    private Instant dueAt = Instant.MIN;
    private Instant lastGood = Instant.MIN;
    private Instant inputsAt = Instant.MIN;
    private Instant statusAt = Instant.MIN;

    /// @param onTheLine how long the bytes of a command and its reply may take to travel
    /// @param setup the way to a secure channel; null: all is said in the clear
    OsdpSession(OsdpReaderConfig config, Duration onTheLine, @Nullable SecureSetup setup) {
        this.setup = setup;
        this.address = config.address();
        this.inputsWanted = config.contactInput() != null || config.exitInput() != null;
        this.offlineAfter = config.offlineAfter();
        this.replyWithin = REPLY_WITHIN.plus(onTheLine);
    }

    int address() {
        return address;
    }

    /// Whether a command is out and its answer may still come.
    boolean isAwaiting() {
        return awaiting;
    }

    /// When it is next of use to call [#elapse].
    Instant dueAt() {
        Instant silent = silentAt();
        return silent.isBefore(dueAt) ? silent : dueAt;
    }

    /// The line is there.
    void begin(Instant now) {
        restart(now);
        lastGood = now;
    }

    /// The line is gone.
    void cut(String reason, Instant now, Consumer<OsdpAction> out) {
        goOffline(reason, now, out);
    }

    /// A signal for the person at the reader, as soon as may be; the oldest is dropped for a ninth.
    void signal(OsdpCommand command, Instant now) {
        if (!online || refused.contains(command.getClass())) {
            return;
        }
        if (signals.size() == SIGNALS_MAX) {
            signals.remove();
        }
        signals.add(command);
        if (!awaiting) {
            dueAt = now;
        }
    }

    /// Says what is due: a command, its repetition, or that the reader is lost.
    void elapse(Instant now, Consumer<OsdpAction> out) {
        if (!now.isBefore(silentAt())) {
            goOffline(trouble + " for " + offlineAfter.toSeconds() + " s", now, out);
            return;
        }
        if (now.isBefore(dueAt)) {
            return;
        }
        if (awaiting) {
            trouble = SILENCE;
            overdue(now, out);
            return;
        }
        if (asked == null) {
            asked = next(now);
            OsdpFrame frame = OsdpCommands.frame(asked, address, sequence);
            sent = (channel == null ? frame : channel.seal(frame)).encoded();
        }
        awaiting = true;
        dueAt = now.plus(replyWithin);
        out.accept(new OsdpAction.Send(sent));
    }

    /// Takes a reply that carries this reader's address.
    void received(OsdpFrame frame, Instant now, Consumer<OsdpAction> out) {
        if (!awaiting || asked == null) {
            odd("a reply that nobody waits for", frame, out);
        } else if (channel == null) {
            if (frame.isSecured() && step != Step.CHALLENGE && step != Step.PROVE) {
                odd("a secured reply without a secure channel", frame, out);
                return;
            }
            judge(frame, setup != null, asked, now, out);
        } else if (!frame.isSecured()) {
            judge(frame, true, asked, now, out);
        } else if (frame.sequence() != sequence) {
            outOfTurn(frame, out);
        } else {
            OsdpFrame opened = channel.open(frame);
            if (opened == null) {
                odd("a reply whose MAC does not hold", frame, out);
            } else {
                judge(opened, false, asked, now, out);
            }
        }
    }

    private void judge(
            OsdpFrame frame,
            boolean exposed,
            OsdpCommand question,
            Instant now,
            Consumer<OsdpAction> out) {
        OsdpReply reply = OsdpReplies.read(frame.code(), frame.data());
        if (reply instanceof OsdpReply.Busy) {
            trouble = "busy";
            repeat(now);
        } else if (reply instanceof OsdpReply.Nak nak) {
            refused(nak, exposed, question, now, out);
        } else if (frame.sequence() != sequence) {
            outOfTurn(frame, out);
        } else if (exposed && !mayBeSaidInTheClear(reply)) {
            odd("said in the clear what belongs on a secure channel", frame, out);
        } else if (step == Step.CHALLENGE || step == Step.PROVE) {
            shakeHands(reply, frame.block(), question, now, out);
        } else if (step == Step.SET_KEY) {
            keySet(reply, now, out);
        } else {
            answered(reply, question, now, out);
        }
    }

    /// Who a reader is and its half of a handshake are never secret. Some acknowledge a new key in
    /// the clear; whether they have it, the next handshake tells.
    private boolean mayBeSaidInTheClear(OsdpReply reply) {
        return switch (reply) {
            case OsdpReply.DeviceId _,
                    OsdpReply.Capabilities _,
                    OsdpReply.Challenged _,
                    OsdpReply.Proven _ ->
                    true;
            case OsdpReply.Ack _ -> step == Step.GREET || step == Step.SET_KEY;
            default -> false;
        };
    }

    private void shakeHands(
            OsdpReply reply,
            Bytes block,
            OsdpCommand question,
            Instant now,
            Consumer<OsdpAction> out) {
        SecureSetup shaking = setup();
        String fault = "no answer to a handshake";
        if (step == Step.CHALLENGE && reply instanceof OsdpReply.Challenged challenged) {
            fault = shaking.judge(challenged, block);
        } else if (step == Step.PROVE && reply instanceof OsdpReply.Proven proven) {
            channel = shaking.establish(proven, block);
            fault = channel == null ? "a handshake whose end does not hold" : null;
        }
        if (fault == null) {
            advance(question, now, out);
        } else {
            fail(fault, now, out);
        }
    }

    private void keySet(OsdpReply reply, Instant now, Consumer<OsdpAction> out) {
        if (reply instanceof OsdpReply.Ack) {
            setup().reset();
            restart(now);
        } else {
            fail("a new key is not acknowledged", now, out);
        }
    }

    /// This key leads to no channel: on to the next one, after the last one with a pause.
    private void fail(String why, Instant now, Consumer<OsdpAction> out) {
        trouble = why;
        out.accept(new OsdpAction.Odd(address, why, Bytes.NONE));
        restart(setup().tryNext() ? now : now.plus(CALL_EVERY));
    }

    private SecureSetup setup() {
        if (setup == null) {
            throw new IllegalStateException("reader " + address + " talks in the clear");
        }
        return setup;
    }

    private void answered(
            OsdpReply reply, OsdpCommand question, Instant now, Consumer<OsdpAction> out) {
        if (setup == null || channel != null) {
            lastGood = now;
            trouble = SILENCE;
        }
        if (question instanceof OsdpCommand.Poll && reply instanceof OsdpReply.InputStatus) {
            tellsInputs = true;
        }
        if (reply instanceof OsdpReply.Capabilities capabilities) {
            hasInputs = capabilities.number(OsdpReply.Capability.CONTACTS) > 0;
        } else if (reply instanceof OsdpReply.InputStatus) {
            hasInputs = true;
        }
        switch (reply) {
            case OsdpReply.Ack _ -> {}
            case OsdpReply.Unread(int code, Bytes data) ->
                    out.accept(new OsdpAction.Odd(address, "unknown reply " + code, data));
            case OsdpReply.Malformed(int code, Bytes data, String reason) ->
                    out.accept(new OsdpAction.Odd(address, "reply " + code + ": " + reason, data));
            default -> out.accept(new OsdpAction.Told(address, reply));
        }
        advance(question, now, out);
    }

    private void refused(
            OsdpReply.Nak nak,
            boolean exposed,
            OsdpCommand question,
            Instant now,
            Consumer<OsdpAction> out) {
        trouble = "refused: " + nak.words();
        switch (nak.reason()) {
            case OsdpReply.Nak.CHECK -> overdue(now, out);
            case OsdpReply.Nak.SEQUENCE -> restart(now.plus(POLL_EVERY));
            default -> {
                boolean secure = step == Step.CHALLENGE || step == Step.PROVE;
                if (secure || step == Step.SET_KEY) {
                    fail(trouble, now, out);
                } else if (step == Step.GREET || exposed && channel != null) {
                    restart(now.plus(POLL_EVERY));
                } else if (question instanceof OsdpCommand.Poll) {
                    nextNumber();
                    settle(now.plus(POLL_EVERY));
                } else {
                    lastGood = now;
                    giveUp(question, out);
                    advance(question, now, out);
                }
            }
        }
    }

    /// The number is used up, the question dealt with: on to the next step.
    private void advance(OsdpCommand question, Instant now, Consumer<OsdpAction> out) {
        if (step == Step.CAPABILITIES && setup != null && !setup.begin(now)) {
            trouble = "no key for this reader";
            restart(now.plus(CALL_EVERY));
            return;
        }
        nextNumber();
        settle(now.plus(step == Step.POLL ? POLL_EVERY : Duration.ZERO));
        step =
                switch (step) {
                    case GREET -> greeted(question);
                    case IDENTIFY -> Step.CAPABILITIES;
                    case CAPABILITIES -> setup == null ? established(now, out) : Step.CHALLENGE;
                    case CHALLENGE -> Step.PROVE;
                    case PROVE -> proven(now, out);
                    case SET_KEY -> Step.GREET;
                    case LOCAL_STATUS -> inputsWanted ? Step.INPUTS : Step.POLL;
                    case INPUTS, POLL -> Step.POLL;
                };
        if (question.getClass() == doubted) {
            doubted = null;
        }
        if (!signals.isEmpty()) {
            dueAt = now;
        }
    }

    private Step proven(Instant now, Consumer<OsdpAction> out) {
        try {
            keyToSet = setup().keyToSet();
            if (keyToSet != null) {
                return Step.SET_KEY;
            }
            setup().confirm();
            return established(now, out);
        } catch (IOException e) {
            fail("keys can't be kept: " + e.getMessage(), now, out);
            return Step.GREET;
        }
    }

    private Step established(Instant now, Consumer<OsdpAction> out) {
        lastGood = now;
        if (!online) {
            online = true;
            lost = false;
            out.accept(new OsdpAction.Online(address));
        }
        return Step.LOCAL_STATUS;
    }

    private Step greeted(OsdpCommand question) {
        greetings = 0;
        greetedByIdentify = question instanceof OsdpCommand.Identify;
        return greetedByIdentify ? Step.CAPABILITIES : Step.IDENTIFY;
    }

    /// What to ask next. Steps whose question the reader refuses are passed over.
    private OsdpCommand next(Instant now) {
        return switch (step) {
            case GREET -> greeting();
            case IDENTIFY -> orPoll(new OsdpCommand.Identify());
            case CAPABILITIES -> orPoll(new OsdpCommand.AskCapabilities());
            case CHALLENGE -> setup().challenge();
            case PROVE -> setup().prove();
            case SET_KEY -> new OsdpCommand.SetKey(Objects.requireNonNull(keyToSet));
            case LOCAL_STATUS -> {
                statusAt = now.plus(STATUS_EVERY);
                yield orPoll(new OsdpCommand.AskLocalStatus());
            }
            case INPUTS -> inputs(now);
            case POLL -> {
                OsdpCommand signal = signals.poll();
                if (signal != null) {
                    yield orPoll(signal);
                }
                if (!now.isBefore(statusAt)) {
                    statusAt = now.plus(STATUS_EVERY);
                    yield orPoll(new OsdpCommand.AskLocalStatus());
                }
                boolean askInputs =
                        inputsWanted
                                && hasInputs
                                && pollsSinceInputs >= POLLS_BETWEEN
                                && !now.isBefore(inputsAt);
                pollsSinceInputs++;
                yield askInputs ? inputs(now) : new OsdpCommand.Poll();
            }
        };
    }

    private OsdpCommand greeting() {
        greetings++;
        boolean byPoll = !greetedByIdentify && greetings % GREETED_BY_POLL_EVERY == 0;
        return byPoll ? new OsdpCommand.Poll() : new OsdpCommand.Identify();
    }

    private OsdpCommand inputs(Instant now) {
        pollsSinceInputs = 0;
        inputsAt = now.plus(tellsInputs ? STATUS_EVERY : INPUTS_EVERY);
        return orPoll(new OsdpCommand.AskInputs());
    }

    private OsdpCommand orPoll(OsdpCommand command) {
        return refused.contains(command.getClass()) ? new OsdpCommand.Poll() : command;
    }

    /// The same again, a little later. A busy reader may take its time, but not for ever.
    private void repeat(Instant now) {
        awaiting = false;
        dueAt = now.plus(POLL_EVERY);
    }

    private void overdue(Instant now, Consumer<OsdpAction> out) {
        OsdpCommand question = asked;
        if (step == Step.GREET) {
            settle(now.plus(CALL_EVERY));
            return;
        }
        repeats++;
        repeat(now);
        if (repeats < REPEATS_MAX || question == null || question instanceof OsdpCommand.Poll) {
            return;
        }
        if (question.getClass() == doubted) {
            giveUp(question, out);
        }
        doubted = question.getClass();
        restart(dueAt);
    }

    /// When the reader will have been silent, or useless, for too long; never, once it is lost.
    private Instant silentAt() {
        return lost ? Instant.MAX : lastGood.plus(offlineAfter);
    }

    private void goOffline(String reason, Instant now, Consumer<OsdpAction> out) {
        if (!lost) {
            out.accept(new OsdpAction.Offline(address, reason));
        }
        lost = true;
        online = false;
        trouble = SILENCE;
        refused.clear();
        doubted = null;
        tellsInputs = false;
        hasInputs = true;
        signals.clear();
        restart(now.plus(CALL_EVERY));
    }

    /// Asks this no more until the reader comes back. A reader without lamps is nothing to report.
    private void giveUp(OsdpCommand question, Consumer<OsdpAction> out) {
        boolean signal =
                question instanceof OsdpCommand.Shine || question instanceof OsdpCommand.Sound;
        if (refused.add(question.getClass()) && !signal) {
            String what = question.getClass().getSimpleName() + " is given up: " + trouble;
            out.accept(new OsdpAction.Odd(address, what, sent));
        }
    }

    private void restart(Instant next) {
        step = Step.GREET;
        channel = null;
        sequence = 0;
        settle(next);
    }

    private void settle(Instant next) {
        asked = null;
        awaiting = false;
        repeats = 0;
        dueAt = next;
    }

    private void nextNumber() {
        sequence = sequence % 3 + 1;
    }

    private void outOfTurn(OsdpFrame frame, Consumer<OsdpAction> out) {
        odd("a reply numbered " + frame.sequence() + ", not " + sequence, frame, out);
    }

    private void odd(String reason, OsdpFrame frame, Consumer<OsdpAction> out) {
        out.accept(new OsdpAction.Odd(address, reason, frame.encoded()));
    }
}
