package sekisho.web;

import org.jspecify.annotations.Nullable;

import sekisho.site.Cardholders;
import sekisho.site.PersonId;

/// People on the register, as forms name them.
final class People {
    private People() {}

    /// The person of an id; null when the register has none.
    static @Nullable PersonId find(Cardholders cardholders, String id) {
        if (id.isBlank() || id.length() > PersonId.LENGTH_MAX) {
            return null;
        }
        var person = new PersonId(id);
        return cardholders.has(person) ? person : null;
    }
}
