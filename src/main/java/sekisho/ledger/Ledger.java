package sekisho.ledger;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.journal.Entry;
import sekisho.journal.Follower;
import sekisho.journal.JournalReader;
import sekisho.site.CredentialId;
import sekisho.site.Deed;
import sekisho.site.Fact;
import sekisho.site.Finding;
import sekisho.site.Observation;
import sekisho.site.Paperwork;
import sekisho.site.PermitId;
import sekisho.site.PersonId;
import sekisho.site.VisitId;
import sekisho.site.ZoneId;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// The registers and the entries by date, as far as they have been read from the journal. Any
/// thread may ask; one of its own writes.
public final class Ledger implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    /// Between two tries to write to a full or failing disk.
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Path file;
    private final UnaryOperator<Entry> opened;

    /// Owned by the follower's thread until that has ended.
    private Connection connection;

    private LedgerWriter writer;
    private final Follower follower;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private long position;
    private boolean closed;
    private @Nullable Consumer<Map<CredentialId, PersonId>> cards;

    private Ledger(
            Path file, JournalReader journal, UnaryOperator<Entry> opened, boolean asItStands)
            throws SQLException, IOException {
        this.file = file;
        this.opened = opened;
        this.connection = Store.open(file, journal, asItStands);
        this.writer = new LedgerWriter(connection);
        this.position = Store.position(connection);
        this.follower = Follower.start("ledger", journal, position + 1, this::take);
    }

    /// Opens the ledger and begins to follow the journal.
    ///
    /// @throws LedgerFailed when the file can't be made
    public static Ledger open(Path file, JournalReader journal) {
        return open(file, journal, UnaryOperator.identity());
    }

    /// Likewise.
    ///
    /// @param opened puts personal data back into an entry that is handed out: the file holds what
    ///   the journal holds, and never a name
    public static Ledger open(Path file, JournalReader journal, UnaryOperator<Entry> opened) {
        return open(file, journal, opened, false);
    }

    /// Likewise, beside a damaged journal that ends too early: what the ledger holds beyond that is
    /// kept, because it is now the best there is.
    public static Ledger asItStands(Path file, JournalReader journal, UnaryOperator<Entry> opened) {
        return open(file, journal, opened, true);
    }

    private static Ledger open(
            Path file, JournalReader journal, UnaryOperator<Entry> opened, boolean asItStands) {
        try {
            return new Ledger(file, journal, opened, asItStands);
        } catch (SQLException | IOException e) {
            throw new LedgerFailed("the ledger " + file + " can't be opened", e);
        }
    }

    /// Sequence of the newest entry it holds.
    public long position() {
        lock.lock();
        try {
            return position;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until it holds an entry, and with it everything before.
    ///
    /// @return whether it does; false when the time is up
    public boolean await(long sequence, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (position < sequence && left > 0) {
                left = grown.awaitNanos(left);
            }
            return position >= sequence;
        } finally {
            lock.unlock();
        }
    }

    /// Visits that are open, oldest first.
    public List<VisitRow> openVisits() {
        return ask(Questions::openVisits);
    }

    /// Visits registered in a span of time, the end not included; oldest first.
    public List<VisitRow> visits(Instant from, Instant until) {
        return ask(questions -> questions.visits(from, until));
    }

    /// One visit; null when there is none of that number.
    public @Nullable VisitRow visit(VisitId visit) {
        return this.<@Nullable VisitRow>ask(questions -> questions.visit(visit));
    }

    /// Permits, the newest first.
    public List<PermitRow> permits(int max) {
        return ask(questions -> questions.permits(max));
    }

    /// One permit; null when there is none of that number.
    public @Nullable PermitRow permit(PermitId permit) {
        return this.<@Nullable PermitRow>ask(questions -> questions.permit(permit));
    }

    /// Whose a card is; null when it was issued to nobody.
    ///
    /// @param credential as the journal stores it, see [#stored]
    public @Nullable CardRow card(CredentialId credential) {
        return this.<@Nullable CardRow>ask(questions -> questions.card(credential));
    }

    /// The badges that are not back, the longest lent first.
    public List<BadgeRow> badges() {
        return ask(Questions::badges);
    }

    /// Tells now, and again whenever it may have changed, which cards were issued to whom.
    public void followCards(Consumer<Map<CredentialId, PersonId>> to) {
        lock.lock();
        try {
            cards = to;
            to.accept(ask(Questions::issued));
        } finally {
            lock.unlock();
        }
    }

    /// The fact of an entry as the journal stores it, with pseudonyms; null when it is not there.
    public @Nullable Fact stored(long sequence) {
        return this.<@Nullable Fact>ask(questions -> questions.stored(sequence));
    }

    /// How many entries a query has.
    public long count(Wanted wanted) {
        return ask(questions -> questions.count(wanted));
    }

    /// The times in which a source was away, as far as they touch what is wanted; oldest first.
    public List<BlindSpan> blind(Wanted wanted) {
        return ask(questions -> questions.blind(wanted));
    }

    /// The time that began or ended with an entry; null when none did.
    public @Nullable BlindSpan blind(long sequence) {
        return this.<@Nullable BlindSpan>ask(questions -> questions.blind(sequence));
    }

    /// Hands out entries by event time, then by sequence, one after the other: any number fits.
    public void entries(Wanted wanted, Consumer<Entry> to) {
        ask(questions -> {
            questions.entries(wanted, to);
            return true;
        });
    }

    /// The entry of a finding, a visit or anything else; null when it is not there (yet).
    public @Nullable Entry entry(long sequence) {
        return this.<@Nullable Entry>ask(questions -> questions.entry(sequence));
    }

    /// The zones that entries name, sorted.
    public List<ZoneId> zones() {
        return ask(Questions::zones);
    }

    /// Stops following and closes the file.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
        follower.close();
        try {
            connection.close();
        } catch (SQLException e) {
            throw new LedgerFailed("the ledger " + file + " can't be closed", e);
        }
    }

    private interface Question<T extends @Nullable Object> {
        T ask(Questions questions) throws SQLException;
    }

    private <T extends @Nullable Object> T ask(Question<T> question) {
        try (Connection reader = Store.reader(file)) {
            return question.ask(new Questions(reader, opened));
        } catch (SQLException e) {
            throw new LedgerFailed("the ledger " + file + " can't be read", e);
        }
    }

    /// Tries until the disk takes it: the journal holds the entries in the meantime.
    private void take(List<Entry> batch) {
        while (true) {
            try {
                writer.write(batch);
                break;
            } catch (SQLException e) {
                LOG.error("the ledger {} can't be written; tried again: {}", file, e.toString());
                LOG.debug("this failed", e);
                if (!rest()) {
                    return;
                }
                reopen();
            }
        }
        lock.lock();
        try {
            position = batch.getLast().sequence();
            if (cards != null && batch.stream().anyMatch(one -> isAboutCards(one.fact()))) {
                cards.accept(ask(Questions::issued));
            }
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Erasing a person makes cards unreadable.
    private static boolean isAboutCards(Fact fact) {
        return switch (fact) {
            case Paperwork.RegisterChanged register -> register.type().startsWith("credential.");
            case Deed.DeedDone deed -> deed.type().startsWith("erasure.");
            case Observation _, Paperwork _, Finding _, Deed _ -> false;
        };
    }

    /// Begins again with another connection: a statement that failed because the disk is full is
    /// closed by the driver for good.
    private void reopen() {
        try {
            Connection next = Store.again(file);
            connection.close();
            connection = next;
            writer = new LedgerWriter(next);
        } catch (SQLException e) {
            LOG.debug("the ledger {} can't be opened again yet", file, e);
        }
    }

    /// Waits before the next try; false when the ledger was closed meanwhile.
    private boolean rest() {
        long left = RETRY.toNanos();
        lock.lock();
        try {
            while (!closed && left > 0) {
                left = grown.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
        return !closed;
    }
}
