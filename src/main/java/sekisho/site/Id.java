package sekisho.site;

/// What all ids have in common: a text that is neither blank nor longer than a line of a ledger.
public sealed interface Id
        permits BadgeId,
                CredentialId,
                DoorId,
                MachineId,
                MediaId,
                PermitId,
                PersonId,
                ReaderId,
                SourceId,
                VisitId,
                ZoneId {

    /// A USB serial has at most 126 characters (USB 2.0, 9.6.7: one string descriptor of 255
    /// bytes); with vendor and product in front of it an id still fits.
    int LENGTH_MAX = 160;

    /// The text of the id, as it stands in facts, plans and ledgers.
    String value();

    /// Refuses what can't be an id.
    ///
    /// @throws IllegalArgumentException when the text is blank or too long
    static void check(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("an id must not be blank");
        }
        if (value.length() > LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "an id has at most " + LENGTH_MAX + " characters, not " + value.length());
        }
    }
}
