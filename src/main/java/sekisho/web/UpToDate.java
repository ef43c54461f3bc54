package sekisho.web;

import sekisho.journal.JournalReader;
import sekisho.ledger.Ledger;
import sekisho.site.Recording;

import java.time.Duration;
import java.util.function.Supplier;

/// The ledger as of now. It follows the journal a moment behind; who has just entered something
/// must find it there.
final class UpToDate {
    /// A ledger further behind than this is being built again, or its disk is full.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final JournalReader journal;
    private final Supplier<Recording> recording;
    private final Ledger ledger;

    UpToDate(JournalReader journal, Supplier<Recording> recording, Ledger ledger) {
        this.journal = journal;
        this.recording = recording;
        this.ledger = ledger;
    }

    /// The ledger, once it holds everything that is durable now; while nothing can be recorded, as
    /// far as it came: its own disk may be as full.
    ///
    /// @throws Refusal when it is far behind
    Ledger ledger() throws InterruptedException {
        if (recording.get().takesFacts() && !ledger.await(journal.durable(), PATIENCE)) {
            throw new Refusal(503, Problem.of("busy"));
        }
        return ledger;
    }
}
