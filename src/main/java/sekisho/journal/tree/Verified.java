package sekisho.journal.tree;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a verification found.
///
/// @param entries how many entries lie in the segments
/// @param checkpoint the newest signed state; absent when nothing has been signed
/// @param checkpoints how many signed states agreed with the entries
/// @param unfinished bytes at the very end that make no whole entry yet: a station is writing, or
///   was stopped while it wrote
/// @param faults the first ones, in order; none: everything agrees
public record Verified(
        long entries,
        @Nullable Checkpoint checkpoint,
        int checkpoints,
        boolean unfinished,
        List<Fault> faults) {
    public Verified {
        faults = List.copyOf(faults);
    }

    /// Whether everything agrees.
    public boolean isSound() {
        return faults.isEmpty();
    }
}
