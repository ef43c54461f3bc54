package sekisho.web;

import sekisho.journal.JournalReader;
import sekisho.ledger.Ledger;

import java.time.Duration;

/// The ledger as of now. It follows the journal a moment behind; who has just entered something
/// must find it there.
final class UpToDate {
    /// A ledger further behind than this is being built again, or its disk is full.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final JournalReader journal;
    private final Ledger ledger;

    UpToDate(JournalReader journal, Ledger ledger) {
        this.journal = journal;
        this.ledger = ledger;
    }

    /// The ledger, once it holds everything that is durable now.
    ///
    /// @throws Refusal when it is far behind
    Ledger ledger() throws InterruptedException {
        if (!ledger.await(journal.durable(), PATIENCE)) {
            throw new Refusal(503, Problem.of("busy"));
        }
        return ledger;
    }
}
