package sekisho.sensor.uhppote;

import sekisho.site.Bytes;

import java.time.LocalDateTime;

/// What a session wants done or has found out.
sealed interface UhppoteAction {

    /// A datagram for the controller.
    record Send(Bytes datagram) implements UhppoteAction {}

    /// The controller answers.
    record Online() implements UhppoteAction {}

    /// The controller does not answer any more.
    record Offline(String reason) implements UhppoteAction {}

    /// The next event of its memory.
    record Recorded(String memory, UhppoteReply.Event event) implements UhppoteAction {}

    /// Events that can't be had: they were overwritten, or are older than our first contact.
    record Missed(long count, String reason) implements UhppoteAction {}

    /// The controller's memory is another one than before.
    record BegunAnew() implements UhppoteAction {}

    /// What the controller's clock said just now.
    record ClockRead(LocalDateTime time) implements UhppoteAction {}

    /// The controller's clock was set.
    record ClockSet(LocalDateTime time) implements UhppoteAction {}

    /// It said what makes no sense, or refused what it was told.
    record Odd(String reason) implements UhppoteAction {}
}
