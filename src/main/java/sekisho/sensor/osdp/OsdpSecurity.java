package sekisho.sensor.osdp;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// How a reader is to talk.
public sealed interface OsdpSecurity {

    /// In the clear: whoever has access to the line can read it, and play a reader.
    record Plain() implements OsdpSecurity {}

    /// By a secure channel under a key of the reader's own, and no other way.
    ///
    /// @param installUntil until then a reader that knows none of its keys may be met under the key
    ///   of the factory, to be given one; null: never
    record Secure(@Nullable Instant installUntil) implements OsdpSecurity {

        /// Whether the reader is being installed now.
        boolean isOpen(Instant now) {
            return installUntil != null && now.isBefore(installUntil);
        }
    }
}
