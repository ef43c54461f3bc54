package sekisho.sensor.line;

import org.jspecify.annotations.Nullable;

import sekisho.config.Endpoint;
import sekisho.config.Form;
import sekisho.config.Mark;
import sekisho.config.Section;

import java.util.Map;

/// `line:` with `baud:`, or `tcp:`; where a line is.
public final class LineAddressPart {
    private static final int BAUD_USUAL = 9600;

    private LineAddressPart() {}

    /// Reads the address of a line; null when something was wrong, which is noted.
    ///
    /// @param what how messages call the line, such as `a line of readers`
    /// @param baud the speeds it may have
    /// @param taken the addresses of other lines, and where they stand; gets this one
    public static @Nullable LineAddress read(
            Section in, String what, Form<Integer> baud, Map<String, Mark> taken) {
        boolean serial = in.has("line");
        boolean tcp = in.has("tcp");
        if (serial == tcp) {
            in.fault(
                    in.mark(),
                    serial
                            ? what
                                    + " is either at a serial \"line\" or behind \"tcp\", not both;"
                                    + " leave one out"
                            : what
                                    + " needs \"line\": a serial device such as"
                                    + " /dev/serial/by-id/…, or \"tcp\": an address and a port");
        }
        Integer speed = in.optional("baud", baud, BAUD_USUAL);
        String line = in.optional("line", Form.TEXT.asking("the path of a serial device"));
        Endpoint endpoint = in.optional("tcp", Form.ENDPOINT);
        if (tcp && in.has("baud")) {
            in.fault("baud", "\"baud\" is for a serial \"line\"; leave it out beside \"tcp\"");
        }
        if (endpoint != null && endpoint.port() == 0) {
            in.fault("tcp", "\"tcp\" needs the port that answers there: 1 to 65535");
            return null;
        }
        if (line != null) {
            takeOnce(in, "line", line, taken);
            return new LineAddress.Serial(line, speed);
        }
        if (endpoint != null) {
            takeOnce(in, "tcp", endpoint.toString(), taken);
            return new LineAddress.Tcp(endpoint.host(), endpoint.port());
        }
        return null;
    }

    private static void takeOnce(Section in, String key, String address, Map<String, Mark> taken) {
        Mark before = taken.putIfAbsent(address, in.mark(key));
        if (before != null) {
            in.fault(key, "another line is at %s, in line %d".formatted(address, before.line()));
        }
    }
}
