package sekisho.sensor.feed.file;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.sensor.Outbox;
import sekisho.sensor.Sensor;
import sekisho.site.Cardholders;
import sekisho.site.Intake;
import sekisho.site.Observation;
import sekisho.site.SourceId;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

/// Takes up the files that are put into a folder, on a thread of its own: once nobody writes on
/// one, its rows are entered, and it is moved to `done` beside it. One that does not fit its
/// mapping is moved to `refused`.
public final class FolderSensor implements Sensor {
    private static final Logger LOG = LoggerFactory.getLogger(FolderSensor.class);

    private static final Duration ALIVE_EVERY = Duration.ofSeconds(10);
    private static final Duration FAREWELL = Duration.ofSeconds(10);
    private static final int OUTBOX_MAX = 1000;

    private final FolderConfig config;
    private final Cardholders people;
    private final Path state;
    private final InstantSource clock;
    private final Finished finished = new Finished();
    private final Object pause = new Object();
    private @Nullable Thread thread;
    private volatile boolean stopping;
    private boolean lost;

    /// @param people whose credentials are, and what they are called
    /// @param state the folder that remembers which rows came, and keeps those that make no fact
    public FolderSensor(FolderConfig config, Cardholders people, Path state, InstantSource clock) {
        this.config = config;
        this.people = people;
        this.state = state;
        this.clock = clock;
    }

    @Override
    public SourceId id() {
        return config.mapping().source();
    }

    @Override
    public synchronized void start(Intake intake) {
        if (thread != null) {
            throw new IllegalStateException("the folder of " + id() + " is watched already");
        }
        stopping = false;
        thread = Thread.ofPlatform().name("folder " + id()).start(() -> run(intake));
    }

    @Override
    public synchronized void stop() {
        Thread ending = thread;
        thread = null;
        if (ending == null) {
            return;
        }
        stopping = true;
        synchronized (pause) {
            pause.notifyAll();
        }
        try {
            if (!ending.join(FAREWELL)) {
                ending.interrupt();
                ending.join(FAREWELL);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Intake intake) {
        var outbox =
                new Outbox(intake, id().value() + ':' + UUID.randomUUID(), OUTBOX_MAX, () -> {});
        Instant aliveAt = Instant.MIN;
        Instant lookAt = Instant.MIN;
        try {
            while (!stopping) {
                Instant now = clock.instant();
                if (!now.isBefore(lookAt)) {
                    lookAt = now.plus(config.every());
                    look(intake, outbox);
                }
                if (!lost && !now.isBefore(aliveAt)) {
                    aliveAt = now.plus(ALIVE_EVERY);
                    outbox.add(id(), new Observation.SourceAlive(at(), id(), null, ALIVE_EVERY));
                }
                outbox.deliver(clock.instant());
                synchronized (pause) {
                    if (!stopping) {
                        pause.wait(250);
                    }
                }
            }
        } catch (InterruptedException | CancellationException _) {
            LOG.info("the folder of {} is left; what is not entered is taken up again", id());
        }
    }

    private void look(Intake intake, Outbox outbox) throws InterruptedException {
        try {
            for (Path file : finished.look(files())) {
                take(file, intake, outbox);
            }
            back(outbox);
        } catch (IOException | DirectoryIteratorException e) {
            gone(String.valueOf(e.getMessage()), outbox);
        } catch (Intake.NotRecording | CompletionException e) {
            // The station tells that it can't record; the file waits where it is.
            LOG.warn("the folder of {} waits: {}", id(), e.getMessage());
        }
    }

    private Map<Path, Finished.Print> files() throws IOException {
        Map<Path, Finished.Print> files = new HashMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(config.folder())) {
            for (Path file : entries) {
                var is =
                        Files.readAttributes(
                                file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (is.isRegularFile()) {
                    files.put(file, new Finished.Print(is.size(), is.lastModifiedTime()));
                }
            }
        }
        return files;
    }

    private void take(Path file, Intake intake, Outbox outbox)
            throws IOException, InterruptedException {
        try {
            var rows = new RowImport(config.mapping(), people, state, intake, clock, progress());
            RowImport.Outcome outcome = rows.run(file);
            LOG.info(
                    "{}: {} entered, {} known already, {} ignored, {} make no fact",
                    file,
                    outcome.entered(),
                    outcome.known(),
                    outcome.ignored(),
                    outcome.refused());
            move(file, "done");
        } catch (UnfitFile e) {
            LOG.warn("{} is not taken up: {}", file, e.getMessage());
            Path kept = move(file, "refused");
            outbox.add(
                    id(),
                    new Observation.SourceNoise(
                            at(),
                            id(),
                            null,
                            1,
                            "a file does not fit its mapping",
                            kept + ": " + e.getMessage()));
        }
    }

    /// A stop does not wait for the end of a long file: what is entered is known.
    private RowImport.Progress progress() {
        return new RowImport.Progress() {
            @Override
            public void durable(long line, double share) {
                if (stopping) {
                    throw new CancellationException("stopping");
                }
            }

            @Override
            public void refused(long line, String reason) {}
        };
    }

    /// Moves a file aside; one of its name that is there already stays as it is.
    private Path move(Path file, String where) throws IOException {
        Path folder = Files.createDirectories(config.folder().resolve(where));
        Path name = file.getFileName();
        Path to = folder.resolve(name);
        for (int i = 2; Files.exists(to, LinkOption.NOFOLLOW_LINKS); i++) {
            to = folder.resolve(i + "-" + name);
        }
        return Files.move(file, to);
    }

    private void gone(String reason, Outbox outbox) {
        if (!lost) {
            LOG.warn("the folder of {} can't be read: {}", id(), reason);
            lost = true;
            String why = "the folder can't be read: " + reason;
            outbox.add(id(), new Observation.SourceLost(at(), id(), null, why));
        }
    }

    private void back(Outbox outbox) {
        if (lost) {
            lost = false;
            outbox.add(id(), new Observation.SourceRestored(at(), id(), null));
        }
    }

    private Instant at() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
