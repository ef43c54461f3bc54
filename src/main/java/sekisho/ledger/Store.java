package sekisho.ledger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

import sekisho.journal.Entry;
import sekisho.journal.JournalReader;
import sekisho.site.json.FactCodec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/// The file: opened as it is, or made anew where it can't be used.
final class Store {
    private static final Logger LOG = LoggerFactory.getLogger(Store.class);

    /// How long a reader waits for a checkpoint of the writer.
    private static final int BUSY_MILLIS = 5000;

    private Store() {}

    /// Opens the file for its one writer. A file that is damaged, of another version, or about
    /// another journal is deleted: everything in it can be read from the journal again.
    ///
    /// @param asItStands the journal is damaged: the file need not follow it
    static Connection open(Path file, JournalReader journal, boolean asItStands)
            throws SQLException, IOException {
        if (Files.exists(file)) {
            Connection connection = null;
            try {
                connection = connect(file);
                if (Schema.version(connection) == Schema.VERSION
                        && (asItStands || follows(connection, journal))) {
                    connection.setAutoCommit(false);
                    return connection;
                }
                LOG.info("the ledger {} is of another version or journal: built again", file);
            } catch (SQLException e) {
                LOG.warn("the ledger {} can't be used and is built again", file, e);
            }
            if (connection != null) {
                connection.close();
            }
            delete(file);
        }
        Connection connection = connect(file);
        Schema.create(connection);
        return connection;
    }

    /// Opens the file again for its one writer, as it is.
    static Connection again(Path file) throws SQLException {
        Connection connection = connect(file);
        connection.setAutoCommit(false);
        return connection;
    }

    /// Opens the file for one reader.
    static Connection reader(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setReadOnly(true);
        return DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
    }

    /// Losing the last transactions in a power cut does no harm, because the position goes with
    /// them.
    private static Connection connect(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        return DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
    }

    static long position(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT sequence FROM position")) {
            return row.getLong(1);
        }
    }

    /// Whether the last entry in the ledger stands in the journal just so.
    private static boolean follows(Connection connection, JournalReader journal)
            throws SQLException {
        long position = position(connection);
        if (position == 0) {
            return true;
        }
        List<Entry> last = position > journal.durable() ? List.of() : journal.read(position, 1);
        if (last.isEmpty()) {
            return false;
        }
        try (var query = connection.prepareStatement("SELECT json FROM entries WHERE sequence=?")) {
            query.setLong(1, position);
            try (var row = query.executeQuery()) {
                return row.next()
                        && FactCodec.line(last.getFirst().sighting()).equals(row.getString(1));
            }
        }
    }

    private static void delete(Path file) throws IOException {
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(Path.of(file + suffix));
        }
    }
}
