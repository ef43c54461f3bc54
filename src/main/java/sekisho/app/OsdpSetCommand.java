package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import sekisho.app.config.Config;
import sekisho.app.config.SiteFile;
import sekisho.config.Misconfigured;
import sekisho.sensor.line.LineAddress;
import sekisho.sensor.osdp.OsdpLineConfig;
import sekisho.sensor.osdp.OsdpMover;
import sekisho.sensor.osdp.OsdpReaderConfig;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;

/// `sekisho osdp set`: gives a reader another address or speed.
@Command(
        name = "set",
        description = {
            "Give a reader another address or speed, and look whether it answers there. Stop the"
                    + " station first, and write the new setting into the site file afterwards.",
            "A reader that does not answer as it should is looked for as it was."
        },
        mixinStandardHelpOptions = true)
final class OsdpSetCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "SITE.yaml",
            description = "The site file, as the reader is set now.")
    private Path file = Path.of("");

    @Parameters(paramLabel = "READER", description = "The reader's id.")
    private String id = "";

    @Option(names = "--address", description = "Its new address, 0 to 126.")
    private @Nullable Integer address;

    @Option(names = "--baud", description = "Its new speed; all readers of a line need the same.")
    private @Nullable Integer baud;

    @Override
    public Integer call() throws Misconfigured, InterruptedException {
        Config config = SiteFile.read(file);
        for (OsdpLineConfig line : config.sensors(OsdpLineConfig.class)) {
            for (OsdpReaderConfig reader : line.readers()) {
                if (reader.reader().value().equals(id)) {
                    return set(line, reader);
                }
            }
        }
        throw new CommandFailed(file + " has no OSDP reader \"" + id + '"');
    }

    private int set(OsdpLineConfig line, OsdpReaderConfig reader) throws InterruptedException {
        check(line, reader);
        try {
            OsdpMover.Result result = new OsdpMover(line, reader).move(address, baud);
            if (!result.moved()) {
                throw new CommandFailed(result.words());
            }
            Objects.requireNonNull(spec)
                    .commandLine()
                    .getOut()
                    .println(result.words() + "; write that into " + file);
            return 0;
        } catch (IOException e) {
            throw new CommandFailed(
                    "the line can't be used: " + e.getMessage() + "; is the station stopped?");
        }
    }

    private void check(OsdpLineConfig line, OsdpReaderConfig reader) {
        if (address == null && baud == null) {
            throw new CommandFailed("nothing to set: give --address or --baud");
        }
        if (address != null && (address < 0 || address > OsdpReaderConfig.ADDRESS_MAX)) {
            throw new CommandFailed(address + " is no address: 0 to 126");
        }
        boolean taken =
                line.readers().stream()
                        .anyMatch(one -> one != reader && Objects.equals(one.address(), address));
        if (taken) {
            throw new CommandFailed("another reader of the line has the address " + address);
        }
        if (baud != null && !OsdpLineConfig.BAUD.contains(baud)) {
            throw new CommandFailed(baud + " baud is no speed of OSDP: " + OsdpLineConfig.BAUD);
        }
        if (baud != null && !(line.address() instanceof LineAddress.Serial)) {
            throw new CommandFailed("the speed behind a TCP server is set at that server");
        }
    }
}
