package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import sekisho.sensor.smartcard.SmartcardTap;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.concurrent.Callable;

/// `sekisho smartcard watch`: shows readers as they come, and cards as they are laid on them.
@Command(
        name = "watch",
        description = {
            "Show the PC/SC card readers of this machine and the cards laid on them, until Ctrl-C.",
            "The numbers it shows are those of real cards: keep them to yourself."
        },
        mixinStandardHelpOptions = true)
final class SmartcardWatchCommand implements Callable<Integer> {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Instant begun = Instant.now();
        long nanos = System.nanoTime();
        try (var tap =
                new SmartcardTap(
                        () -> begun.plusNanos(System.nanoTime() - nanos),
                        words -> out.println(CLOCK.format(LocalTime.now()) + "  " + words))) {
            while (!out.checkError()) {
                Thread.sleep(tap.look());
            }
        }
        return 0;
    }
}
