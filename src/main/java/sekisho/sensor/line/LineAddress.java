package sekisho.sensor.line;

import java.time.Duration;

/// Where a line of devices is.
public sealed interface LineAddress {

    /// How long some bytes are on the line.
    Duration travel(int bytes);

    /// A serial port.
    ///
    /// @param path of the device; one under `/dev/serial/by-id` stays the same after replugging
    /// @param baud bits per second, 300 to 921600
    record Serial(String path, int baud) implements LineAddress {
        private static final int BAUD_MIN = 300;
        private static final int BAUD_MAX = 921_600;

        public Serial {
            if (path.isBlank()) {
                throw new IllegalArgumentException("a serial line needs the path of its device");
            }
            if (baud < BAUD_MIN || baud > BAUD_MAX) {
                throw new IllegalArgumentException(
                        "%d baud is no speed: %d to %d".formatted(baud, BAUD_MIN, BAUD_MAX));
            }
        }

        /// The same port at another speed.
        public Serial at(int other) {
            return new Serial(path, other);
        }

        /// Ten bits for each byte.
        @Override
        public Duration travel(int bytes) {
            return Duration.ofSeconds(10L * bytes).dividedBy(baud);
        }

        @Override
        public String toString() {
            return path + " at " + baud + " baud";
        }
    }

    /// A TCP server in front of the devices, such as a serial device server in raw mode.
    record Tcp(String host, int port) implements LineAddress {
        public Tcp {
            if (host.isBlank()) {
                throw new IllegalArgumentException("a TCP line needs a host");
            }
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException(port + " is no port: 1 to 65535");
            }
        }

        /// What the network takes is part of the time that a reply may take.
        @Override
        public Duration travel(int bytes) {
            return Duration.ZERO;
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }
}
