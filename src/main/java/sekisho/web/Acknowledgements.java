package sekisho.web;

import org.jspecify.annotations.Nullable;

import sekisho.alarm.Alarm;
import sekisho.journal.JournalReader;
import sekisho.site.Deed;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Taking on an alarm.
final class Acknowledgements {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Board board;
    private final JournalReader journal;
    private final Deeds deeds;

    /// One at a time, so that the second of two people is told that the first was faster.
    private final ReentrantLock turn = new ReentrantLock();

    Acknowledgements(Board board, JournalReader journal, Deeds deeds) {
        this.board = board;
        this.journal = journal;
        this.deeds = deeds;
    }

    Answer acknowledge(Call call) throws Exception {
        var form = new Form(call.object());
        String note = form.text("note");
        form.refuseFaults();
        turn.lockInterruptibly();
        try {
            Alarm alarm = alarm(call.path("finding"));
            if (alarm == null) {
                throw new Refusal(404, Problem.of("finding-unknown"));
            }
            if (!alarm.state().isUnacknowledged()) {
                throw new Refusal(409, Problem.of("finding-acknowledged"));
            }
            deeds.enter(
                    new Deed.AlarmAcknowledged(deeds.now(), alarm.finding(), call.user(), note));
            return Answer.of(200, Map.of("finding", alarm.finding()));
        } finally {
            turn.unlock();
        }
    }

    private @Nullable Alarm alarm(String finding) throws InterruptedException {
        if (!board.await(journal.durable(), PATIENCE)) {
            throw new Refusal(503, Problem.of("busy"));
        }
        try {
            return board.alarm(Long.parseLong(finding));
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
