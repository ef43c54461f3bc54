package sekisho.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.app.config.Config;
import sekisho.config.Endpoint;
import sekisho.journal.Entry;
import sekisho.journal.Follower;
import sekisho.journal.Journal;
import sekisho.sensor.Unhandled;
import sekisho.site.Cardholders;
import sekisho.site.Deed;
import sekisho.site.Policy;
import sekisho.site.Site;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// What becomes of a station of which a part has died.
class DeadThreadsTest {
    @TempDir Path folder;

    @AfterEach
    void forget() {
        Thread.setDefaultUncaughtExceptionHandler(null);
    }

    @Test
    void aThreadThatDiesStopsTheStationInOrderAndIsNamed() throws Exception {
        var station = new Station(config(), InstantSource.system(), false);

        int exit =
                new Watch(station)
                        .untilStopped(
                                () -> Thread.ofPlatform().name("osdp front").start(() -> blind()));

        assertThat(exit).isEqualTo(1);
        assertThat(station.broken().get())
                .hasMessageContaining("\"osdp front\" ended by a fault")
                .hasMessageContaining("the reader is gone");
        try (Journal journal = Journal.open(folder.resolve("data/journal"))) {
            Entry last = journal.read(journal.durable(), 1).getFirst();
            assertThat(last.fact()).isInstanceOf(Deed.DeedDone.class);
            assertThat(((Deed.DeedDone) last.fact()).type()).isEqualTo(Deed.STATION_STOPPED);
        }
    }

    @Test
    void aFollowerOfTheJournalThatDiesIsTold() throws Exception {
        var told = new CompletableFuture<Throwable>();
        DeadThreads.tell(told::complete);
        var clock = InstantSource.system();
        try (Core core =
                        Core.open(
                                folder.resolve("data"), Site.undeclared(), Policy.DEFAULT, clock);
                var _ = Follower.start("board", core.journal(), 1, _ -> blind())) {
            assertThat(told.get(30, TimeUnit.SECONDS)).hasMessageContaining("\"board\"");
        }
    }

    @Test
    void aTaskOfAnExecutorThatFailsIsTold() throws Exception {
        var told = new CompletableFuture<Throwable>();
        DeadThreads.tell(told::complete);
        try (var executor = Executors.newScheduledThreadPool(1)) {
            executor.scheduleAtFixedRate(
                    Unhandled.told(DeadThreadsTest::blind), 0, 1, TimeUnit.HOURS);
            assertThat(told.get(30, TimeUnit.SECONDS)).hasMessageContaining("the reader is gone");
        }
    }

    @Test
    void aRequestThatFailsStopsNobody() throws Exception {
        var told = new CompletableFuture<Throwable>();
        DeadThreads.tell(told::complete);
        Thread.ofVirtual().name("request").start(DeadThreadsTest::blind).join();
        assertThat(told).isNotDone();
    }

    private static void blind() {
        throw new IllegalStateException("the reader is gone");
    }

    private Config config() {
        return new Config(
                Site.undeclared(),
                Policy.DEFAULT,
                new Cardholders(List.of()),
                List.of(),
                folder.resolve("data"),
                new Config.Web(new Endpoint("127.0.0.1", 0), null),
                null);
    }
}
