package sekisho.sensor.osdp;

import sekisho.site.Bytes;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.ReaderId;
import sekisho.site.ZoneId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Whatever a line delivers, however it is cut: no exception, and every byte accounted for.
public final class OsdpFuzz {
    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");

    private OsdpFuzz() {}

    /// The first byte says into how long pieces the rest is cut.
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        Bytes line = Bytes.of(input, 1, input.length);
        int piece = 1 + (input[0] & 0xFF);
        accountFor(line, piece);
        converse(line, piece, bytes -> bytes);
        converse(line, piece, OsdpFuzz::framed);
        if (line.size() > 0) {
            check(OsdpFrame.plain(0, true, 1, line.at(0), line.from(1)));
            check(OsdpFrame.plain(0, false, 1, line.at(0), line.from(1)));
        }
    }

    /// A frame whose check holds, which chance would hardly ever make: number, code, data.
    private static Bytes framed(Bytes piece) {
        return piece.size() < 2
                ? piece
                : OsdpFrame.plain(0, true, piece.at(0) & 3, piece.at(1), piece.from(2)).encoded();
    }

    private static void accountFor(Bytes line, int piece) {
        var framer = new OsdpFramer();
        var framed = new ArrayList<Framed>();
        for (int from = 0; from < line.size(); from += piece) {
            Bytes bytes = line.part(from, Math.min(from + piece, line.size()));
            framer.accept(bytes, framed::add);
        }
        framer.giveUp(framed::add);
        int told = framed.stream().mapToInt(Framed::size).sum();
        if (told + framer.held() != line.size() || framer.held() > 0) {
            throw new IllegalStateException(
                    told + " bytes were told and " + framer.held() + " held of " + line.size());
        }
        for (Framed one : framed) {
            if (one instanceof Framed.Whole(OsdpFrame frame, int size)) {
                if (frame.encoded().size() != size) {
                    throw new IllegalStateException("not written as it was read: " + frame);
                }
                check(frame);
            }
        }
    }

    private static void check(OsdpFrame frame) {
        if (frame.reply()) {
            OsdpReply reply = OsdpReplies.read(frame.code(), frame.data());
            if (!(reply instanceof OsdpReply.Malformed)) {
                OsdpReply again =
                        OsdpReplies.read(OsdpReplies.code(reply), OsdpReplies.data(reply));
                if (!again.equals(reply)) {
                    throw new IllegalStateException(reply + " is read back as " + again);
                }
            }
        } else {
            OsdpCommand command = OsdpCommands.read(frame);
            OsdpCommand again = OsdpCommands.read(OsdpCommands.frame(command, 0, 0));
            if (!again.getClass().equals(command.getClass())) {
                throw new IllegalStateException(command + " is read back as " + again);
            }
        }
    }

    /// The other end says all that while we poll it, and a little time passes with every piece.
    private static void converse(Bytes line, int piece, UnaryOperator<Bytes> said) {
        var reader =
                OsdpReaderConfig.of(
                        new ReaderId("reader"),
                        0,
                        new DoorId("door"),
                        new ZoneId("room"),
                        Direction.IN);
        var bus = new OsdpBus(List.of(new OsdpSession(reader, Duration.ZERO, null)));
        Instant now = START;
        bus.opened(now);
        for (int from = 0; from < line.size(); from += piece) {
            bus.elapse(now, action -> {});
            Bytes bytes = said.apply(line.part(from, Math.min(from + piece, line.size())));
            bus.received(bytes, now, action -> {});
            now = now.plusMillis(37);
        }
        bus.lost("the end", now, action -> {});
    }
}
