package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sekisho.config.Endpoint;
import sekisho.sensor.line.LineAddress;

import java.nio.file.Files;
import java.nio.file.Path;

/// Which line a command is about.
final class LineOptions {
    @Parameters(
            paramLabel = "LINE",
            description = "A serial device such as /dev/serial/by-id/…, or HOST:PORT.")
    private String line = "";

    @Option(
            names = "--baud",
            defaultValue = "9600",
            description = "Speed of a serial line: ${DEFAULT-VALUE}.")
    private int baud;

    LineAddress address() {
        Endpoint endpoint = endpoint();
        try {
            return endpoint == null
                    ? new LineAddress.Serial(line, baud)
                    : new LineAddress.Tcp(endpoint.host(), endpoint.port());
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Endpoint endpoint() {
        if (line.contains("/") || Files.exists(Path.of(line))) {
            return null;
        }
        try {
            return Endpoint.parse(line);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
