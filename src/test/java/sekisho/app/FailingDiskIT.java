package sekisho.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.journal.Entry;
import sekisho.journal.Journal;
import sekisho.rig.Rig;
import sekisho.rig.Until;
import sekisho.site.Deed;
import sekisho.site.Deed.DeedDone;
import sekisho.site.Paperwork.VisitRegistered;
import sekisho.site.json.JsonText;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The running station on a disk that is really full, and on one whose fsync and write really fail,
/// while somebody registers visitors without pause: it refuses and alarms, lets people read, and
/// goes on by itself; whoever was told so is in the journal once, whoever was refused is not.
class FailingDiskIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SOME = 15;
    private static final int ROUNDS = 2;

    @TempDir private Path folder;
    private boolean mounted;

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            StationProcess.run("umount", "-l", folder.toString());
        }
    }

    @Test
    void aFullDisk() throws Exception {
        Rig.require("a full disk", "mount", "umount");
        Rig.requireRoot("a full disk");
        StationProcess.run("mount", "-t", "tmpfs", "-o", "size=48m", "none", folder.toString());
        mounted = true;
        var random = new Random(20_261_121);
        try (StationProcess station = StationProcess.start(folder)) {
            assertThat(station.signIn()).isEqualTo(200);
            assertThat(station.board()).as("48 MB are not much").contains("まもなくディスク");
            var desk = new Desk(station);
            for (int round = 0; round < ROUNDS; round++) {
                desk.registers(SOME);
                Path filler = fill(random.nextInt(4096));
                desk.isRefused(SOME);
                assertThat(station.board()).contains("ディスクがいっぱい", "the disk is full");
                readsGoOn(station);
                Files.delete(filler);
                desk.registers(SOME);
                assertThat(station.get("/healthz").statusCode()).isEqualTo(200);
            }
            desk.goesHome();
            station.stop();
            check(desk, ROUNDS);
        }
    }

    @Test
    void fsyncFails() throws Exception {
        Rig.require("a failing fsync", "strace");
        outage("fsync,fdatasync", "inject=fsync,fdatasync:error=EIO");
    }

    @Test
    void writesFail() throws Exception {
        Rig.require("a failing write", "strace");
        outage("write", "inject=write:error=EIO", "-P", segment().toString());
    }

    @Test
    void aDamagedJournalIsServedForReadingOnly() throws Exception {
        Rig.require("a damaged journal", "strace");
        var names = new ArrayList<String>();
        try (StationProcess station = StationProcess.start(folder)) {
            assertThat(station.signIn()).isEqualTo(200);
            for (int visitor = 1; visitor <= SOME; visitor++) {
                names.add("客 " + visitor);
                assertThat(station.register("客 " + visitor).statusCode()).isEqualTo(201);
            }
            station.stop();
        }
        byte[] spoilt = Files.readAllBytes(segment());
        spoilt[spoilt.length / 2] ^= 1;
        Files.write(segment(), spoilt);

        try (StationProcess station = StationProcess.start(folder)) {
            readsGoOn(station);
            assertThat(station.board()).contains("記録が壊れています", "the records are damaged");
            HttpResponse<String> refused = station.register("客 0");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("紙の入退室簿", "on paper");
            HttpResponse<String> csv = records(station);
            assertThat(csv.body()).as("beyond the damage, from the ledger").contains(names);
            station.stop();
        }
        assertThat(Files.readAllBytes(segment())).as("nothing was touched").isEqualTo(spoilt);
    }

    /// @param calls to be watched
    /// @param inject what happens to them
    private void outage(String calls, String inject, String... more) throws Exception {
        try (StationProcess station = StationProcess.start(folder)) {
            assertThat(station.signIn()).isEqualTo(200);
            var desk = new Desk(station);
            for (int round = 0; round < ROUNDS; round++) {
                desk.registers(SOME);
                Process strace = strace(station, calls, inject, more);
                desk.isRefused(SOME);
                assertThat(station.board()).contains("ディスクに異常", "the disk fails");
                readsGoOn(station);
                strace.destroy();
                assertThat(strace.waitFor(30, TimeUnit.SECONDS)).isTrue();
                desk.registers(SOME);
            }
            desk.goesHome();
            station.stop();
            check(desk, ROUNDS);
        }
    }

    private Process strace(StationProcess station, String calls, String inject, String... more)
            throws IOException {
        List<String> command =
                new ArrayList<>(List.of(Rig.program("strace"), "-f", "-q", "-o", "/dev/null"));
        command.addAll(List.of("-e", "trace=" + calls, "-e", inject));
        command.addAll(List.of(more));
        command.addAll(List.of("-p", Long.toString(station.pid())));
        return new ProcessBuilder(command).inheritIO().start();
    }

    /// What has been recorded can be read, also by somebody who only now signs in.
    private static void readsGoOn(StationProcess station) throws Exception {
        assertThat(station.get("/healthz").statusCode()).isEqualTo(503);
        assertThat(station.signIn()).isEqualTo(200);
        assertThat(station.get("/api/visits").statusCode()).isEqualTo(200);
        HttpResponse<String> csv = records(station);
        assertThat(csv.statusCode()).isEqualTo(200);
        assertThat(csv.body()).contains("客 1");
    }

    private static HttpResponse<String> records(StationProcess station) throws Exception {
        return station.get("/api/entries.csv?zone=all&from=2020-01-01&until=2029-01-01");
    }

    /// Fills the disk to its last page, then gives back so many bytes.
    private Path fill(int left) throws IOException {
        Path filler = folder.resolve("filler");
        long size = 0;
        try (var out = Files.newOutputStream(filler)) {
            var page = new byte[4096];
            while (true) {
                out.write(page);
                size += page.length;
            }
        } catch (IOException full) {
            try (var channel =
                    java.nio.channels.FileChannel.open(
                            filler, java.nio.file.StandardOpenOption.WRITE)) {
                channel.truncate(Math.max(0, size - left));
            }
        }
        return filler;
    }

    private Path segment() {
        return folder.resolve("data/journal/0000000000000000001.log");
    }

    private void check(Desk desk, int outages) {
        var registered = new TreeMap<String, Integer>();
        int resumed = 0;
        try (Journal journal = Journal.open(folder.resolve("data/journal"))) {
            assertThat(journal.recovery().torn()).isNull();
            for (Entry entry : journal.read(1, 1_000_000)) {
                if (entry.fact() instanceof VisitRegistered visit) {
                    registered.merge(visit.visit().value(), 1, Integer::sum);
                } else if (entry.fact() instanceof DeedDone deed
                        && deed.type().equals(Deed.STATION_RESUMED)) {
                    resumed++;
                }
            }
        }
        System.out.printf(
                "%d visitors acknowledged, %d refused, %d outages%n",
                desk.acknowledged.size(), desk.refused.size(), resumed);
        assertThat(registered.values()).containsOnly(1);
        assertThat(registered.keySet()).containsExactlyInAnyOrderElementsOf(desk.acknowledged);
        assertThat(resumed).isGreaterThanOrEqualTo(outages);
        var said = new ByteArrayOutputStream();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        assertThat(Main.execute(out, out, "verify", folder.resolve("data").toString()))
                .as(said.toString(StandardCharsets.UTF_8))
                .isZero();
    }

    /// Registers one visitor after the other.
    private static final class Desk {
        private final StationProcess station;
        private final Thread thread;
        private final List<String> acknowledged = new ArrayList<>();
        private final List<String> refused = new ArrayList<>();
        private volatile boolean open = true;
        private volatile int accepted;
        private volatile int turnedAway;

        Desk(StationProcess station) {
            this.station = station;
            this.thread = Thread.ofPlatform().daemon().start(this::work);
        }

        private void work() {
            try {
                for (int visitor = 1; open; visitor++) {
                    register("客 " + visitor);
                    LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
                }
            } catch (Exception e) {
                System.out.println("the desk ended: " + e);
            }
        }

        private void register(String name) throws Exception {
            HttpResponse<String> answer = station.register(name);
            if (answer.statusCode() == 201) {
                acknowledged.add(String.valueOf(JsonText.object(answer.body()).get("visit")));
                accepted++;
            } else {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
                refused.add(name);
                if (answer.body().contains("not-recording")) {
                    assertThat(answer.body()).contains("紙の入退室簿");
                    turnedAway++;
                }
            }
        }

        void registers(int more) throws Exception {
            int goal = accepted + more;
            Until.holds(more + " more are registered", PATIENCE, () -> accepted >= goal);
        }

        void isRefused(int more) throws Exception {
            int goal = turnedAway + more;
            Until.holds(more + " are refused", PATIENCE, () -> turnedAway >= goal);
        }

        void goesHome() throws InterruptedException {
            open = false;
            thread.join();
        }
    }
}
