package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import sekisho.config.Misconfigured;
import sekisho.sensor.serial.SerialCapture;
import sekisho.site.json.Unreadable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;

/// `sekisho serial replay`: shows a recording as if the line said it now.
@Command(
        name = "replay",
        description = "Show what \"sekisho serial watch --record\" has recorded.",
        mixinStandardHelpOptions = true)
final class SerialReplayCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private SerialShow show = new SerialShow();

    @Parameters(paramLabel = "RECORDING", description = "A time and bytes on each line.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws Misconfigured {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        show.begin();
        long number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    SerialCapture heard = SerialCapture.read(line);
                    show.heard(heard.bytes(), heard.at(), out);
                }
            }
        } catch (Unreadable e) {
            throw new CommandFailed(file + ": line " + number + ": " + e.getMessage());
        } catch (IOException e) {
            throw new CommandFailed(file + " can't be read: " + e.getMessage());
        }
        show.end(out);
        return 0;
    }
}
