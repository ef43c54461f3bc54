package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `sekisho demo`: a station with a site that does not exist.
@Command(
        name = "demo",
        description = "Runs a station with a simulated site; started again, it goes on.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final int PORT_MAX = 65_535;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data/demo",
            description = "Where the demo keeps its journal (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("");

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port of the board, 0 for a free one (default: 8080, or a free one).")
    private @Nullable Integer port;

    @Override
    public Integer call() throws Exception {
        if (port != null && (port < 0 || port > PORT_MAX)) {
            throw new CommandFailed("--port lies between 0 and " + PORT_MAX + ", not " + port);
        }
        return new Demo(data, port).run(System.out);
    }
}
