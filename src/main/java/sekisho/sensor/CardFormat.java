package sekisho.sensor;

import org.jspecify.annotations.Nullable;

import sekisho.site.Bytes;
import sekisho.site.CredentialId;

import java.util.List;
import java.util.stream.IntStream;

/// How the bits that a reader puts on the wire mean a card: Wiegand formats, by their layout.
///
/// Bits are counted from the first one on the wire, from 0. The layouts here are those that HID's
/// format documents and the open readers' tools give.
///
/// @param bits how many there are
/// @param facility where the facility or company code stands; null: the format has none
/// @param number where the card's number stands
/// @param parities each of which must hold
public record CardFormat(
        String name, int bits, @Nullable Field facility, Field number, List<Parity> parities) {

    /// 64 is what a number can hold.
    public static final int BITS_MAX = 64;

    /// Bits from one to another, both included.
    public record Field(int from, int until) {
        public Field {
            if (from < 0 || until < from || until >= BITS_MAX) {
                throw new IllegalArgumentException(from + "-" + until + " are no bits");
            }
        }
    }

    /// A bit that makes the number of ones among itself and some others even, or odd.
    public record Parity(int bit, boolean odd, List<Integer> over) {
        public Parity {
            over = List.copyOf(over);
        }

        static Parity even(int bit, int from, int until) {
            return new Parity(bit, false, range(from, until));
        }

        static Parity odd(int bit, int from, int until) {
            return new Parity(bit, true, range(from, until));
        }

        private static List<Integer> range(int from, int until) {
            return IntStream.rangeClosed(from, until).boxed().toList();
        }

        /// Two bits of every three.
        private static Parity pairs(int bit, boolean odd, int from, int until) {
            return new Parity(
                    bit,
                    odd,
                    IntStream.rangeClosed(from, until)
                            .filter(one -> (one - from) % 3 < 2)
                            .boxed()
                            .toList());
        }
    }

    /// 26 bits, the usual one.
    public static final CardFormat H10301 =
            new CardFormat(
                    "h10301",
                    26,
                    new Field(1, 8),
                    new Field(9, 24),
                    List.of(Parity.even(0, 1, 12), Parity.odd(25, 13, 24)));

    /// 34 bits.
    public static final CardFormat H10306 =
            new CardFormat(
                    "h10306",
                    34,
                    new Field(1, 16),
                    new Field(17, 32),
                    List.of(Parity.even(0, 1, 16), Parity.odd(33, 17, 32)));

    /// 35 bits, Corporate 1000.
    public static final CardFormat C1000_35 =
            new CardFormat(
                    "c1000-35",
                    35,
                    new Field(2, 13),
                    new Field(14, 33),
                    List.of(
                            Parity.pairs(1, false, 2, 33),
                            Parity.pairs(34, true, 1, 32),
                            Parity.odd(0, 1, 34)));

    /// 37 bits without a facility code. The bit in the middle belongs to both parities.
    public static final CardFormat H10302 =
            new CardFormat("h10302", 37, null, new Field(1, 35), halves37());

    /// 37 bits with a facility code; likewise.
    public static final CardFormat H10304 =
            new CardFormat("h10304", 37, new Field(1, 16), new Field(17, 35), halves37());

    /// 48 bits, Corporate 1000.
    public static final CardFormat C1000_48 =
            new CardFormat(
                    "c1000-48",
                    48,
                    new Field(2, 23),
                    new Field(24, 46),
                    List.of(
                            Parity.pairs(1, false, 3, 46),
                            Parity.pairs(47, true, 2, 45),
                            Parity.odd(0, 1, 47)));

    /// All that are known by name.
    public static final List<CardFormat> KNOWN =
            List.of(H10301, H10306, C1000_35, H10302, H10304, C1000_48);

    private static List<Parity> halves37() {
        return List.of(Parity.even(0, 1, 18), Parity.odd(36, 18, 35));
    }

    /// @throws IllegalArgumentException when a field or a parity lies beyond the bits
    public CardFormat {
        parities = List.copyOf(parities);
        int last = number.until();
        if (facility != null) {
            last = Math.max(last, facility.until());
        }
        for (Parity parity : parities) {
            last = Math.max(last, parity.bit());
            last = parity.over().stream().reduce(last, Math::max);
        }
        if (bits > BITS_MAX || last >= bits) {
            throw new IllegalArgumentException(
                    "format %s has %d bits, at most %d, and no bit %d"
                            .formatted(name, bits, BITS_MAX, last));
        }
    }

    /// Whether every parity holds.
    ///
    /// @param data the bits, the first one highest in the first byte
    public boolean isSound(Bytes data) {
        return parities.stream()
                .allMatch(parity -> {
                    int ones = bit(data, parity.bit());
                    for (int one : parity.over()) {
                        ones += bit(data, one);
                    }
                    return ones % 2 == (parity.odd() ? 1 : 0);
                });
    }

    /// The card, as `<format>:<facility>-<number>`, or `<format>:<number>`.
    public CredentialId credential(Bytes data) {
        String text = Long.toUnsignedString(value(data, number));
        if (facility != null) {
            text = value(data, facility) + "-" + text;
        }
        return new CredentialId(name + ':' + text);
    }

    /// How a card of this number is known where readers tell only its last bits: as many as the
    /// format has room for.
    public CredentialId credentialOf(Bytes number) {
        var value = new java.math.BigInteger(1, number.toArray());
        int low = bits(this.number);
        int high = facility == null ? 0 : bits(facility);
        long facilityCode = last(value.shiftRight(low), high);
        return credential(data(facilityCode, last(value, low)));
    }

    private static long last(java.math.BigInteger value, int bits) {
        return value.mod(java.math.BigInteger.ONE.shiftLeft(bits)).longValue();
    }

    private static int bits(Field field) {
        return field.until() - field.from() + 1;
    }

    /// The bits of a card, as a reader sends them.
    ///
    /// @param facilityCode 0 where the format has none
    public Bytes data(long facilityCode, long cardNumber) {
        var data = new boolean[bits];
        if (facility != null) {
            put(data, facility, facilityCode);
        }
        put(data, number, cardNumber);
        for (Parity parity : parities) {
            long ones = parity.over().stream().filter(one -> data[one]).count();
            data[parity.bit()] = ones % 2 != (parity.odd() ? 1 : 0);
        }
        var bytes = new byte[(bits + 7) / 8];
        for (int i = 0; i < bits; i++) {
            if (data[i]) {
                bytes[i / 8] |= (byte) (0x80 >> i % 8);
            }
        }
        return Bytes.of(bytes);
    }

    private static void put(boolean[] data, Field field, long value) {
        for (int i = field.until(), shift = 0; i >= field.from(); i--, shift++) {
            data[i] = (value >> shift & 1) == 1;
        }
    }

    private static long value(Bytes data, Field field) {
        long value = 0;
        for (int i = field.from(); i <= field.until(); i++) {
            value = value << 1 | bit(data, i);
        }
        return value;
    }

    private static int bit(Bytes data, int i) {
        return data.at(i / 8) >> 7 - i % 8 & 1;
    }
}
