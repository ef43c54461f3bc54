package sekisho.sensor.uhppote;

import sekisho.site.Bytes;
import sekisho.site.Cardholders;
import sekisho.site.DoorId;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Whatever comes as a datagram: no exception, and each event becomes a fact.
public final class UhppoteFuzz {
    private static final UhppoteConfig.Controller CONFIG =
            new UhppoteConfig.Controller(
                    new SourceId("panel"),
                    423_187_757,
                    new InetSocketAddress("127.0.0.1", 60_000),
                    java.time.ZoneId.of("Asia/Tokyo"),
                    true,
                    Map.of(
                            1,
                            new UhppoteConfig.Door(
                                    new DoorId("door"), new ZoneId("room"), null, null)));

    private UhppoteFuzz() {}

    /// Datagrams of 64 bytes, and what is left over as a shorter one.
    public static void fuzzerTestOneInput(byte[] input) {
        var session = new UhppoteSession(CONFIG, null, null, () -> "memory");
        var observations = new UhppoteObservations(CONFIG, new Cardholders(List.of()));
        Instant now = Instant.parse("2026-11-20T00:00:00Z");
        session.begin(now);
        for (int from = 0; from < input.length; from += UhppoteCodec.LENGTH) {
            int until = Math.min(from + UhppoteCodec.LENGTH, input.length);
            Bytes datagram = Bytes.of(input, from, until);
            session.elapse(now, now, action -> {});
            if (UhppoteCodec.fault(datagram) == null) {
                UhppoteReply reply = UhppoteCodec.read(datagram);
                session.received(reply, now, action -> {});
                if (reply instanceof UhppoteReply.Event event) {
                    observations.recorded(event, now);
                }
            }
            now = now.plusMillis(310);
        }
    }
}
