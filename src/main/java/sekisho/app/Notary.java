package sekisho.app;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.journal.Journal;
import sekisho.journal.JournalFailed;
import sekisho.journal.tree.CheckpointCopies;
import sekisho.journal.tree.Publisher;
import sekisho.journal.tree.SigningKey;
import sekisho.journal.tree.VerifierKey;
import sekisho.site.Intake.NotRecording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Signs the journal while it grows: every few seconds the tree over the durable entries, and once
/// more when the station stops.
///
/// A full disk only delays a checkpoint. A journal that is not the one that was signed before is
/// never signed: the station then takes nothing more in.
final class Notary implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notary.class);

    /// At least every 10 s while entries come (design), with time left for a slow disk.
    static final Duration USUAL = Duration.ofSeconds(5);

    private final Folders folders;
    private final Journal journal;
    private final Duration every;
    private final Rekeyed rekeyed;
    private final Consumer<Throwable> fatal;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile SigningKey key;
    private @Nullable Publisher publisher;

    /// Enters into the journal that the log goes on under another key.
    interface Rekeyed {
        /// Returns when it is durable.
        void enter(VerifierKey from, VerifierKey to) throws InterruptedException;
    }

    /// Makes the key at the first start.
    ///
    /// @param every how long it waits between two checkpoints
    /// @param rekeyed told before the log is handed over to another key
    /// @param fatal told when the journal is not what was signed
    Notary(
            Folders folders,
            Journal journal,
            Duration every,
            Rekeyed rekeyed,
            Consumer<Throwable> fatal)
            throws IOException {
        this.every = every;
        this.rekeyed = rekeyed;
        this.folders = folders;
        this.journal = journal;
        this.key = SigningKey.in(folders.keys(), origin(folders.keys()));
        advise();
        this.fatal = fatal;
        this.thread = Thread.ofPlatform().name("notary").unstarted(this::run);
    }

    /// Compares what was signed with what is there.
    ///
    /// @throws JournalFailed when it is not the same
    void compare() {
        publisher = Publisher.open(folders.log(), journal, key, elsewhere());
    }

    /// What was signed, as a second copy has it. One that can't be read is told by whoever writes
    /// it.
    private List<String> elsewhere() {
        Path copy = folders.copy();
        if (copy == null || !Files.exists(copy)) {
            return List.of();
        }
        try {
            String newest = CheckpointCopies.in(copy).newest();
            return newest == null ? List.of() : List.of(newest);
        } catch (IOException e) {
            LOG.warn("{} can't be compared with: {}", copy, e.toString());
            return List.of();
        }
    }

    /// Begins to sign.
    void start() {
        thread.start();
    }

    /// By what others verify the log.
    VerifierKey verifierKey() {
        return key.verifier();
    }

    /// Signs what has become durable meanwhile, and ends.
    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        thread.join();
    }

    private void run() {
        try {
            while (!closing.await(every.toNanos(), TimeUnit.NANOSECONDS)) {
                publish();
                handOver();
            }
            publish();
        } catch (JournalFailed e) {
            fatal.accept(e);
        } catch (InterruptedException e) {
            LOG.warn("the last checkpoint was cut short");
        }
    }

    private void publish() {
        try {
            if (publisher == null) {
                publisher = Publisher.open(folders.log(), journal, key);
            }
            publisher.publish(journal.durable());
        } catch (IOException | UncheckedIOException e) {
            tryAgain(e);
        } catch (JournalFailed e) {
            if (!(e.getCause() instanceof IOException)) {
                throw e;
            }
            tryAgain(e);
        }
    }

    /// Goes over to the key that somebody has made for it (`sekisho key rotate`). After a crash it
    /// is gone through again from where it stopped.
    private void handOver() throws InterruptedException {
        try {
            SigningKey next = SigningKey.next(folders.keys());
            Publisher now = publisher;
            if (next == null || now == null || now.latest() == null) {
                return;
            }
            if (!now.hasHandedOverTo(next.verifier())) {
                rekeyed.enter(key.verifier(), next.verifier());
                now.publish(journal.durable());
                now.handOver(next);
            }
            publisher = null;
            key = SigningKey.promote(folders.keys());
            publisher = Publisher.open(folders.log(), journal, key);
            LOG.info("the journal is signed by another key from now on: {}", key.verifier());
            advise();
        } catch (IOException | UncheckedIOException | CompletionException | NotRecording e) {
            tryAgain(e);
        } catch (IllegalStateException | IllegalArgumentException e) {
            LOG.error("the log is not handed over to another key now: {}", e.getMessage());
        }
    }

    private void advise() {
        String advice = key.advice();
        if (advice != null) {
            LOG.warn("{}", advice);
        }
    }

    private void tryAgain(Exception failure) {
        publisher = null;
        LOG.error("the journal can't be signed now; trying again: {}", failure.getMessage());
    }

    /// The log's name is made with its key, and is as lasting: it says nothing about the site.
    private static String origin(Path keys) throws IOException {
        Path file = keys.resolve(SigningKey.PUBLIC);
        if (Files.exists(file)) {
            return VerifierKey.parse(Files.readString(file).strip()).name();
        }
        var random = new byte[8];
        new SecureRandom().nextBytes(random);
        return "sekisho/" + HexFormat.of().formatHex(random);
    }
}
