package sekisho.ledger;

import org.jspecify.annotations.Nullable;

import sekisho.journal.Entry;
import sekisho.site.BadgeId;
import sekisho.site.CredentialId;
import sekisho.site.Fact;
import sekisho.site.Paperwork.MediaPermitted;
import sekisho.site.Paperwork.RegisterChanged;
import sekisho.site.Paperwork.VisitRegistered;
import sekisho.site.PermitId;
import sekisho.site.PersonId;
import sekisho.site.SourceId;
import sekisho.site.VisitId;
import sekisho.site.ZoneId;
import sekisho.site.json.FactCodec;
import sekisho.site.json.Unreadable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// The queries, on one connection.
final class Questions {
    private static final String VISIT =
            """
            SELECT entries.sequence, recorded_at, json, left_at
            FROM visits JOIN entries ON entries.sequence = registered
            """;

    private static final String PERMIT =
            """
            SELECT entries.sequence, recorded_at, json, revoked_at
            FROM permits JOIN entries ON entries.sequence = permitted
            """;

    private static final String BLIND = "SELECT source, zone, lost_at, back_at FROM blind ";

    private final Connection connection;
    private final UnaryOperator<Entry> opened;

    Questions(Connection connection, UnaryOperator<Entry> opened) {
        this.connection = connection;
        this.opened = opened;
    }

    List<VisitRow> openVisits() throws SQLException {
        try (var query =
                connection.prepareStatement(
                        VISIT + "WHERE left_at IS NULL ORDER BY registered_at, registered")) {
            return visits(query);
        }
    }

    List<VisitRow> visits(Instant from, Instant until) throws SQLException {
        try (var query =
                connection.prepareStatement(
                        VISIT
                                + "WHERE registered_at >= ? AND registered_at < ?"
                                + " ORDER BY registered_at, registered")) {
            query.setLong(1, from.toEpochMilli());
            query.setLong(2, until.toEpochMilli());
            return visits(query);
        }
    }

    @Nullable VisitRow visit(VisitId visit) throws SQLException {
        try (var query = connection.prepareStatement(VISIT + "WHERE visits.visit = ?")) {
            query.setString(1, visit.value());
            List<VisitRow> found = visits(query);
            return found.isEmpty() ? null : found.getFirst();
        }
    }

    List<PermitRow> permits(int max) throws SQLException {
        try (var query = connection.prepareStatement(PERMIT + "ORDER BY permitted DESC LIMIT ?")) {
            query.setInt(1, max);
            return permits(query);
        }
    }

    @Nullable PermitRow permit(PermitId permit) throws SQLException {
        try (var query = connection.prepareStatement(PERMIT + "WHERE permit = ?")) {
            query.setString(1, permit.value());
            List<PermitRow> found = permits(query);
            return found.isEmpty() ? null : found.getFirst();
        }
    }

    @Nullable CardRow card(CredentialId credential) throws SQLException {
        try (var query =
                connection.prepareStatement(
                        "SELECT person, badge, visit FROM cards WHERE credential = ?")) {
            query.setString(1, credential.value());
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? new CardRow(
                                id(row, 1, PersonId::new),
                                id(row, 2, BadgeId::new),
                                id(row, 3, VisitId::new))
                        : null;
            }
        }
    }

    private static <T> @Nullable T id(ResultSet row, int column, Function<String, T> id)
            throws SQLException {
        String text = row.getString(column);
        return text == null ? null : id.apply(text);
    }

    List<BadgeRow> badges() throws SQLException {
        try (var query =
                        connection.prepareStatement(
                                "SELECT badge, visit, lent_at, state FROM badges ORDER BY lent_at");
                ResultSet rows = query.executeQuery()) {
            List<BadgeRow> badges = new ArrayList<>();
            while (rows.next()) {
                badges.add(
                        new BadgeRow(
                                new BadgeId(rows.getString(1)),
                                new VisitId(rows.getString(2)),
                                Instant.ofEpochMilli(rows.getLong(3)),
                                BadgeRow.State.valueOf(rows.getString(4))));
            }
            return badges;
        }
    }

    /// Whose the cards are that were issued to people, as far as it can still be read.
    Map<CredentialId, PersonId> issued() throws SQLException {
        try (var query =
                        connection.prepareStatement(
                                "SELECT entries.sequence, recorded_at, json FROM cards"
                                        + " JOIN entries ON entries.sequence = issued"
                                        + " WHERE cards.person IS NOT NULL");
                ResultSet rows = query.executeQuery()) {
            var issued = new HashMap<CredentialId, PersonId>();
            while (rows.next()) {
                if (entry(rows).fact() instanceof RegisterChanged issue
                        && issue.members().get("credential") instanceof String credential
                        && issue.members().get("person") instanceof String person) {
                    issued.put(new CredentialId(credential), new PersonId(person));
                }
            }
            return issued;
        }
    }

    long count(Wanted wanted) throws SQLException {
        try (var query = wanted("SELECT count(*) FROM entries ", wanted, "");
                ResultSet row = query.executeQuery()) {
            return row.getLong(1);
        }
    }

    void entries(Wanted wanted, Consumer<Entry> to) throws SQLException {
        try (var query =
                        wanted(
                                "SELECT sequence, recorded_at, json FROM entries ",
                                wanted,
                                " ORDER BY at, sequence");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                to.accept(entry(rows));
            }
        }
    }

    /// Likewise, as it is stored: with pseudonyms.
    @Nullable Fact stored(long sequence) throws SQLException {
        try (var query =
                connection.prepareStatement("SELECT json FROM entries WHERE sequence = ?")) {
            query.setLong(1, sequence);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? FactCodec.read(rows.getString(1)).fact() : null;
            }
        } catch (Unreadable e) {
            throw new SQLException("entry " + sequence + " can't be read", e);
        }
    }

    @Nullable Entry entry(long sequence) throws SQLException {
        try (var query =
                connection.prepareStatement(
                        "SELECT sequence, recorded_at, json FROM entries WHERE sequence = ?")) {
            query.setLong(1, sequence);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? entry(rows) : null;
            }
        }
    }

    List<ZoneId> zones() throws SQLException {
        try (var query =
                        connection.prepareStatement(
                                "SELECT DISTINCT zone FROM entries"
                                        + " WHERE zone IS NOT NULL ORDER BY zone");
                ResultSet rows = query.executeQuery()) {
            List<ZoneId> zones = new ArrayList<>();
            while (rows.next()) {
                zones.add(new ZoneId(rows.getString(1)));
            }
            return zones;
        }
    }

    /// The times in which a source was away, as far as they touch what is wanted; oldest first.
    List<BlindSpan> blind(Wanted wanted) throws SQLException {
        ZoneId zone = wanted.zone();
        try (var query =
                connection.prepareStatement(
                        BLIND
                                + "WHERE lost_at < ? AND lost <= ?"
                                + " AND (back_at IS NULL OR back_at >= ?)"
                                + (zone == null ? "" : " AND zone = ?")
                                + " ORDER BY lost_at, lost")) {
            query.setLong(1, wanted.until().toEpochMilli());
            query.setLong(2, wanted.upTo());
            query.setLong(3, wanted.from().toEpochMilli());
            if (zone != null) {
                query.setString(4, zone.value());
            }
            return blind(query);
        }
    }

    @Nullable BlindSpan blind(long sequence) throws SQLException {
        try (var query = connection.prepareStatement(BLIND + "WHERE lost = ?1 OR back = ?1")) {
            query.setLong(1, sequence);
            List<BlindSpan> found = blind(query);
            return found.isEmpty() ? null : found.getFirst();
        }
    }

    private static List<BlindSpan> blind(PreparedStatement query) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            List<BlindSpan> spans = new ArrayList<>();
            while (rows.next()) {
                String zone = rows.getString(2);
                spans.add(
                        new BlindSpan(
                                new SourceId(rows.getString(1)),
                                zone == null ? null : new ZoneId(zone),
                                Instant.ofEpochMilli(rows.getLong(3)),
                                moment(rows, 4)));
            }
            return spans;
        }
    }

    private PreparedStatement wanted(String select, Wanted wanted, String order)
            throws SQLException {
        ZoneId zone = wanted.zone();
        PreparedStatement query =
                connection.prepareStatement(
                        select
                                + "WHERE at >= ? AND at < ? AND sequence <= ?"
                                + (wanted.signsOfLife() ? "" : " AND type <> 'source.alive'")
                                + (zone == null ? "" : " AND zone = ?")
                                + order);
        query.setLong(1, wanted.from().toEpochMilli());
        query.setLong(2, wanted.until().toEpochMilli());
        query.setLong(3, wanted.upTo());
        if (zone != null) {
            query.setString(4, zone.value());
        }
        return query;
    }

    private List<VisitRow> visits(PreparedStatement query) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            List<VisitRow> visits = new ArrayList<>();
            while (rows.next()) {
                if (entry(rows).fact() instanceof VisitRegistered visit) {
                    visits.add(new VisitRow(rows.getLong(1), visit, moment(rows, 4)));
                }
            }
            return visits;
        }
    }

    private List<PermitRow> permits(PreparedStatement query) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            List<PermitRow> permits = new ArrayList<>();
            while (rows.next()) {
                if (entry(rows).fact() instanceof MediaPermitted permit) {
                    permits.add(new PermitRow(permit, moment(rows, 4)));
                }
            }
            return permits;
        }
    }

    private Entry entry(ResultSet row) throws SQLException {
        try {
            return opened.apply(
                    new Entry(
                            row.getLong(1),
                            Instant.ofEpochMilli(row.getLong(2)),
                            FactCodec.read(row.getString(3))));
        } catch (Unreadable e) {
            throw new SQLException("entry " + row.getLong(1) + " can't be read", e);
        }
    }

    private static @Nullable Instant moment(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
