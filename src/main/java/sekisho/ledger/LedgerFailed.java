package sekisho.ledger;

/// The ledger's file can't be read or written: the disk is full or failing. The journal has what it
/// has; the ledger catches up or is built again.
public final class LedgerFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    LedgerFailed(String what, Throwable cause) {
        super(what, cause);
    }
}
