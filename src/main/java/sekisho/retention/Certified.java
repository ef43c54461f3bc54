package sekisho.retention;

import sekisho.journal.Entry;
import sekisho.journal.RawReader;
import sekisho.journal.disclosure.Commitments;
import sekisho.journal.disclosure.Erasures;

/// Which commitments are certified as erased, for whoever shows entries: what is missing for
/// another reason must not pass for erased. Any thread may ask, also while an erasure is carried
/// out.
public final class Certified {
    private final ErasureLog log;

    public Certified(RawReader journal) {
        this.log = new ErasureLog(journal);
    }

    /// Whether what an entry still commits to after it was opened is certified as erased.
    public synchronized boolean covers(Entry opened) {
        Commitments left = Commitments.of(opened);
        if (left == null) {
            return false;
        }
        Erasures erasures = log.now();
        String card = left.card();
        return left.digests().stream().allMatch(erasures::isCertified)
                && (card == null || erasures.isCertified(Commitments.digestOf(card)));
    }
}
