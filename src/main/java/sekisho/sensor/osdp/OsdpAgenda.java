package sekisho.sensor.osdp;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/// What a reader is asked while it is in conversation: how it is, its inputs, and else polls.
///
/// Cards are told in answer to polls, so nothing may keep polls waiting: on a line where others
/// take all of its time the rest is put off, but not for ever, and a poll follows it at once.
final class OsdpAgenda {
    static final Duration POLL_EVERY = Duration.ofMillis(50);

    /// How often inputs are asked for, unless the reader tells changes by itself.
    static final Duration INPUTS_EVERY = Duration.ofMillis(200);

    static final Duration STATUS_EVERY = Duration.ofSeconds(5);

    /// How long what is no poll is put off on a crowded line.
    static final Duration PUT_OFF_MAX = Duration.ofMillis(800);

    /// Keeps readers that came at the same moment from being due at the same moment for ever.
    private static final Duration APART = Duration.ofMillis(130);

    private static final int SIGNALS_MAX = 8;

    private final boolean inputsWanted;
    private final Duration statusEvery;
    private final OsdpRefusals refusals;
    private final Deque<OsdpCommand> signals = new ArrayDeque<>();

    private boolean tellsInputs;
    private boolean hasInputs = true;
    private Instant inputsAt = Instant.MIN;
    private Instant statusAt = Instant.MIN;
    private boolean polled;
    private boolean greeting;
    private boolean more;

    OsdpAgenda(OsdpReaderConfig config, OsdpRefusals refusals) {
        this.inputsWanted = config.contactInput() != null || config.exitInput() != null;
        this.statusEvery = STATUS_EVERY.plus(APART.multipliedBy(config.address() % 16));
        this.refusals = refusals;
    }

    /// The reader is in conversation: first of all, how is it?
    void begin() {
        statusAt = Instant.MIN;
        inputsAt = Instant.MIN;
        greeting = true;
    }

    /// A signal for the person at the reader; the oldest is dropped for a ninth.
    void signal(OsdpCommand command) {
        if (signals.size() == SIGNALS_MAX) {
            signals.remove();
        }
        signals.add(command);
    }

    /// Forgets everything about a reader that is lost.
    void forget() {
        signals.clear();
        tellsInputs = false;
        hasInputs = true;
    }

    /// What to ask next.
    ///
    /// @param crowded whether the line carries as much as it can
    OsdpCommand next(Instant now, boolean crowded) {
        if (greeting || polled) {
            OsdpCommand other = otherThanPoll(now, crowded && !greeting);
            if (other != null) {
                polled = false;
                return refusals.orPoll(other);
            }
        }
        greeting = false;
        polled = true;
        return new OsdpCommand.Poll();
    }

    private @Nullable OsdpCommand otherThanPoll(Instant now, boolean crowded) {
        if (!greeting && !signals.isEmpty()) {
            return signals.poll();
        }
        Instant due = crowded ? now.minus(PUT_OFF_MAX) : now;
        if (!due.isBefore(statusAt)) {
            statusAt = now.plus(statusEvery);
            return new OsdpCommand.AskLocalStatus();
        }
        if (inputsWanted && hasInputs && !due.isBefore(inputsAt)) {
            inputsAt = now.plus(tellsInputs ? statusEvery : INPUTS_EVERY);
            return new OsdpCommand.AskInputs();
        }
        return null;
    }

    /// Whether the poll is still due that follows everything else.
    boolean owesPoll() {
        return !polled;
    }

    /// Takes what a reply tells about the reader.
    void answered(OsdpCommand question, OsdpReply reply) {
        boolean toPoll = question instanceof OsdpCommand.Poll;
        more = toPoll && !(reply instanceof OsdpReply.Ack);
        if (reply instanceof OsdpReply.Capabilities capabilities) {
            hasInputs = capabilities.number(OsdpReply.Capability.CONTACTS) > 0;
        } else if (reply instanceof OsdpReply.InputStatus) {
            hasInputs = true;
            tellsInputs |= toPoll;
        }
    }

    /// When the next question is due: at once if somebody waits, or a poll, or if the reader had
    /// something to tell and may have more.
    Instant dueAfter(Instant now) {
        boolean atOnce = greeting || !polled || more || !signals.isEmpty();
        return atOnce ? now : now.plus(POLL_EVERY);
    }
}
