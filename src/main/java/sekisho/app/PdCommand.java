package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import sekisho.sensor.line.Line;
import sekisho.simulation.reader.ReaderScript;
import sekisho.simulation.reader.VirtualBus;
import sekisho.simulation.reader.VirtualReader;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/// `sekisho pd`: OSDP readers on a line, worked by words typed in.
@Command(
        name = "pd",
        description = {
            "Play OSDP readers on a line, for training and trials.",
            "What happens at them is typed in, a line each: \"card 26:3a5f0140\", \"card"
                    + " h10301:100-58400\", \"open\", \"close\", \"exit\", \"tamper\", \"calm\","
                    + " \"silent\", \"answer\"; with several readers, their address in front:"
                    + " \"1 card …\"."
        },
        mixinStandardHelpOptions = true)
final class PdCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private LineOptions line = new LineOptions();

    @Option(
            names = "--address",
            split = ",",
            defaultValue = "0",
            paramLabel = "N",
            description = "Addresses of the readers: ${DEFAULT-VALUE}.")
    private List<Integer> addresses = List.of();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<VirtualReader> readers = addresses.stream().map(VirtualReader::new).toList();
        var script = new ReaderScript(readers);
        try (Line open = Line.open(line.address())) {
            Thread.ofPlatform().daemon().name("typed").start(() -> type(script, out));
            out.println("readers " + addresses + " answer; \"card 26:3a5f0140\" presents a card");
            VirtualBus.serve(open, readers);
        } catch (IOException e) {
            throw new CommandFailed("the line is gone: " + e.getMessage());
        }
        return 0;
    }

    private static void type(ReaderScript script, PrintWriter out) {
        var typed = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            for (String words = typed.readLine(); words != null; words = typed.readLine()) {
                out.println(script.play(words));
            }
        } catch (IOException e) {
            out.println("nothing more can be typed in: " + e.getMessage());
        }
    }
}
