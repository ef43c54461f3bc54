package sekisho.sensor.osdp;

/// The two ways in which a frame ends, and how they are computed.
enum FrameCheck {
    /// One byte that makes the sum of all bytes zero.
    CHECKSUM(1) {
        @Override
        int of(byte[] bytes, int from, int until) {
            int sum = 0;
            for (int i = from; i < until; i++) {
                sum += bytes[i];
            }
            return -sum & 0xFF;
        }
    },
    /// CRC-16: polynomial 0x1021, begun with 0x1D0F, low byte first on the line.
    CRC(2) {
        @Override
        int of(byte[] bytes, int from, int until) {
            int crc = 0x1D0F;
            for (int i = from; i < until; i++) {
                crc ^= (bytes[i] & 0xFF) << 8;
                for (int bit = 0; bit < 8; bit++) {
                    crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ 0x1021;
                }
            }
            return crc & 0xFFFF;
        }
    };

    /// How many bytes it takes.
    final int size;

    FrameCheck(int size) {
        this.size = size;
    }

    abstract int of(byte[] bytes, int from, int until);

    /// Whether the bytes before `until` end in their own check.
    boolean holds(byte[] bytes, int from, int until) {
        int body = until - size;
        int given = bytes[body] & 0xFF;
        if (this == CRC) {
            given |= (bytes[body + 1] & 0xFF) << 8;
        }
        return given == of(bytes, from, body);
    }

    /// Writes the check of the bytes before `body` there.
    void write(byte[] bytes, int from, int body) {
        int check = of(bytes, from, body);
        bytes[body] = (byte) check;
        if (this == CRC) {
            bytes[body + 1] = (byte) (check >> 8);
        }
    }
}
