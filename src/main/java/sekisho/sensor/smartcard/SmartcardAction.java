package sekisho.sensor.smartcard;

import sekisho.site.Bytes;

/// What a session wants done or has found out. Readers go by their name in the service.
sealed interface SmartcardAction {

    /// Ask for the card in a reader, and tell the session what came of it.
    record Read(String reader) implements SmartcardAction {}

    /// The service answers no more, and with it no reader.
    record ServiceLost(String reason) implements SmartcardAction {}

    /// A reader is there.
    record ReaderCame(String reader) implements SmartcardAction {}

    /// A reader is not there any more.
    record ReaderWent(String reader, String reason) implements SmartcardAction {}

    /// A card was laid down and read.
    record CardLaid(String reader, Card card) implements SmartcardAction {}

    /// A card was laid down and could not be read.
    record CardUnread(String reader, String reason, Bytes atr) implements SmartcardAction {}

    /// The card is gone from a reader.
    record CardGone(String reader) implements SmartcardAction {}
}
