package sekisho.sensor.osdp;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.line.Line;
import sekisho.sensor.line.LineAddress;
import sekisho.sensor.line.LineInput;
import sekisho.sensor.line.LineListener;
import sekisho.site.Bytes;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Gives one reader of a line another address or speed, for an installer; the station must not have
/// the line open meanwhile.
public final class OsdpMover {
    private static final Duration LOOK_AROUND = Duration.ofMillis(250);

    private final OsdpLineConfig line;
    private final OsdpReaderConfig reader;

    public OsdpMover(OsdpLineConfig line, OsdpReaderConfig reader) {
        this.line = line;
        this.reader = reader;
    }

    /// What became of it.
    ///
    /// @param moved whether the reader has the new setting
    /// @param words how it is reached now
    public record Result(boolean moved, String words) {}

    /// Sets the reader, and looks where it is then.
    ///
    /// @param address null: as it was
    /// @param baud null: as it was
    /// @throws IOException when the line can't be opened, or is gone
    public Result move(@Nullable Integer address, @Nullable Integer baud)
            throws IOException, InterruptedException {
        int speed = line.address() instanceof LineAddress.Serial serial ? serial.baud() : 9600;
        var before = new OsdpMove.Setting(reader.address(), speed);
        var wanted =
                new OsdpMove.Setting(
                        address == null ? before.address() : address, baud == null ? speed : baud);
        OsdpKeys keys = line.keys() == null ? OsdpKeys.none() : OsdpKeyFile.open(line.keys());
        var move = new OsdpMove(reader, () -> SecureSetup.of(reader, keys, now()), before, wanted);
        while (true) {
            OsdpMove.Outcome outcome = converse(move);
            if (outcome != null) {
                return new Result(outcome.moved(), outcome.words());
            }
        }
    }

    /// Until the line must be opened another way, or it is over.
    private OsdpMove.@Nullable Outcome converse(OsdpMove move)
            throws IOException, InterruptedException {
        OsdpMove.Setting setting = move.setting();
        var inputs = new LinkedBlockingQueue<LineInput>();
        try (Line open = Line.open(at(setting.baud()))) {
            Thread.ofPlatform().daemon().start(new LineListener(open, inputs));
            move.opened(now());
            while (move.outcome() == null && move.setting().equals(setting)) {
                send(open, out -> move.elapse(now(), out::add));
                Duration left = Duration.between(now(), move.dueAt());
                Duration wait = left.compareTo(LOOK_AROUND) < 0 ? left : LOOK_AROUND;
                switch (inputs.poll(Math.max(wait.toNanos(), 0), TimeUnit.NANOSECONDS)) {
                    case LineInput.Delivered(_, Bytes bytes) ->
                            send(open, out -> move.received(bytes, now(), out::add));
                    case LineInput.Gone(_, String reason) -> throw new IOException(reason);
                    case LineInput.Wake _ -> {}
                    case null -> {}
                }
            }
        }
        return move.outcome();
    }

    private static void send(Line open, java.util.function.Consumer<List<Bytes>> step)
            throws IOException {
        var out = new ArrayList<Bytes>();
        step.accept(out);
        for (Bytes bytes : out) {
            open.send(bytes);
        }
    }

    private LineAddress at(int baud) {
        return switch (line.address()) {
            case LineAddress.Serial serial -> serial.at(baud);
            case LineAddress.Tcp tcp -> tcp;
        };
    }

    private static Instant now() {
        return Instant.now();
    }
}
