package sekisho.sensor.smartcard;

/// Why a call of the PC/SC service failed, as far as it makes a difference here: the codes of
/// pcsclite.h, which are those of Windows.
///
/// @param code as the service gives it
record PcscError(int code) {
    static final int CANCELLED = 0x80100002;
    static final int INVALID_HANDLE = 0x80100003;
    static final int UNKNOWN_READER = 0x80100009;
    static final int TIMEOUT = 0x8010000A;
    static final int SHARING_VIOLATION = 0x8010000B;
    static final int NO_SMARTCARD = 0x8010000C;
    static final int PROTOCOL_MISMATCH = 0x8010000F;
    static final int COMMUNICATION = 0x80100013;
    static final int NOT_TRANSACTED = 0x80100016;
    static final int READER_UNAVAILABLE = 0x80100017;
    static final int NO_SERVICE = 0x8010001D;
    static final int SERVICE_STOPPED = 0x8010001E;
    static final int UNSUPPORTED_FEATURE = 0x8010001F;
    static final int NO_ACCESS = 0x80100027;
    static final int NO_READERS = 0x8010002E;
    static final int UNSUPPORTED_CARD = 0x80100065;
    static final int UNRESPONSIVE_CARD = 0x80100066;
    static final int UNPOWERED_CARD = 0x80100067;
    static final int RESET_CARD = 0x80100068;
    static final int REMOVED_CARD = 0x80100069;
    static final int SECURITY_VIOLATION = 0x8010006A;

    /// Not one of the service: there is no libpcsclite on this machine.
    static final int NO_LIBRARY = -1;

    /// What of what we talk to is not as it was.
    enum Of {
        /// Nothing can be asked any more, or not yet.
        SERVICE,
        /// The reader is not there.
        READER,
        /// The card is not there.
        CARD_GONE,
        /// Another try may succeed.
        PASSING,
        /// This card can't be read, however often.
        CARD
    }

    Of of() {
        return switch (code) {
            case INVALID_HANDLE,
                    COMMUNICATION,
                    NO_SERVICE,
                    SERVICE_STOPPED,
                    NO_ACCESS,
                    SECURITY_VIOLATION,
                    NO_LIBRARY ->
                    Of.SERVICE;
            case UNKNOWN_READER, READER_UNAVAILABLE, NO_READERS -> Of.READER;
            case NO_SMARTCARD, REMOVED_CARD -> Of.CARD_GONE;
            case PROTOCOL_MISMATCH, UNSUPPORTED_CARD, UNSUPPORTED_FEATURE -> Of.CARD;
            default -> Of.PASSING;
        };
    }

    /// What a fact says of it; where somebody can do something about it, also what.
    String words() {
        return switch (code) {
            case INVALID_HANDLE, COMMUNICATION, NO_SERVICE, SERVICE_STOPPED ->
                    "the PC/SC service does not answer: is pcscd running?";
            case NO_ACCESS, SECURITY_VIOLATION ->
                    "the PC/SC service refuses this user: it needs a polkit rule";
            case NO_LIBRARY -> "libpcsclite.so.1 is not installed";
            case UNKNOWN_READER, READER_UNAVAILABLE, NO_READERS -> "the reader is not there";
            case NO_SMARTCARD, REMOVED_CARD -> "the card was pulled away before it was read";
            case SHARING_VIOLATION -> "another program keeps the card to itself";
            case PROTOCOL_MISMATCH, UNSUPPORTED_CARD -> "the reader can't talk to such a card";
            case UNRESPONSIVE_CARD, UNPOWERED_CARD -> "the card does not answer";
            case RESET_CARD -> "another program has reset the card";
            case NOT_TRANSACTED -> "the talk with the card broke off";
            case TIMEOUT -> "the reader took too long";
            case UNSUPPORTED_FEATURE -> "the reader can't do that";
            default -> "PC/SC error %08X".formatted(code);
        };
    }
}
