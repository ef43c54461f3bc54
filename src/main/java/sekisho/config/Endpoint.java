package sekisho.config;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where to listen or to call.
///
/// @param host a name or an address, an IPv6 address without its brackets
/// @param port 1 to 65535; 0 to listen on any free one
public record Endpoint(String host, int port) {
    private static final Pattern WRITTEN =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([^\\s:/\\[\\]]+)):([0-9]{1,5})");
    private static final int PORT_MAX = 65_535;

    /// @throws IllegalArgumentException when the host is blank or the port out of range
    public Endpoint {
        if (host.isBlank() || port < 0 || port > PORT_MAX) {
            throw new IllegalArgumentException(host + ":" + port);
        }
    }

    /// Reads `host:port` or `[address]:port`.
    ///
    /// @throws IllegalArgumentException when it is neither
    public static Endpoint parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new IllegalArgumentException(text);
        }
        String bracketed = written.group(1);
        return new Endpoint(
                bracketed == null ? written.group(2) : bracketed,
                Integer.parseInt(written.group(3)));
    }

    /// Whether only this machine itself can reach it. No name is looked up: of the names,
    /// `localhost` alone is known to be.
    public boolean isLoopback() {
        if (host.equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return (host.contains(":") ? '[' + host + ']' : host) + ':' + port;
    }
}
