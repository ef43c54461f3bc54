package sekisho.sensor.osdp;

import org.jspecify.annotations.Nullable;

import sekisho.site.Bytes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/// Whose turn it is on a line that carries one conversation at a time.
///
/// Time and bytes in, actions out, as in [OsdpSession]. The reader that waited longest speaks next;
/// its turn ends with its reply, or when the reply is overdue and the line silent.
final class OsdpBus {
    /// Adapters hand bytes over in pieces: gaps of 110 ms inside a frame were measured on FTDI
    /// ones.
    private static final Duration GAP = Duration.ofMillis(150);

    /// The longest frame at the slowest speed takes 1.5 s.
    private static final Duration TURN_MAX = Duration.ofSeconds(2);

    /// One part in so many of a crowded line's time is for what is no poll.
    private static final int SHARE = 8;

    private final OsdpFramer framer = new OsdpFramer();
    private final Deque<OsdpSession> sessions;
    private @Nullable OsdpSession speaking;
    private Bytes lastSent = Bytes.NONE;
    private Instant lastByte = Instant.MIN;

    private Instant askedAt = Instant.MIN;

    /// How many questions the speaking reader was asked in this turn.
    private int questions;

    /// When the line was last free and nobody had anything to say.
    private Instant restedAt = Instant.MIN;

    /// When a crowded line has room again for a question that is no poll.
    private Instant roomAt = Instant.MIN;

    OsdpBus(List<OsdpSession> sessions) {
        this.sessions = new ArrayDeque<>(sessions);
    }

    /// The line is there.
    void opened(Instant now) {
        sessions.forEach(session -> session.begin(now));
    }

    /// The line is gone, and with it every reader on it.
    void lost(String reason, Instant now, Consumer<OsdpAction> out) {
        framer.giveUp(piece -> judge(piece, now, out));
        speaking = null;
        sessions.forEach(session -> session.cut(reason, now, out));
    }

    /// A signal for the person at a reader.
    void signal(int address, OsdpCommand command, Instant now) {
        sessions.stream()
                .filter(session -> session.address() == address)
                .forEach(session -> session.signal(command, now));
    }

    /// Takes what the line delivered. The next turn begins with [#elapse].
    void received(Bytes bytes, Instant now, Consumer<OsdpAction> out) {
        lastByte = now;
        framer.accept(bytes, piece -> judge(piece, now, out));
    }

    /// Lets time pass: ends an overdue turn, begins the next one that is due.
    void elapse(Instant now, Consumer<OsdpAction> out) {
        if (speaking != null && speaking.isAwaiting() && !now.isBefore(turnEnds(speaking))) {
            framer.giveUp(piece -> judge(piece, now, out));
            speaking.elapse(now, false, action -> send(action, out));
        }
        takeTurns(now, out);
    }

    /// When it is next of use to call [#elapse].
    Instant dueAt() {
        if (speaking != null) {
            return turnEnds(speaking);
        }
        return sessions.stream()
                .map(OsdpSession::dueAt)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    private Instant turnEnds(OsdpSession session) {
        Instant due = session.dueAt();
        Instant silent = framer.held() == 0 ? due : lastByte.plus(GAP);
        if (!silent.isAfter(due)) {
            return due;
        }
        Instant latest = due.plus(TURN_MAX);
        return silent.isBefore(latest) ? silent : latest;
    }

    private void takeTurns(Instant now, Consumer<OsdpAction> out) {
        if (speaking != null && speaking.isAwaiting()) {
            return;
        }
        if (speaking != null && isDue(speaking, now) && keepsTheFloor(speaking)) {
            Duration took = Duration.between(askedAt, now);
            roomAt = askedAt.plus(took.multipliedBy(SHARE));
            questions++;
            speak(speaking, now, out);
            return;
        }
        speaking = null;
        for (OsdpSession session : sessions) {
            if (isDue(session, now)) {
                sessions.remove(session);
                sessions.addLast(session);
                questions = 1;
                speak(session, now, out);
                return;
            }
        }
        restedAt = now;
    }

    private void speak(OsdpSession session, Instant now, Consumer<OsdpAction> out) {
        speaking = session;
        askedAt = now;
        session.elapse(now, hasRoom(session, now), action -> send(action, out));
    }

    /// Whatever a reader is asked, it is polled in the same turn; and one that had news is shown
    /// what we make of it, and asked for more once.
    private boolean keepsTheFloor(OsdpSession session) {
        return session.owesPoll() || session.hasNews() && questions == 1;
    }

    /// Whether a reader may be asked more than whether it has news. On a crowded line the one may
    /// that waits for it longest, once all have been polled about as often as it takes.
    private boolean hasRoom(OsdpSession speaker, Instant now) {
        if (!restedAt.isBefore(speaker.turnAt())) {
            return true;
        }
        return !now.isBefore(roomAt)
                && sessions.stream()
                        .noneMatch(other -> other.wantsMoreAt().isBefore(speaker.wantsMoreAt()));
    }

    private static boolean isDue(OsdpSession session, Instant now) {
        return !now.isBefore(session.dueAt());
    }

    private void send(OsdpAction action, Consumer<OsdpAction> out) {
        if (action instanceof OsdpAction.Send(Bytes bytes)) {
            lastSent = bytes;
        }
        out.accept(action);
    }

    private void judge(Framed piece, Instant now, Consumer<OsdpAction> out) {
        switch (piece) {
            case Framed.Mark _ -> {}
            case Framed.Noise(Bytes bytes, String reason) ->
                    out.accept(new OsdpAction.Odd(null, reason, bytes));
            case Framed.Whole(OsdpFrame frame, _) -> judge(frame, now, out);
        }
    }

    private void judge(OsdpFrame frame, Instant now, Consumer<OsdpAction> out) {
        Bytes bytes = frame.encoded();
        if (!frame.reply()) {
            // Two-wire adapters may hear what they say themselves.
            if (!bytes.equals(lastSent)) {
                out.accept(foreign(frame, bytes));
            }
            return;
        }
        for (OsdpSession session : sessions) {
            if (session.address() == frame.address()) {
                session.received(frame, now, out);
                return;
            }
        }
        String reason = "a reply of reader " + frame.address() + ", which is not configured";
        out.accept(new OsdpAction.Odd(null, reason, bytes));
    }

    private static OsdpAction.Odd foreign(OsdpFrame frame, Bytes bytes) {
        boolean key = !frame.isSecured() && OsdpCommands.read(frame) instanceof OsdpCommand.SetKey;
        return key
                ? new OsdpAction.Odd(
                        null, "another control panel sets a key in the clear", Bytes.NONE)
                : new OsdpAction.Odd(null, "a command of another control panel", bytes);
    }
}
