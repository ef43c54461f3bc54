package sekisho.sensor.uhppote;

import java.util.HashMap;
import java.util.Map;

/// Why a controller recorded an event: the codes of its firmware, as the makers' tools list them.
enum UhppoteReason {
    SWIPE(1, Meaning.GRANTED, ""),
    DENIED_BY_PC(5, Meaning.DENIED, "denied by the connected PC"),
    NO_PRIVILEGE(6, Meaning.DENIED, "no right to this door"),
    WRONG_PASSWORD(7, Meaning.DENIED, "wrong password"),
    ANTI_PASSBACK(8, Meaning.DENIED, "anti-passback"),
    MORE_CARDS(9, Meaning.DENIED, "more cards are needed"),
    FIRST_CARD(10, Meaning.DENIED, "a first card is needed"),
    NORMALLY_CLOSED(11, Meaning.DENIED, "the door is kept closed"),
    INTERLOCK(12, Meaning.DENIED, "interlock"),
    LIMITED_TIMES(13, Meaning.DENIED, "used too often"),
    OUTSIDE_HOURS(15, Meaning.DENIED, "outside the card's hours"),
    DENIED(18, Meaning.DENIED, "denied"),
    BUTTON(20, Meaning.EXIT, ""),
    OPENED(23, Meaning.OPENED, ""),
    CLOSED(24, Meaning.CLOSED, ""),
    PASSCODE(25, Meaning.GRANTED, ""),
    POWER_ON(28, Meaning.TOLD, "the controller was switched on"),
    RESET(29, Meaning.TOLD, "the controller was reset"),
    BUTTON_DISABLED(30, Meaning.BUTTON_DENIED, "the button is switched off"),
    BUTTON_FORCED_LOCK(31, Meaning.BUTTON_DENIED, "the door is locked by force"),
    BUTTON_OFF_LINE(32, Meaning.BUTTON_DENIED, "the button is off line"),
    BUTTON_INTERLOCK(33, Meaning.BUTTON_DENIED, "interlock"),
    THREAT(34, Meaning.TOLD, "the code of a threatened person was entered"),
    HELD(37, Meaning.HELD, ""),
    FORCED(38, Meaning.FORCED, ""),
    FIRE(39, Meaning.TOLD, "fire alarm"),
    FORCED_CLOSE(40, Meaning.TOLD, "doors were closed by force"),
    THEFT(41, Meaning.TOLD, "theft alarm"),
    ZONE_ALARM(42, Meaning.TOLD, "alarm of a zone that is armed round the clock"),
    EMERGENCY_CALL(43, Meaning.TOLD, "emergency call"),
    REMOTE_OPEN(44, Meaning.TOLD, "the door was opened from afar"),
    REMOTE_OPEN_USB(45, Meaning.TOLD, "the door was opened from afar, by a USB reader");

    /// What kind of fact it makes. [#TOLD] ones are reported as tampering: nobody at the door did
    /// what would let him in, so they explain no opening.
    enum Meaning {
        GRANTED,
        DENIED,
        BUTTON_DENIED,
        EXIT,
        OPENED,
        CLOSED,
        HELD,
        FORCED,
        TOLD,
        UNKNOWN
    }

    private static final Map<Integer, UhppoteReason> BY_CODE = new HashMap<>();

    static {
        for (UhppoteReason one : values()) {
            BY_CODE.put(one.code, one);
        }
    }

    private final int code;
    private final Meaning meaning;
    private final String words;

    UhppoteReason(int code, Meaning meaning, String words) {
        this.code = code;
        this.meaning = meaning;
        this.words = words;
    }

    /// What a code means; [Meaning#UNKNOWN] for the reserved ones.
    static Meaning meaning(int code) {
        UhppoteReason reason = BY_CODE.get(code);
        return reason == null ? Meaning.UNKNOWN : reason.meaning;
    }

    /// Whether somebody presented a card.
    static boolean isSwipe(int code) {
        return code == SWIPE.code || meaning(code) == Meaning.DENIED;
    }

    /// What a fact says of a code.
    static String words(int code) {
        UhppoteReason reason = BY_CODE.get(code);
        return reason == null ? "reason " + code + " is not known" : reason.words;
    }
}
