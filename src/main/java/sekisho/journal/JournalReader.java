package sekisho.journal;

import java.util.List;
import java.util.function.LongConsumer;

/// Reads the journal forward. Shows durable entries only. Any thread may use it.
public interface JournalReader {

    /// Sequence of the newest durable entry; 0 while there is none.
    long durable();

    /// Durable entries from a sequence on, at most so many; empty when there is none yet.
    ///
    /// @param from the first sequence wanted, at least 1
    List<Entry> read(long from, int max);

    /// Tells, after each batch, the sequence that has become durable. The listener is called by the
    /// writing thread: it must only wake somebody else. Closing the subscription ends it.
    Subscription onDurable(LongConsumer listener);

    /// Ends with [#close].
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
