package sekisho.sensor.osdp;

import sekisho.site.Bytes;

import java.util.List;

/// What a reader answers.
public sealed interface OsdpReply {

    /// Nothing to report, or: done as told.
    record Ack() implements OsdpReply {}

    /// Refused. `reason` is one of the constants here; `rest` what some reasons add.
    record Nak(int reason, Bytes rest) implements OsdpReply {
        public static final int CHECK = 1;
        public static final int LENGTH = 2;
        public static final int UNKNOWN_COMMAND = 3;
        public static final int SEQUENCE = 4;
        public static final int SECURE_UNSUPPORTED = 5;
        public static final int SECURE_REQUIRED = 6;

        /// The reason in words.
        public String words() {
            return switch (reason) {
                case CHECK -> "bad check";
                case LENGTH -> "wrong length";
                case UNKNOWN_COMMAND -> "unknown command";
                case SEQUENCE -> "unexpected sequence number";
                case SECURE_UNSUPPORTED -> "secure channel not supported";
                case SECURE_REQUIRED -> "secure channel required";
                case 7, 8 -> "biometrics not supported";
                case 9 -> "record not processed";
                default -> "reason " + reason;
            };
        }
    }

    /// Who the reader is: maker (OUI), model, version, serial number, firmware.
    record DeviceId(int vendor, int model, int version, long serial, String firmware)
            implements OsdpReply {}

    /// What the reader can do.
    record Capabilities(List<Capability> all) implements OsdpReply {
        public Capabilities {
            all = List.copyOf(all);
        }

        /// How many things of a function there are; 0 where it isn't named.
        public int number(int function) {
            return all.stream()
                    .filter(one -> one.function() == function)
                    .mapToInt(Capability::number)
                    .findFirst()
                    .orElse(0);
        }

        /// How well a function is supported; 0 where it isn't named.
        public int compliance(int function) {
            return all.stream()
                    .filter(one -> one.function() == function)
                    .mapToInt(Capability::compliance)
                    .findFirst()
                    .orElse(0);
        }
    }

    /// One function, how well it is supported, and how many there are of it.
    record Capability(int function, int compliance, int number) {
        public static final int CONTACTS = 1;
        public static final int LEDS = 4;
        public static final int BUZZER = 5;
        public static final int TEXT = 6;
        public static final int SECURE_CHANNEL = 9;
        public static final int RECEIVE_SIZE = 10;
    }

    /// The reader itself: opened, or short of power.
    record LocalStatus(boolean tampered, boolean powerLow) implements OsdpReply {}

    /// Every input: 0 off, 1 on, 2 short, 3 open circuit, 4 fault, 5 unknown.
    record InputStatus(Bytes inputs) implements OsdpReply {}

    /// Every output: 0 off, 1 on.
    record OutputStatus(Bytes outputs) implements OsdpReply {}

    /// Every attached reading head: 0 well, 1 not connected, 2 tampered.
    record ReaderStatus(Bytes readers) implements OsdpReply {}

    /// A credential as bits.
    ///
    /// @param format 0 raw, 1 Wiegand, 2 UID, 3 OSS-SID
    /// @param bits how many; they stand left-aligned in `data`, what is behind them is zero
    record RawCard(int reader, int format, int bits, Bytes data) implements OsdpReply {}

    /// A credential as characters (deprecated). `backward`: it was swiped the other way.
    record FormattedCard(int reader, boolean backward, Bytes characters) implements OsdpReply {}

    /// Keys that were pressed. A text of them never leaves this package: they may be a PIN.
    record Keys(int reader, Bytes keys) implements OsdpReply {
        @Override
        public String toString() {
            return "Keys[reader=" + reader + ", " + keys.size() + " keys]";
        }
    }

    /// How the reader talks from now on.
    record Communication(int address, long baud) implements OsdpReply {}

    /// Not now; ask the same again.
    record Busy() implements OsdpReply {}

    /// The reader's half of a handshake: who it is, what it drew, its proof.
    record Challenged(Bytes clientId, Bytes random, Bytes cryptogram) implements OsdpReply {}

    /// The handshake is done; the MAC that the first command follows.
    record Proven(Bytes firstMac) implements OsdpReply {}

    /// A code that we do not read, kept whole.
    record Unread(int code, Bytes data) implements OsdpReply {}

    /// A code that we read, with data that do not fit it.
    record Malformed(int code, Bytes data, String reason) implements OsdpReply {}
}
