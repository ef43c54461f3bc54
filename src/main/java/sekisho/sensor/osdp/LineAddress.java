package sekisho.sensor.osdp;

/// Where a line of readers is.
public sealed interface LineAddress {

    /// A serial port.
    ///
    /// @param path of the device; one under `/dev/serial/by-id` stays the same after replugging
    /// @param baud bits per second: 9600, 19200, 38400, 57600, 115200 or 230400
    record Serial(String path, int baud) implements LineAddress {
        public Serial {
            if (path.isBlank()) {
                throw new IllegalArgumentException("a serial line needs the path of its device");
            }
            switch (baud) {
                case 9600, 19200, 38400, 57600, 115200, 230400 -> {}
                default -> throw new IllegalArgumentException(baud + " baud is no speed of OSDP");
            }
        }

        @Override
        public String toString() {
            return path + " at " + baud + " baud";
        }
    }

    /// A TCP server in front of the readers, such as a serial device server in raw mode.
    record Tcp(String host, int port) implements LineAddress {
        public Tcp {
            if (host.isBlank()) {
                throw new IllegalArgumentException("a TCP line needs a host");
            }
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException(port + " is no port: 1 to 65535");
            }
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }
}
