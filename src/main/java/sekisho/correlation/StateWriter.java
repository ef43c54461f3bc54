package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import sekisho.site.Fact;

import java.util.Collection;
import java.util.function.Consumer;

/// Where a correlator writes down what it knows. Whoever keeps it decides how it looks; a
/// [StateReader] gives it back in the same order.
public interface StateWriter {

    /// Writes any number; most are small.
    void number(long number);

    /// Writes a text, which may be empty.
    void text(String text);

    /// Writes a fact whole.
    void fact(Fact fact);

    /// Writes a truth value.
    default void flag(boolean flag) {
        number(flag ? 1 : 0);
    }

    /// Writes a text that may be missing.
    default void textOrNone(@Nullable String text) {
        flag(text != null);
        if (text != null) {
            text(text);
        }
    }

    /// Writes how many there are, and each.
    default <T> void all(Collection<T> all, Consumer<? super T> each) {
        number(all.size());
        all.forEach(each);
    }
}
