package sekisho.journal;

import java.io.IOException;
import java.util.Map;

/// Keeps personal data apart from the entries that commit to it. Everything that becomes an entry
/// passes through here, whoever handed it in.
///
/// Owned by the writing thread.
public interface Vault extends AutoCloseable {

    /// Keeps nothing apart: entries are what was handed in. For tests and benchmarks.
    Vault NONE =
            new Vault() {
                @Override
                public void resume(long last) {}

                @Override
                public Share share() {
                    return new Share() {
                        @Override
                        public void take(long sequence, Map<String, Object> members) {}

                        @Override
                        public void keep() {}
                    };
                }

                @Override
                public void close() {}
            };

    /// The journal was opened and ends with this entry: what was kept for later ones was never
    /// acknowledged, and is forgotten.
    void resume(long last) throws IOException;

    /// Begins to take the personal data of a batch.
    Share share();

    @Override
    void close() throws IOException;

    /// The personal data of one batch. Nothing of the vault changes before [#keep()].
    interface Share {

        /// Takes what is personal out of an entry's members, and puts commitments in its place.
        void take(long sequence, Map<String, Object> members);

        /// Makes everything taken durable. Called before the entries are written, so that no entry
        /// is ever on the disk whose disclosures are not.
        void keep() throws IOException;
    }
}
