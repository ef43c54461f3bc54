package sekisho.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import sekisho.app.config.Config;
import sekisho.app.config.SiteFile;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;

/// `sekisho run`: the station of a real site, until it is told to stop.
@Command(name = "run", description = "Runs the station of a site.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            required = true,
            paramLabel = "SITE.YAML",
            description = "The site file: zones, doors, readers, machines, people, policy.")
    private Path config = Path.of("");

    @Override
    public Integer call() throws Exception {
        Config read = SiteFile.read(config);
        var station = new Station(read, InstantSource.system(), false);
        return new Watch(station).untilStopped(() -> new Greeting(station).print(System.out));
    }
}
