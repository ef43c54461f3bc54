package sekisho.app;

import sekisho.site.CredentialId;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.Fact;
import sekisho.site.Observation.AccessGranted;
import sekisho.site.Observation.DoorClosed;
import sekisho.site.Paperwork.VisitRegistered;
import sekisho.site.PersonId;
import sekisho.site.Policy;
import sekisho.site.Sighting;
import sekisho.site.Site;
import sekisho.site.SourceId;
import sekisho.site.VisitId;
import sekisho.site.ZoneId;
import sekisho.snapshot.SnapshotWriter;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// The victim of [PowerCutIT], in its guest: a station that takes facts of three sources in, says
/// which are acknowledged, and sends every checkpoint out.
final class PowerCutStation {
    static final int SOURCES = 3;
    static final String BOOT = "b1";

    private static final Instant BEGIN = Instant.parse("2026-11-20T00:00:00Z");
    private static final ZoneId ROOM = new ZoneId("room");
    private static final DoorId FRONT = new DoorId("front");
    private static final Site SITE =
            new Site(
                    "Rig",
                    ZoneOffset.UTC,
                    List.of(new Site.Zone(ROOM, "Room", null, null)),
                    List.of(new Site.Door(FRONT, "Front", ROOM, Site.Exit.READER)),
                    List.of(),
                    List.of());
    private static final int BATCH_MAX = 32;
    private static final long WARM = 100;

    private final RandomAccessFile port;
    private final Path data;

    private PowerCutStation(RandomAccessFile port, Path data) {
        this.port = port;
        this.data = data;
    }

    /// @param args the port, a folder in memory to warm up in, where the disk is to be mounted
    public static void main(String[] args) throws Exception {
        try (var port = new RandomAccessFile(args[0], "rw")) {
            warmUp(args[1]);
            port.writeBytes("ready\n");
            String[] go = port.readLine().split(" ");
            var mount =
                    new ProcessBuilder(
                                    "/bin/sh",
                                    "-c",
                                    "date -s @%s >/dev/null && mount -t ext4 /dev/vda %s"
                                            .formatted(go[1], args[2]))
                            .inheritIO()
                            .start();
            if (mount.waitFor() != 0) {
                port.writeBytes("failed: the disk can't be mounted\n");
                return;
            }
            var next = new long[SOURCES];
            for (int i = 0; i < SOURCES; i++) {
                next[i] = Long.parseLong(go[2 + i]);
            }
            var station = new PowerCutStation(port, Path.of(args[2], "data"));
            try {
                station.run(next, Long.MAX_VALUE);
            } catch (Exception e) {
                station.say("failed: " + e);
            }
        }
    }

    private static void warmUp(String folder) throws Exception {
        try (var unheard = new RandomAccessFile("/dev/null", "rw")) {
            new PowerCutStation(unheard, Path.of(folder, "data")).run(new long[] {1, 1, 1}, WARM);
        }
    }

    private synchronized void say(String line) throws IOException {
        port.writeBytes(line + '\n');
    }

    private static SnapshotWriter.Pace often() {
        return new SnapshotWriter.Pace(200, Duration.ofSeconds(1), 1);
    }

    /// Takes facts in from these numbers on, up to one of them.
    private void run(long[] next, long until) throws Exception {
        try (Core core =
                Core.open(
                        data,
                        SITE,
                        Policy.DEFAULT,
                        InstantSource.system(),
                        often(),
                        Duration.ofMillis(200))) {
            say("open " + core.journal().durable());
            var running = new CountDownLatch(SOURCES);
            for (int source = 0; source < SOURCES; source++) {
                int number = source;
                Thread.ofPlatform()
                        .start(() -> {
                            submit(core, number, next[number], until);
                            running.countDown();
                        });
            }
            String sent = "";
            while (running.getCount() > 0) {
                sent = sendCheckpoint(sent);
            }
        }
    }

    private void submit(Core core, int source, long from, long until) {
        try {
            for (long next = from; next <= until; ) {
                List<Sighting> batch = new ArrayList<>();
                for (long size = 1 + next * 7 % BATCH_MAX; size > 0; size--) {
                    batch.add(sighting(source, next++));
                }
                core.intake().submit(batch);
                say("ack " + source + " " + (next - 1));
            }
        } catch (Exception e) {
            fail(e);
        }
    }

    private void fail(Exception e) {
        try {
            say("failed: " + e);
        } catch (IOException more) {
            throw new AssertionError(more);
        }
    }

    private String sendCheckpoint(String sent) throws IOException, InterruptedException {
        try {
            String now = Files.readString(data.resolve("log").resolve("checkpoint"));
            if (!now.equals(sent)) {
                byte[] bytes = now.getBytes(StandardCharsets.UTF_8);
                say("checkpoint " + Base64.getEncoder().encodeToString(bytes));
                return now;
            }
        } catch (NoSuchFileException e) {
            // nothing is signed yet
        }
        Thread.sleep(2);
        return sent;
    }

    private static Sighting sighting(int source, long number) {
        return Sighting.of(fact(source, number), source(source), BOOT, number);
    }

    static SourceId source(int number) {
        return new SourceId("source-" + number);
    }

    private static Fact fact(int source, long number) {
        Instant at = BEGIN.plusMillis(number * 500);
        return switch (source) {
            case 0 ->
                    new AccessGranted(
                            at,
                            ROOM,
                            FRONT,
                            null,
                            number % 2 == 0 ? Direction.IN : Direction.OUT,
                            new CredentialId("26:%08x".formatted(number / 2 % 50)),
                            new PersonId("p-" + number / 2 % 50));
            case 1 ->
                    new VisitRegistered(
                            at,
                            new VisitId("V-" + number),
                            ROOM,
                            "guest",
                            null,
                            null,
                            null,
                            "訪問者 " + number,
                            "株式会社サンプル",
                            "点検",
                            List.of());
            default -> new DoorClosed(at, ROOM, FRONT);
        };
    }
}
