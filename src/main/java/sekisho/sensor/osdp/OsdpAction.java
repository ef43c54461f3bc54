package sekisho.sensor.osdp;

import org.jspecify.annotations.Nullable;

import sekisho.site.Bytes;

/// What a conversation leads to: bytes for the line, or something to report.
sealed interface OsdpAction {

    /// These bytes go out.
    record Send(Bytes bytes) implements OsdpAction {}

    /// The reader is in conversation with us, and was not before.
    record Online(int address) implements OsdpAction {}

    /// The conversation ended.
    record Offline(int address, String reason) implements OsdpAction {}

    /// The reader said something.
    record Told(int address, OsdpReply reply) implements OsdpAction {}

    /// Something that fits no conversation; without an address, the line itself.
    record Odd(@Nullable Integer address, String reason, Bytes sample) implements OsdpAction {}
}
