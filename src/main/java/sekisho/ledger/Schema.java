package sekisho.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// The tables. A file of another version is not migrated but built again from the journal.
final class Schema {
    /// Raised with every change to the tables, or to how entries are read into them.
    static final int VERSION = 3;

    private static final List<String> TABLES =
            List.of(
                    """
                    CREATE TABLE entries (
                        sequence INTEGER PRIMARY KEY,
                        recorded_at INTEGER NOT NULL,
                        at INTEGER NOT NULL,
                        type TEXT NOT NULL,
                        zone TEXT,
                        source TEXT,
                        door TEXT,
                        machine TEXT,
                        person TEXT,
                        visit TEXT,
                        json TEXT NOT NULL)
                    """,
                    "CREATE INDEX entries_at ON entries (at, sequence)",
                    "CREATE INDEX entries_zone_at ON entries (zone, at, sequence)",
                    """
                    CREATE TABLE visits (
                        visit TEXT PRIMARY KEY,
                        zone TEXT,
                        registered INTEGER,
                        registered_at INTEGER,
                        left_at INTEGER)
                    """,
                    "CREATE INDEX visits_open ON visits (registered_at) WHERE left_at IS NULL",
                    "CREATE INDEX visits_registered_at ON visits (registered_at)",
                    """
                    CREATE TABLE permits (
                        permit TEXT PRIMARY KEY,
                        media TEXT NOT NULL,
                        zone TEXT NOT NULL,
                        permitted INTEGER NOT NULL,
                        until INTEGER NOT NULL,
                        revoked_at INTEGER)
                    """,
                    "CREATE INDEX permits_media ON permits (media, zone)",
                    """
                    CREATE TABLE blind (
                        lost INTEGER PRIMARY KEY,
                        source TEXT NOT NULL,
                        zone TEXT,
                        lost_at INTEGER NOT NULL,
                        back INTEGER,
                        back_at INTEGER)
                    """,
                    "CREATE INDEX blind_now ON blind (source) WHERE back IS NULL",
                    "CREATE INDEX blind_lost_at ON blind (lost_at)",
                    "CREATE INDEX blind_back ON blind (back)",
                    """
                    CREATE TABLE cards (
                        credential TEXT PRIMARY KEY,
                        issued INTEGER NOT NULL,
                        person TEXT,
                        badge TEXT,
                        visit TEXT)
                    """,
                    """
                    CREATE TABLE badges (
                        badge TEXT PRIMARY KEY,
                        visit TEXT NOT NULL,
                        lent_at INTEGER NOT NULL,
                        state TEXT NOT NULL)
                    """,
                    "CREATE INDEX badges_visit ON badges (visit)",
                    "CREATE TABLE position (sequence INTEGER NOT NULL)",
                    "INSERT INTO position VALUES (0)");

    private Schema() {}

    static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("PRAGMA user_version")) {
            return row.getInt(1);
        }
    }

    static void create(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.executeUpdate(table);
            }
            statement.executeUpdate("PRAGMA user_version = " + VERSION);
        }
        connection.commit();
    }
}
