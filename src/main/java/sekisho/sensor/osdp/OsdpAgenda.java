package sekisho.sensor.osdp;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/// What a reader is asked while it is in conversation: how it is, its inputs, and else polls.
///
/// Cards are told in answer to polls, so nothing may keep polls waiting: on a crowded line the rest
/// is put off until there is room ([OsdpBus]), and a poll follows it at once.
final class OsdpAgenda {
    static final Duration POLL_EVERY = Duration.ofMillis(30);

    /// How often inputs are asked for, unless the reader tells changes by itself.
    static final Duration INPUTS_EVERY = Duration.ofMillis(200);

    static final Duration STATUS_EVERY = Duration.ofSeconds(5);

    private final boolean inputsWanted;
    private final OsdpRefusals refusals;
    private final Deque<OsdpCommand> signals = new ArrayDeque<>();

    private boolean tellsInputs;
    private boolean hasInputs = true;
    private boolean hasDisplay;
    private Instant inputsAt = Instant.MIN;
    private Instant statusAt = Instant.MIN;
    private boolean polled;
    private boolean greeting;
    private boolean news;

    OsdpAgenda(OsdpReaderConfig config, OsdpRefusals refusals) {
        this.inputsWanted = config.contactInput() != null || config.exitInput() != null;
        this.refusals = refusals;
    }

    /// The reader is in conversation: first of all, how is it?
    void begin() {
        statusAt = Instant.MIN;
        inputsAt = Instant.MIN;
        greeting = true;
    }

    /// A signal for the person at the reader, in place of an older one of its kind that was not
    /// shown yet; a text only where there is a display.
    void signal(OsdpCommand command) {
        if (command instanceof OsdpCommand.Show && !hasDisplay) {
            return;
        }
        signals.removeIf(older -> older.getClass() == command.getClass());
        signals.add(command);
    }

    /// Forgets everything about a reader that is lost.
    void forget() {
        signals.clear();
        tellsInputs = false;
        hasInputs = true;
        hasDisplay = false;
    }

    /// What to ask next.
    ///
    /// @param room whether there is time for anything but a poll and a signal
    OsdpCommand next(Instant now, boolean room) {
        if (greeting || polled) {
            OsdpCommand other = otherThanPoll(now, room || greeting);
            if (other != null) {
                polled = false;
                return refusals.orPoll(other);
            }
        }
        greeting = false;
        polled = true;
        return new OsdpCommand.Poll();
    }

    private @Nullable OsdpCommand otherThanPoll(Instant now, boolean room) {
        if (!greeting && !signals.isEmpty()) {
            return signals.poll();
        }
        if (!room) {
            return null;
        }
        if (!now.isBefore(statusAt)) {
            statusAt = now.plus(STATUS_EVERY);
            return new OsdpCommand.AskLocalStatus();
        }
        if (asksInputs() && !now.isBefore(inputsAt)) {
            inputsAt = now.plus(tellsInputs ? STATUS_EVERY : INPUTS_EVERY);
            return new OsdpCommand.AskInputs();
        }
        return null;
    }

    /// Whether the reader had something to tell when it was polled last.
    boolean hasNews() {
        return news;
    }

    private boolean asksInputs() {
        return inputsWanted && hasInputs;
    }

    /// When the next question is due that is no poll.
    Instant wantsMoreAt() {
        return asksInputs() && inputsAt.isBefore(statusAt) ? inputsAt : statusAt;
    }

    /// Whether the poll is still due that follows everything else.
    boolean owesPoll() {
        return !polled;
    }

    /// Takes what a reply tells about the reader.
    void answered(OsdpCommand question, OsdpReply reply) {
        boolean toPoll = question instanceof OsdpCommand.Poll;
        news = toPoll && !(reply instanceof OsdpReply.Ack);
        if (reply instanceof OsdpReply.Capabilities capabilities) {
            hasInputs = capabilities.number(OsdpReply.Capability.CONTACTS) > 0;
            hasDisplay = capabilities.compliance(OsdpReply.Capability.TEXT) > 0;
        } else if (reply instanceof OsdpReply.InputStatus) {
            hasInputs = true;
            tellsInputs |= toPoll;
        }
    }

    /// When the next question is due: at once if somebody waits, or a poll, or if the reader had
    /// something to tell and may have more.
    Instant dueAfter(Instant now) {
        boolean atOnce = greeting || !polled || news || !signals.isEmpty();
        return atOnce ? now : now.plus(POLL_EVERY);
    }
}
