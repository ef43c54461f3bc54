package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import sekisho.app.config.Config;
import sekisho.app.config.SiteFile;
import sekisho.config.Misconfigured;
import sekisho.sensor.osdp.OsdpLineConfig;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;

/// `sekisho check`: reads a site file as `run` would, and starts nothing.
@Command(
        name = "check",
        description = "Check a site file; starts nothing.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "SITE.yaml",
            description = "The site file.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws Misconfigured {
        Config config = SiteFile.read(file);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.printf(
                "%s: no faults; %d zones, %d doors, %d readers, %d machines, %d people%n",
                file,
                config.site().zones().size(),
                config.site().doors().size(),
                config.site().readers().size(),
                config.site().machines().size(),
                config.people().all().size());
        config.sensors(OsdpLineConfig.class).stream()
                .flatMap(line -> line.remarks(Instant.now()).stream())
                .forEach(out::println);
        return 0;
    }
}
