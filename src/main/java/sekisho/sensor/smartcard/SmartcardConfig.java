package sekisho.sensor.smartcard;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.CardFormat;
import sekisho.sensor.SensorConfig;
import sekisho.site.Bytes;
import sekisho.site.CredentialId;
import sekisho.site.DeskReader;
import sekisho.site.SourceId;

import java.util.List;

/// The desks of a site that have a card reader, in the order in which readers are given to them.
public record SmartcardConfig(List<Desk> desks) implements SensorConfig {

    /// A desk.
    ///
    /// @param id the source under which its reader tells
    /// @param name as people call the desk
    /// @param reader what the reader's name in PC/SC contains; null: any reader that no other desk
    ///   has
    /// @param reversed the readers at the doors tell the bytes of a number from the last to the
    ///   first
    /// @param as how the readers at the doors tell the last bits of the number, which is then known
    ///   as there; null: cards are known by all of their bits
    public record Desk(
            SourceId id,
            String name,
            @Nullable String reader,
            boolean reversed,
            @Nullable CardFormat as) {

        /// Whether a reader stands on this desk.
        boolean has(String name) {
            return reader == null || name.contains(reader);
        }

        /// How a card is known at the doors.
        CredentialId credential(Bytes number) {
            Bytes told = reversed ? reversed(number) : number;
            return as == null
                    ? new CredentialId(told.size() * 8 + ":" + told.hex())
                    : as.credentialOf(told);
        }

        private static Bytes reversed(Bytes number) {
            byte[] bytes = number.toArray();
            var turned = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                turned[i] = bytes[bytes.length - 1 - i];
            }
            return Bytes.of(turned);
        }
    }

    public SmartcardConfig {
        desks = List.copyOf(desks);
    }

    @Override
    public List<DeskReader> desksWithReader() {
        return desks.stream().map(desk -> new DeskReader(desk.id(), desk.name())).toList();
    }
}
