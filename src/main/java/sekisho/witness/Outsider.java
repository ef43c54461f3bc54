package sekisho.witness;

import sekisho.journal.tree.SignedTree;
import sekisho.site.SourceId;

import java.io.IOException;
import java.time.Instant;

/// Somebody outside who takes the log's checkpoints. Used by one thread.
public interface Outsider {

    /// How the journal calls it.
    SourceId id();

    /// Whether it should be given this tree now.
    boolean wants(SignedTree tree, Instant now);

    /// Gives it the tree, and keeps what it answers.
    ///
    /// @throws Objection when what it holds speaks against this log
    /// @throws IOException when it can't be reached, or does not do its part; its message is for
    ///   the board
    void give(SignedTree tree, Instant now) throws IOException, InterruptedException, Objection;

    /// What an outsider holds is not the past of this log: somebody has changed it.
    final class Objection extends Exception {
        private static final long serialVersionUID = 1;

        /// @param sentence for the board
        public Objection(String sentence) {
            super(sentence);
        }
    }
}
