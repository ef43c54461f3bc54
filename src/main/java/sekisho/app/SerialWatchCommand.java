package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import sekisho.config.Misconfigured;
import sekisho.sensor.line.Line;
import sekisho.sensor.line.LineAddress;
import sekisho.sensor.line.LineInput;
import sekisho.sensor.line.LineListener;
import sekisho.sensor.serial.SerialCapture;
import sekisho.sensor.serial.SerialTap;
import sekisho.site.Bytes;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// `sekisho serial watch`: shows the bytes of a line as they come, until Ctrl-C.
@Command(
        name = "watch",
        description = {
            "Show what a line says, byte by byte, until Ctrl-C. It only listens; the station must"
                    + " not have the line open.",
            "With --format also which frames that makes, their fields, and why others are none."
        },
        mixinStandardHelpOptions = true)
final class SerialWatchCommand implements Callable<Integer> {
    private static final int[] BAUDS = {
        9600, 19200, 38400, 57600, 115_200, 4800, 2400, 1200, 300, 230_400
    };

    /// What comes within it belongs to one burst: longer than a byte takes at 300 baud.
    private static final int BURST_MS = 40;

    /// A line that never pauses is shown in pieces of this size.
    private static final int BURST_MAX = 256;

    @Spec private @Nullable CommandSpec spec;
    @Mixin private LineOptions line = new LineOptions();
    @Mixin private SerialShow show = new SerialShow();

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "Record what is heard in a new file, for \"sekisho serial replay\".")
    private @Nullable Path file;

    @Option(
            names = "--find-baud",
            description = "Listen at each usual speed for a while, and tell which fits best.")
    private boolean findBaud;

    @Option(
            names = "--seconds",
            defaultValue = "5",
            description = "How long --find-baud listens at each speed: ${DEFAULT-VALUE}.")
    private int seconds;

    @Override
    public Integer call() throws Misconfigured, IOException, InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        show.begin();
        if (findBaud) {
            findBaud(out);
            return 0;
        }
        try (Line heard = Line.open(line.address());
                Writer record = record()) {
            watch(heard, record, out);
        } catch (IOException e) {
            show.end(out);
            throw new CommandFailed("the line is gone: " + e.getMessage());
        }
        return 0;
    }

    private void watch(Line heard, Writer record, PrintWriter out)
            throws IOException, InterruptedException {
        BlockingQueue<LineInput> inputs = listened(heard);
        while (!out.checkError()) {
            Bytes burst = burst(inputs, SerialShow.BROKEN_OFF.toMillis());
            Instant now = Instant.now();
            if (burst.size() == 0) {
                show.silentUntil(now, out);
                continue;
            }
            record.write(new SerialCapture(now, burst).line() + "\n");
            record.flush();
            show.heard(burst, now, out);
        }
    }

    private static BlockingQueue<LineInput> listened(Line heard) {
        BlockingQueue<LineInput> inputs = new LinkedBlockingQueue<>(1000);
        Thread.ofPlatform().daemon().name("listener").start(new LineListener(heard, inputs));
        return inputs;
    }

    /// Everything that comes without a pause; nothing when nothing comes for so long.
    private static Bytes burst(BlockingQueue<LineInput> inputs, long patienceMs)
            throws IOException, InterruptedException {
        Bytes burst = Bytes.NONE;
        long patience = patienceMs;
        while (burst.size() < BURST_MAX) {
            LineInput input = inputs.poll(patience, TimeUnit.MILLISECONDS);
            if (input == null) {
                break;
            }
            switch (input) {
                case LineInput.Delivered(_, Bytes bytes) -> burst = burst.then(bytes);
                case LineInput.Gone gone -> {
                    if (burst.size() == 0) {
                        throw new IOException(gone.reason());
                    }
                    // Told next time, behind what was heard last; nothing comes after it.
                    inputs.add(gone);
                    return burst;
                }
                case LineInput.Wake _ -> {}
            }
            patience = BURST_MS;
        }
        return burst;
    }

    private void findBaud(PrintWriter out) throws Misconfigured, IOException, InterruptedException {
        if (!(line.address() instanceof LineAddress.Serial(String path, _))) {
            throw new CommandFailed("--find-baud is for a serial line; TCP has no speed");
        }
        out.printf("%d s at each speed: let the device say something all the time%n", seconds);
        int best = 0;
        double most = 0;
        for (int baud : BAUDS) {
            SerialTap tap = show.tap();
            Bytes heard = listen(new LineAddress.Serial(path, baud));
            tap.heard(heard, _ -> {});
            double share = SerialTap.textShare(heard);
            double score = show.hasFormat() ? tap.frames() : share * Math.log1p(heard.size());
            out.printf(
                    "%,8d baud: %,6d bytes, %3.0f %% text%s%n",
                    baud,
                    heard.size(),
                    100 * share,
                    show.hasFormat() ? ", %,d frames".formatted(tap.frames()) : "");
            out.flush();
            if (score > most) {
                most = score;
                best = baud;
            }
        }
        out.println(
                best == 0
                        ? "nothing fits: is the device connected, and does it say anything?"
                        : "fits best: --baud " + best);
    }

    private Bytes listen(LineAddress address) throws IOException, InterruptedException {
        Bytes all = Bytes.NONE;
        try (Line heard = Line.open(address)) {
            BlockingQueue<LineInput> inputs = listened(heard);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            for (long left = seconds * 1000L; left > 0; ) {
                all = all.then(burst(inputs, left));
                left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            }
        } catch (IOException e) {
            throw new CommandFailed("the line is gone: " + e.getMessage());
        }
        return all;
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
