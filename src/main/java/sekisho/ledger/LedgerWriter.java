package sekisho.ledger;

import org.jspecify.annotations.Nullable;

import sekisho.journal.Entry;
import sekisho.site.Deed;
import sekisho.site.Fact;
import sekisho.site.Finding;
import sekisho.site.Id;
import sekisho.site.Observation;
import sekisho.site.Paperwork;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;
import sekisho.site.json.FactCodec;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;

/// Writes entries into the tables. One thread only.
final class LedgerWriter {
    private final Connection connection;
    private final PreparedStatement entry;
    private final PreparedStatement registered;
    private final PreparedStatement left;
    private final PreparedStatement permitted;
    private final PreparedStatement revokedPermit;
    private final PreparedStatement revokedMedia;
    private final PreparedStatement lost;
    private final PreparedStatement back;
    private final PreparedStatement position;
    private final CardsWriter cards;
    private final PreparedStatement zoneOfVisit;
    private final PreparedStatement zoneOfEntry;

    /// @param connection with auto-commit off; stays the caller's
    LedgerWriter(Connection connection) throws SQLException {
        this.connection = connection;
        this.cards = new CardsWriter(connection);
        this.entry =
                connection.prepareStatement("INSERT INTO entries VALUES (?,?,?,?,?,?,?,?,?,?,?)");
        this.registered =
                connection.prepareStatement(
                        """
                        INSERT INTO visits (visit, zone, registered, registered_at)
                        VALUES (?1, ?2, ?3, ?4)
                        ON CONFLICT (visit) DO UPDATE
                        SET zone = ?2, registered = ?3, registered_at = ?4
                        """);
        this.left =
                connection.prepareStatement(
                        """
                        INSERT INTO visits (visit, left_at) VALUES (?1, ?2)
                        ON CONFLICT (visit) DO UPDATE SET left_at = ?2
                        """);
        this.permitted =
                connection.prepareStatement(
                        """
                        INSERT INTO permits (permit, media, zone, permitted, until)
                        VALUES (?1, ?2, ?3, ?4, ?5)
                        ON CONFLICT (permit) DO UPDATE
                        SET media = ?2, zone = ?3, permitted = ?4, until = ?5, revoked_at = NULL
                        """);
        this.revokedPermit =
                connection.prepareStatement(
                        """
                        UPDATE permits SET revoked_at = ?1
                        WHERE permit = ?2 AND revoked_at IS NULL
                        """);
        this.revokedMedia =
                connection.prepareStatement(
                        """
                        UPDATE permits SET revoked_at = ?1
                        WHERE media = ?2 AND zone = ?3 AND revoked_at IS NULL
                        """);
        this.lost =
                connection.prepareStatement(
                        """
                        INSERT INTO blind (lost, source, zone, lost_at)
                        SELECT ?1, ?2, ?3, ?4
                        WHERE NOT EXISTS (
                            SELECT 1 FROM blind WHERE source = ?2 AND back IS NULL)
                        """);
        this.back =
                connection.prepareStatement(
                        """
                        UPDATE blind SET back = ?1, back_at = max(?2, lost_at)
                        WHERE source = ?3 AND back IS NULL
                        """);
        this.position = connection.prepareStatement("UPDATE position SET sequence = ?");
        this.zoneOfVisit = connection.prepareStatement("SELECT zone FROM visits WHERE visit = ?");
        this.zoneOfEntry =
                connection.prepareStatement("SELECT zone FROM entries WHERE sequence = ?");
    }

    /// Writes entries and the position behind them: all of it or nothing.
    void write(List<Entry> batch) throws SQLException {
        try {
            for (Entry one : batch) {
                write(one);
            }
            position.setLong(1, batch.getLast().sequence());
            position.executeUpdate();
            connection.commit();
        } catch (SQLException e) {
            rollBack(e);
            throw e;
        }
    }

    /// A full disk makes SQLite itself roll back: there is then nothing left to roll back.
    private void rollBack(SQLException failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private void write(Entry one) throws SQLException {
        register(one);
        Fact fact = one.fact();
        entry.setLong(1, one.sequence());
        entry.setLong(2, one.recordedAt().toEpochMilli());
        entry.setLong(3, fact.at().toEpochMilli());
        entry.setString(4, FactCodec.type(fact));
        entry.setString(5, zone(fact));
        text(entry, 6, one.sighting().source());
        var about = About.of(fact);
        text(entry, 7, about.door());
        text(entry, 8, about.machine());
        text(entry, 9, about.person());
        text(entry, 10, about.visit());
        entry.setString(11, FactCodec.line(one.sighting()));
        entry.executeUpdate();
    }

    /// The zone it is about: for what a visit or an alarm says further, that of the visit or alarm.
    private @Nullable String zone(Fact fact) throws SQLException {
        ZoneId zone = fact.zone();
        if (zone != null) {
            return zone.value();
        }
        return switch (fact) {
            case Paperwork.VisitLeft visit -> {
                zoneOfVisit.setString(1, visit.visit().value());
                yield first(zoneOfVisit);
            }
            case Deed.AlarmAcknowledged acknowledged -> {
                zoneOfEntry.setLong(1, acknowledged.finding());
                yield first(zoneOfEntry);
            }
            case Observation _, Paperwork _, Finding _, Deed _ -> null;
        };
    }

    private void register(Entry one) throws SQLException {
        switch (one.fact()) {
            case Paperwork.VisitRegistered visit -> {
                registered.setString(1, visit.visit().value());
                registered.setString(2, visit.zone().value());
                registered.setLong(3, one.sequence());
                registered.setLong(4, visit.at().toEpochMilli());
                registered.executeUpdate();
                cards.registered(visit);
            }
            case Paperwork.VisitLeft visit -> {
                left.setString(1, visit.visit().value());
                left.setLong(2, visit.at().toEpochMilli());
                left.executeUpdate();
                cards.left(visit);
            }
            case Paperwork.MediaPermitted permit -> {
                permitted.setString(1, permit.permit().value());
                permitted.setString(2, permit.media().value());
                permitted.setString(3, permit.zone().value());
                permitted.setLong(4, one.sequence());
                permitted.setLong(5, permit.until().toEpochMilli());
                permitted.executeUpdate();
            }
            case Paperwork.MediaRevoked revoked -> revoke(revoked);
            case Observation.SourceLost gone -> {
                lost.setLong(1, one.sequence());
                text(lost, 2, gone.source());
                text(lost, 3, gone.zone());
                lost.setLong(4, gone.at().toEpochMilli());
                lost.executeUpdate();
            }
            case Observation.SourceRestored source -> back(one, source.source());
            // Who was restarted meanwhile tells of no restoring.
            case Observation.SourceAlive source -> back(one, source.source());
            case Paperwork.RegisterChanged register -> cards.changed(register, one.sequence());
            case Observation _, Paperwork _, Finding _, Deed _ -> {}
        }
    }

    private void back(Entry one, SourceId source) throws SQLException {
        back.setLong(1, one.sequence());
        back.setLong(2, one.fact().at().toEpochMilli());
        text(back, 3, source);
        back.executeUpdate();
    }

    private void revoke(Paperwork.MediaRevoked revoked) throws SQLException {
        Instant at = revoked.at();
        if (revoked.permit() != null) {
            revokedPermit.setLong(1, at.toEpochMilli());
            text(revokedPermit, 2, revoked.permit());
            revokedPermit.executeUpdate();
        } else {
            revokedMedia.setLong(1, at.toEpochMilli());
            text(revokedMedia, 2, revoked.media());
            text(revokedMedia, 3, revoked.zone());
            revokedMedia.executeUpdate();
        }
    }

    private static @Nullable String first(PreparedStatement query) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    private static void text(PreparedStatement statement, int place, @Nullable Id id)
            throws SQLException {
        if (id == null) {
            statement.setNull(place, Types.VARCHAR);
        } else {
            statement.setString(place, id.value());
        }
    }
}
