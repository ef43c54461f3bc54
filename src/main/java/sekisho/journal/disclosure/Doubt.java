package sekisho.journal.disclosure;

/// Something that an entry commits to and that is not as it should be.
///
/// @param entry the first entry it is about
/// @param sentence what it is, for an auditor
public record Doubt(Kind kind, long entry, String sentence) {

    /// What happened to it.
    public enum Kind {
        /// It is there, and not what the entry commits to.
        ALTERED,
        /// It is not there, and no certificate says that it was erased.
        MISSING,
        /// A certificate says that it was erased, and nobody else had approved that.
        UNAPPROVED
    }
}
