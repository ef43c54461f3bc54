package sekisho.journal.tree;

/// Something that is not as it was signed or written.
///
/// @param entry the first entry it is about
/// @param sentence what it is, for an auditor
public record Fault(Kind kind, long entry, String sentence) {

    /// What happened to the log.
    public enum Kind {
        /// An entry is not the one that was signed.
        ALTERED,
        /// Entries are not there.
        MISSING,
        /// The end is not there.
        CUT_OFF,
        /// An entry is there again, or in the wrong place.
        MISPLACED,
        /// An entry that is not signed yet makes no sense.
        UNREADABLE,
        /// A published file is not what the entries make.
        PUBLISHED,
        /// A signed state of the log is not that of these entries.
        SIGNATURE,
        /// The bounds of an export are not where it says.
        RANGE,
        /// Personal data were taken away, and no entry of the log says that they were erased.
        ERASED,
        /// A recorded finding is not what the rules make of the entries, or one is not recorded.
        FINDING
    }
}
