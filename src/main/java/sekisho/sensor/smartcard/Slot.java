package sekisho.sensor.smartcard;

import sekisho.site.Bytes;

/// What the service says of one reader at one moment.
///
/// @param state bits of SCARD_STATE in the lower half; in the upper one a count of the cards that
///   came and went
/// @param atr what the card answered when it was switched on; empty where there is none
record Slot(String reader, long state, Bytes atr) {
    /// A reader of this name answers when readers come or go.
    static final String NOTIFICATION = "\\\\?PnP?\\Notification";

    static final long CHANGED = 0x02;
    static final long UNKNOWN = 0x04;
    static final long UNAVAILABLE = 0x08;
    static final long EMPTY = 0x10;
    static final long PRESENT = 0x20;
    static final long MUTE = 0x200;

    /// A reader of which nothing is known yet.
    static Slot unknown(String reader) {
        return new Slot(reader, 0, Bytes.NONE);
    }

    boolean is(long bit) {
        return (state & bit) != 0;
    }

    /// How many cards came and went, up to 65535 and from 0 again.
    int count() {
        return (int) (state >> 16 & 0xFFFF);
    }

    boolean isNotification() {
        return reader.equals(NOTIFICATION);
    }

    /// As the service wants to hear it of somebody who has seen it.
    Slot seen() {
        return new Slot(reader, state & ~CHANGED, atr);
    }
}
