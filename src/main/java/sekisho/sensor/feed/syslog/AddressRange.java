package sekisho.sensor.feed.syslog;

import java.net.InetAddress;

/// An IP address, or all of one network.
///
/// @param network its first address
/// @param bits how many of its bits must agree
record AddressRange(InetAddress network, int bits) {

    /// Reads `192.0.2.30`, `192.0.2.0/24` or `2001:db8::/32`. No name is looked up.
    ///
    /// @throws IllegalArgumentException when it is none of them
    static AddressRange parse(String text) {
        String[] parts = text.split("/", 2);
        InetAddress network = InetAddress.ofLiteral(parts[0]);
        int most = 8 * network.getAddress().length;
        int bits = parts.length == 1 ? most : Integer.parseInt(parts[1]);
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException(text);
        }
        return new AddressRange(network, bits);
    }

    boolean has(InetAddress address) {
        byte[] one = network.getAddress();
        byte[] other = address.getAddress();
        if (one.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            if (((one[bit / 8] ^ other[bit / 8]) >> 7 - bit % 8 & 1) != 0) {
                return false;
            }
        }
        return true;
    }
}
