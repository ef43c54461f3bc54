package sekisho.sensor.osdp;

import sekisho.site.Bytes;
import sekisho.site.Cardholders;
import sekisho.site.Observation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Hears both ends of a line without speaking: what was said, in words, and what it means.
///
/// What travels on a secure channel it can't read; that it travelled, it tells.
public final class OsdpTap {
    private final OsdpFramer framer = new OsdpFramer();
    private final Map<Integer, OsdpObservations> readers = new HashMap<>();
    private long secured;

    /// A tap that puts frames into words.
    public OsdpTap() {}

    /// A tap that knows whose doors the readers are at, and so finds facts.
    public OsdpTap(OsdpLineConfig line, Cardholders cardholders) {
        for (OsdpReaderConfig reader : line.readers()) {
            readers.put(
                    reader.address(),
                    new OsdpObservations(reader, cardholders, KnownDevices.ofThisRun()));
        }
    }

    /// How many frames travelled on a secure channel.
    public long secured() {
        return secured;
    }

    /// What some bytes complete, in words, a line for each frame.
    public void words(Bytes heard, Consumer<String> out) {
        framer.accept(
                heard,
                piece -> {
                    switch (piece) {
                        case Framed.Whole(OsdpFrame frame, _) -> out.accept(words(frame));
                        case Framed.Noise(Bytes bytes, String reason) ->
                                out.accept("         noise: " + reason + ": " + bytes.hex());
                        case Framed.Mark _ -> {}
                    }
                });
    }

    /// What some bytes complete, as facts of that moment.
    public List<Observation> facts(Bytes heard, Instant at) {
        var facts = new ArrayList<Observation>();
        framer.accept(
                heard,
                piece -> {
                    if (piece instanceof Framed.Whole(OsdpFrame frame, _) && frame.reply()) {
                        OsdpObservations reader = readers.get(frame.address());
                        if (isHidden(frame)) {
                            secured++;
                        } else if (reader != null) {
                            facts.addAll(
                                    reader.told(OsdpReplies.read(frame.code(), frame.data()), at));
                        }
                    }
                });
        return facts;
    }

    /// Of a handshake the data can be read, of what follows it not.
    private static boolean isHidden(OsdpFrame frame) {
        return frame.isSecured() && frame.block().at(1) > 0x14;
    }

    private static String words(OsdpFrame frame) {
        String says = frame.reply() ? "says " : "asked";
        String what;
        if (isHidden(frame)) {
            what =
                    "%02x on a secure channel, %d bytes"
                            .formatted(frame.code(), frame.data().size());
        } else if (frame.reply()) {
            what = String.valueOf(OsdpReplies.read(frame.code(), frame.data()));
        } else {
            what = OsdpCommands.read(frame).toString();
        }
        return "reader %3d %s %d  %s".formatted(frame.address(), says, frame.sequence(), what);
    }
}
