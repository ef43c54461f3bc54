package sekisho.sensor.osdp;

import org.jspecify.annotations.Nullable;

import sekisho.site.Bytes;

import java.time.Duration;
import java.time.Instant;

/// One question to a reader, under its number, until it is answered or dropped.
///
/// A repetition is the same bytes under the same number; the reader answers it from memory.
final class OsdpExchange {
    static final Duration REPLY_WITHIN = Duration.ofMillis(200);

    private final Duration replyWithin;
    private int sequence;
    private @Nullable OsdpCommand question;
    private Bytes sent = Bytes.NONE;
    private boolean said;
    private boolean awaiting;
    private boolean heardSomething;
    private int repeats;
    private Instant dueAt = Instant.MIN;

    /// @param onTheLine how long the bytes of a question and its answer may take to travel
    OsdpExchange(Duration onTheLine) {
        replyWithin = REPLY_WITHIN.plus(onTheLine);
    }

    /// The number that the question has; its answer must have the same.
    int sequence() {
        return sequence;
    }

    /// The question that is to be answered; null between two of them.
    @Nullable OsdpCommand question() {
        return question;
    }

    /// The question as it travels.
    Bytes sent() {
        return sent;
    }

    /// Whether the question is out and its answer is expected.
    boolean isAwaiting() {
        return awaiting;
    }

    /// Whether the question is out, even if its answer is overdue: a late one is as good as any.
    boolean isSaid() {
        return said;
    }

    /// When the answer is overdue, or when the question may be said.
    Instant dueAt() {
        return dueAt;
    }

    /// Takes a question, to be said at once.
    void begin(OsdpCommand command, Bytes bytes) {
        question = command;
        sent = bytes;
    }

    /// The bytes to be sent now, for the first time or again.
    Bytes say(Instant now) {
        said = true;
        awaiting = true;
        heardSomething = false;
        dueAt = now.plus(replyWithin);
        return sent;
    }

    /// Something came that is no answer.
    void heardNoAnswer() {
        heardSomething = true;
    }

    /// Whether nothing at all came since the question was said.
    boolean isSilent() {
        return !heardSomething;
    }

    /// Lets the same question be said again then.
    void repeatAt(Instant next) {
        awaiting = false;
        dueAt = next;
    }

    /// How often the question was left without an answer, this time included.
    int unanswered() {
        return ++repeats;
    }

    /// The question is answered; the next one, under the next number, may be said then.
    void finish(Instant next) {
        sequence = sequence % 3 + 1;
        drop(next);
    }

    /// The question is dropped, its number was never used.
    void drop(Instant next) {
        question = null;
        said = false;
        repeats = 0;
        repeatAt(next);
    }

    /// The conversation begins anew, with number 0.
    void reset(Instant next) {
        sequence = 0;
        drop(next);
    }

    /// The next question need not wait, unless one is out.
    void hasten(Instant now) {
        if (!awaiting && now.isBefore(dueAt)) {
            dueAt = now;
        }
    }
}
