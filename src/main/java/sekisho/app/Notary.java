package sekisho.app;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.journal.Journal;
import sekisho.journal.JournalFailed;
import sekisho.journal.tree.Publisher;
import sekisho.journal.tree.SigningKey;
import sekisho.journal.tree.VerifierKey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
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
    private static final long EVERY_SECONDS = 5;

    private final Folders folders;
    private final Journal journal;
    private final SigningKey key;
    private final Consumer<Throwable> fatal;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private @Nullable Publisher publisher;

    /// Makes the key at the first start.
    ///
    /// @param fatal told when the journal is not what was signed
    Notary(Folders folders, Journal journal, Consumer<Throwable> fatal) throws IOException {
        this.folders = folders;
        this.journal = journal;
        this.key = SigningKey.in(folders.keys(), origin(folders.keys()));
        this.fatal = fatal;
        this.thread = Thread.ofPlatform().name("notary").unstarted(this::run);
    }

    /// Compares what was signed with what is there.
    ///
    /// @throws JournalFailed when it is not the same
    void compare() {
        publisher = Publisher.open(folders.log(), journal, key);
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
            while (!closing.await(EVERY_SECONDS, TimeUnit.SECONDS)) {
                publish();
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
