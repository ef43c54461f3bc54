package sekisho.sensor.uhppote;

import org.jspecify.annotations.Nullable;

import sekisho.site.Bytes;

import java.time.LocalDateTime;

/// What a controller says.
sealed interface UhppoteReply {

    /// Serial number of the controller.
    long serial();

    /// An event of the controller's memory.
    ///
    /// @param pushed the controller told it by itself; otherwise it was asked for
    /// @param index counts up by one; 0: there is no such event
    /// @param type 1 a card, 2 a door, 3 an alarm, 255 overwritten by later ones
    /// @param door 1 to 4
    /// @param direction 1 in, 2 out
    /// @param card number on the card; without a swipe, something else
    /// @param at by the controller's own clock and zone; null where it is no time at all
    /// @param reason see [UhppoteReason]
    /// @param print the bytes that tell it from any other event with its index
    record Event(
            long serial,
            boolean pushed,
            long index,
            int type,
            boolean granted,
            int door,
            int direction,
            long card,
            @Nullable LocalDateTime at,
            int reason,
            Bytes print)
            implements UhppoteReply {
        static final int OVERWRITTEN = 0xFF;

        boolean isOverwritten() {
            return type == OVERWRITTEN;
        }
    }

    /// The controller's clock.
    ///
    /// @param set it has just been set to this
    /// @param time null where it is no time at all
    record Clock(long serial, boolean set, @Nullable LocalDateTime time) implements UhppoteReply {}

    /// Whether it did what it was told.
    ///
    /// @param code of what it was told
    record Done(long serial, int code, boolean well) implements UhppoteReply {}

    /// Nothing that we ask for.
    record Unread(long serial, int code) implements UhppoteReply {}
}
