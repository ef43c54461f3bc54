package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import sekisho.site.Fact;

/// Gives back what was written to a [StateWriter], in the same order.
///
/// What it throws when there is nothing more, or something else, is its own affair; a correlator
/// that was being loaded is then good for nothing.
public interface StateReader {

    /// Reads a number.
    long number();

    /// Reads a text.
    String text();

    /// Reads a fact.
    Fact fact();

    /// Reads a truth value.
    default boolean flag() {
        return number() != 0;
    }

    /// Reads a text that may be missing.
    default @Nullable String textOrNone() {
        return flag() ? text() : null;
    }

    /// Reads how many there are, and lets each be read.
    default void all(Runnable each) {
        for (long left = number(); left > 0; left--) {
            each.run();
        }
    }
}
