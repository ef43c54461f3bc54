package sekisho.sensor.osdp;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.CardFormats;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.ReaderId;
import sekisho.site.ZoneId;

import java.time.Duration;

/// One reader on a line, and the door it belongs to.
///
/// @param address of the reader on its line, 0 to 126
/// @param zone that the door leads into
/// @param direction which way a read at this reader leads
/// @param contactInput number of the reader's input that the door's contact is wired to, from 0
/// @param contactClosedWhenActive whether an active input means a closed door
/// @param exitInput number of the reader's input that the exit button is wired to, from 0
/// @param offlineAfter how long a reader may be silent before it counts as lost
/// @param security how the reader is to talk
/// @param formats of its cards
public record OsdpReaderConfig(
        ReaderId reader,
        int address,
        DoorId door,
        ZoneId zone,
        Direction direction,
        @Nullable Integer contactInput,
        boolean contactClosedWhenActive,
        @Nullable Integer exitInput,
        Duration offlineAfter,
        OsdpSecurity security,
        CardFormats formats) {

    /// A reader that was silent this long takes itself for offline, too.
    public static final Duration OFFLINE_AFTER = Duration.ofSeconds(8);

    /// 127 is the address that every reader listens to.
    public static final int ADDRESS_MAX = 126;

    public OsdpReaderConfig {
        if (address < 0 || address > ADDRESS_MAX) {
            throw new IllegalArgumentException(address + " is no address: 0 to " + ADDRESS_MAX);
        }
        checkInput(contactInput);
        checkInput(exitInput);
        if (contactInput != null && contactInput.equals(exitInput)) {
            throw new IllegalArgumentException(
                    "contact and exit button can't share input " + contactInput);
        }
        if (offlineAfter.compareTo(Duration.ofMillis(500)) < 0) {
            throw new IllegalArgumentException("a reader needs 500 ms at least to count as lost");
        }
    }

    /// A reader without inputs that talks in the clear.
    public static OsdpReaderConfig of(
            ReaderId reader, int address, DoorId door, ZoneId zone, Direction direction) {
        return new OsdpReaderConfig(
                reader, address, door, zone, direction, null, true, null, OFFLINE_AFTER);
    }

    /// The same reader, talking another way.
    public OsdpReaderConfig with(OsdpSecurity other) {
        return new OsdpReaderConfig(
                reader,
                address,
                door,
                zone,
                direction,
                contactInput,
                contactClosedWhenActive,
                exitInput,
                offlineAfter,
                other,
                formats);
    }

    /// The same reader, at another address.
    OsdpReaderConfig at(int other) {
        return new OsdpReaderConfig(
                reader,
                other,
                door,
                zone,
                direction,
                contactInput,
                contactClosedWhenActive,
                exitInput,
                offlineAfter,
                security,
                formats);
    }

    /// A reader that talks in the clear, and whose cards are known by all their bits.
    public OsdpReaderConfig(
            ReaderId reader,
            int address,
            DoorId door,
            ZoneId zone,
            Direction direction,
            @Nullable Integer contactInput,
            boolean contactClosedWhenActive,
            @Nullable Integer exitInput,
            Duration offlineAfter) {
        this(
                reader,
                address,
                door,
                zone,
                direction,
                contactInput,
                contactClosedWhenActive,
                exitInput,
                offlineAfter,
                new OsdpSecurity.Plain(),
                CardFormats.RAW);
    }

    private static void checkInput(@Nullable Integer input) {
        if (input != null && (input < 0 || input > 255)) {
            throw new IllegalArgumentException(input + " is no input: 0 to 255");
        }
    }
}
