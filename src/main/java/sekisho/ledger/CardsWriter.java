package sekisho.ledger;

import org.jspecify.annotations.Nullable;

import sekisho.site.BadgeId;
import sekisho.site.Paperwork.RegisterChanged;
import sekisho.site.Paperwork.VisitLeft;
import sekisho.site.Paperwork.VisitRegistered;
import sekisho.site.VisitId;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/// Writes whose cards are, and which badges are not back.
///
/// A badge is lent with a registration or by `badge.lent`. It is back when the visitor leaves,
/// unless `badge.kept` has said otherwise before; then `badge.returned` says so.
final class CardsWriter {
    private final PreparedStatement issued;
    private final PreparedStatement revoked;
    private final PreparedStatement lent;
    private final PreparedStatement left;
    private final PreparedStatement stays;
    private final PreparedStatement returned;

    /// @param connection stays the caller's
    CardsWriter(Connection connection) throws SQLException {
        this.issued =
                connection.prepareStatement("INSERT OR REPLACE INTO cards VALUES (?,?,?,?,?)");
        this.revoked = connection.prepareStatement("DELETE FROM cards WHERE credential = ?");
        this.lent =
                connection.prepareStatement(
                        """
                        INSERT OR REPLACE INTO badges SELECT ?1, ?2, ?3, 'LENT'
                        WHERE NOT EXISTS
                            (SELECT 1 FROM visits WHERE visit = ?2 AND left_at IS NOT NULL)
                        """);
        this.left =
                connection.prepareStatement(
                        "DELETE FROM badges WHERE visit = ? AND state = 'LENT'");
        this.stays = connection.prepareStatement("UPDATE badges SET state = ? WHERE badge = ?");
        this.returned = connection.prepareStatement("DELETE FROM badges WHERE badge = ?");
    }

    void registered(VisitRegistered visit) throws SQLException {
        BadgeId badge = visit.badge();
        if (badge != null) {
            lend(badge.value(), visit.visit().value(), visit.at());
        }
    }

    void left(VisitLeft visit) throws SQLException {
        left.setString(1, visit.visit().value());
        left.executeUpdate();
    }

    void changed(RegisterChanged register, long sequence) throws SQLException {
        String credential = text(register, "credential");
        String badge = text(register, "badge");
        String visit = text(register, "visit");
        switch (register.type()) {
            case "credential.issued" -> {
                if (credential != null) {
                    issued.setString(1, credential);
                    issued.setLong(2, sequence);
                    issued.setString(3, text(register, "person"));
                    issued.setString(4, badge);
                    issued.setString(5, visit);
                    issued.executeUpdate();
                }
            }
            case "credential.revoked" -> {
                if (credential != null) {
                    revoked.setString(1, credential);
                    revoked.executeUpdate();
                }
            }
            case "badge.lent" -> {
                if (badge != null && visit != null) {
                    lend(badge, visit, register.at());
                }
            }
            case "badge.kept" -> stays(BadgeRow.State.KEPT, badge);
            case "badge.lost" -> stays(BadgeRow.State.LOST, badge);
            case "badge.returned" -> {
                if (badge != null) {
                    returned.setString(1, badge);
                    returned.executeUpdate();
                }
            }
            default -> {
                // The other registers have no table yet.
            }
        }
    }

    private void lend(String badge, String visit, Instant at) throws SQLException {
        lent.setString(1, badge);
        lent.setString(2, visit);
        lent.setLong(3, at.toEpochMilli());
        lent.executeUpdate();
    }

    private void stays(BadgeRow.State state, @Nullable String badge) throws SQLException {
        if (badge != null) {
            stays.setString(1, state.name());
            stays.setString(2, badge);
            stays.executeUpdate();
        }
    }

    /// A register may be imported from anywhere: what is no id is none.
    private static @Nullable String text(RegisterChanged register, String member) {
        return register.members().get(member) instanceof String text
                        && !text.isBlank()
                        && text.length() <= Math.min(BadgeId.LENGTH_MAX, VisitId.LENGTH_MAX)
                ? text
                : null;
    }
}
