package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A timeline whose marks each carry a note: what was said there, or what holds from there on.
class Noted<T> extends Timeline {
    private @Nullable Object[] notes = {};

    @SuppressWarnings("unchecked") // only set() writes
    final @Nullable T note(int i) {
        return (T) notes[i];
    }

    /// The note of the mark before; null at the beginning.
    final @Nullable T noteBefore(int i) {
        return i == 0 ? null : note(i - 1);
    }

    /// The note that holds at a point in the order: that of the last mark not behind it.
    final @Nullable T noteAt(long time, long point) {
        return noteBefore(behind(time, point));
    }

    final void set(int i, @Nullable T note) {
        notes[i] = note;
    }

    @Override
    int add(long at, long sequence, int kind) {
        int i = super.add(at, sequence, kind);
        notes[i] = null;
        return i;
    }

    final int add(long at, long sequence, int kind, @Nullable T note) {
        int i = add(at, sequence, kind);
        set(i, note);
        return i;
    }

    @Override
    void grow(int capacity) {
        super.grow(capacity);
        notes = Arrays.copyOf(notes, capacity);
    }

    @Override
    void move(int from, int to, int count) {
        super.move(from, to, count);
        System.arraycopy(notes, from, notes, to, count);
    }

    @Override
    void clear(int from, int to) {
        Arrays.fill(notes, from, to, null);
    }

    final void save(StateWriter out, Consumer<@Nullable T> note) {
        saveMarks(out);
        for (int i = 0; i < size(); i++) {
            note.accept(note(i));
        }
    }

    final void load(StateReader in, Supplier<? extends @Nullable T> note) {
        loadMarks(in);
        for (int i = 0; i < size(); i++) {
            set(i, note.get());
        }
    }
}
