package sekisho.sensor.serial;

import sekisho.site.Bytes;

/// Ways to compute a check over bytes.
enum Checksum {
    /// Every byte XORed with the next; also called BCC.
    XOR(1),
    /// The lowest byte of the sum.
    SUM(1),
    /// Two's complement of the lowest byte of the sum: all bytes and the check add up to 0.
    LRC(1),
    /// CRC-16 with polynomial 1021, start FFFF; also called CCITT-FALSE.
    CRC16_CCITT(2),
    /// CRC-16 with polynomial 1021, start 0.
    CRC16_XMODEM(2),
    /// CRC-16 with polynomial 8005 reflected, start FFFF; on the wire the low byte first.
    CRC16_MODBUS(2);

    /// How many bytes it has.
    final int size;

    Checksum(int size) {
        this.size = size;
    }

    /// The check, as a number.
    int of(Bytes covered) {
        return switch (this) {
            case XOR -> xor(covered);
            case SUM -> sum(covered) & 0xFF;
            case LRC -> -sum(covered) & 0xFF;
            case CRC16_CCITT -> crc(covered, 0xFFFF);
            case CRC16_XMODEM -> crc(covered, 0);
            case CRC16_MODBUS -> reflected(covered);
        };
    }

    private static int xor(Bytes covered) {
        int xor = 0;
        for (int i = 0; i < covered.size(); i++) {
            xor ^= covered.at(i);
        }
        return xor;
    }

    private static int sum(Bytes covered) {
        int sum = 0;
        for (int i = 0; i < covered.size(); i++) {
            sum += covered.at(i);
        }
        return sum;
    }

    private static int crc(Bytes covered, int start) {
        int crc = start;
        for (int i = 0; i < covered.size(); i++) {
            crc ^= covered.at(i) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ 0x1021;
            }
        }
        return crc & 0xFFFF;
    }

    private static int reflected(Bytes covered) {
        int crc = 0xFFFF;
        for (int i = 0; i < covered.size(); i++) {
            crc ^= covered.at(i);
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xA001;
            }
        }
        return crc;
    }
}
