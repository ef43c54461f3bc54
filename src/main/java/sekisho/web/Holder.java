package sekisho.web;

import org.jspecify.annotations.Nullable;

import sekisho.site.CredentialId;
import sekisho.site.Observation.AccessGranted;
import sekisho.site.PersonId;

/// Who presented a card: a person, or a card of which nobody knows whose it is.
record Holder(@Nullable PersonId person, @Nullable CredentialId credential) {

    /// The holder of a granted read; null where the read names neither.
    static @Nullable Holder of(AccessGranted read) {
        if (read.person() != null) {
            return new Holder(read.person(), null);
        }
        return read.credential() == null ? null : new Holder(null, read.credential());
    }

    /// The id that stands for the holder on the board.
    String id() {
        if (person != null) {
            return person.value();
        }
        return credential == null ? "" : credential.value();
    }
}
