package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import sekisho.sensor.line.Line;
import sekisho.sensor.osdp.OsdpCapture;
import sekisho.sensor.osdp.OsdpTap;
import sekisho.site.Bytes;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.concurrent.Callable;

/// `sekisho osdp trace`: hears a line, shows each frame in words and records it.
@Command(
        name = "trace",
        description = {
            "Show what is said on a line, until Ctrl-C. It only listens: give it an adapter of"
                    + " its own at the same two wires.",
            "What it records can be judged with"
                    + " \"sekisho replay --site SITE.yaml --line NAME FILE\"."
        },
        mixinStandardHelpOptions = true)
final class OsdpTraceCommand implements Callable<Integer> {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    @Spec private @Nullable CommandSpec spec;
    @Mixin private LineOptions line = new LineOptions();

    @Option(
            names = "--record",
            paramLabel = "FILE.osdpcap",
            description = "Record what is heard in a new file.")
    private @Nullable Path file;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        var tap = new OsdpTap();
        try (Line heard = Line.open(line.address());
                Writer record = record()) {
            while (!out.checkError()) {
                Bytes bytes = heard.receive();
                if (bytes.size() > 0) {
                    Instant now = Instant.now();
                    record.write(new OsdpCapture(now, bytes).line() + "\n");
                    record.flush();
                    String time = CLOCK.format(LocalTime.ofInstant(now, ZoneId.systemDefault()));
                    tap.words(bytes, words -> out.println(time + "  " + words));
                }
            }
        } catch (IOException e) {
            throw new CommandFailed("the line is gone: " + e.getMessage());
        }
        return 0;
    }

    private Writer record() throws IOException {
        if (file == null) {
            return Writer.nullWriter();
        }
        try {
            return Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailed(file + " is there already; name a new file");
        }
    }
}
