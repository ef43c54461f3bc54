package sekisho.journal.tree;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/// The checkpoints that were ever signed of a log, in the order in which they were: each covers the
/// one before. A log has one every few seconds, so a few at a time are held, and their signatures
/// are checked together.
final class PastCheckpoints implements AutoCloseable {
    private static final int TOGETHER = 1024;

    private final Keys keys;
    private final History.@Nullable Notes notes;
    private final Queue<Checkpoint> ahead = new ArrayDeque<>();
    private long size;
    private boolean altered;

    private PastCheckpoints(Keys keys, @Nullable InputStream file) {
        this.keys = keys;
        this.notes = file == null ? null : new History.Notes(file);
    }

    /// Those that the log has now; what is added meanwhile is left out.
    static PastCheckpoints of(Tiles log, Keys keys) throws IOException {
        return new PastCheckpoints(keys, log.open(History.FILE));
    }

    /// The next one, which stays it until [#poll]; null at the end.
    @Nullable Checkpoint peek() throws IOException {
        if (ahead.isEmpty() && notes != null) {
            read(notes);
        }
        return ahead.peek();
    }

    /// The next one; null at the end.
    @Nullable Checkpoint poll() throws IOException {
        Checkpoint next = peek();
        ahead.poll();
        return next;
    }

    /// Whether something was there that no key of the log has signed, or not at that place.
    boolean isAltered() {
        return altered;
    }

    private void read(History.Notes from) throws IOException {
        boolean more = true;
        while (more && ahead.isEmpty()) {
            List<String> some = new ArrayList<>();
            while (some.size() < TOGETHER && more) {
                String note = from.next();
                more = note != null;
                if (note != null) {
                    some.add(note);
                }
            }
            some.parallelStream().map(this::signed).toList().forEach(this::take);
        }
    }

    private Optional<Checkpoint> signed(String note) {
        try {
            return Optional.of(keys.checkpoint(note));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void take(Optional<Checkpoint> signed) {
        if (signed.isEmpty() || signed.get().size() < size) {
            altered = true;
        } else {
            size = signed.get().size();
            ahead.add(signed.get());
        }
    }

    @Override
    public void close() throws IOException {
        if (notes != null) {
            notes.close();
        }
    }
}
