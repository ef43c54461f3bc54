/// What is asked of the journal by date, zone, visit or permit: a read model in SQLite.
///
/// Entries come in from a cursor; rows leave. Called by the web; opened by `app`.
///
/// The store (`ledger.sqlite` in the data folder) is not trusted: it is made from the journal and
/// can be deleted at any time. Who can change it deceives whoever reads the lists and the exported
/// rows until it is built again; the journal, which decides and proves, does not change with it.
///
/// - [sekisho.ledger.Ledger] opens it, follows the journal, answers.
/// - [sekisho.ledger.LedgerWriter] writes entries and the position behind them in one transaction.
@NullMarked
package sekisho.ledger;

import org.jspecify.annotations.NullMarked;
