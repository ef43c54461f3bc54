package sekisho.app;

/// `HOST:PORT`, with an IPv6 address in brackets.
record StationAddress(String host, int port) {
    private static final int PORT_MAX = 65535;

    /// @throws IllegalArgumentException when it is none; the message says what it should be
    static StationAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("--station has the form HOST:PORT, not " + text);
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        String number = text.substring(colon + 1);
        int port = number.matches("[0-9]{1,5}") ? Integer.parseInt(number) : 0;
        if (port < 1 || port > PORT_MAX) {
            throw new IllegalArgumentException(
                    "the port of --station lies between 1 and " + PORT_MAX + ", not " + number);
        }
        return new StationAddress(host, port);
    }
}
