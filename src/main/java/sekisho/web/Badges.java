package sekisho.web;

import static sekisho.web.BoardJson.put;

import org.jspecify.annotations.Nullable;

import sekisho.ledger.BadgeRow;
import sekisho.ledger.Ledger;
import sekisho.ledger.VisitRow;
import sekisho.site.BadgeId;
import sekisho.site.Paperwork.RegisterChanged;
import sekisho.site.VisitId;
import sekisho.site.VisitorDetails;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Badges that are lent to visitors: to whom, and which are not back.
final class Badges {
    private final UpToDate ledger;
    private final Deeds deeds;
    private final ReentrantLock turn;

    /// @param turn held while something is decided at a desk, see [Desk]
    Badges(UpToDate ledger, Deeds deeds, ReentrantLock turn) {
        this.ledger = ledger;
        this.deeds = deeds;
        this.turn = turn;
    }

    /// The badge as it is out; null when it is here.
    static @Nullable BadgeRow find(Ledger now, BadgeId badge) {
        return now.badges().stream()
                .filter(row -> row.badge().equals(badge))
                .findFirst()
                .orElse(null);
    }

    /// The badge that a visitor has on; null when there is none.
    static @Nullable BadgeRow lent(Ledger now, VisitId visit) {
        return now.badges().stream()
                .filter(row -> row.visit().equals(visit) && row.state() == BadgeRow.State.LENT)
                .findFirst()
                .orElse(null);
    }

    /// What became of a badge, as a line in its register.
    static RegisterChanged changed(String type, BadgeRow badge, String by, Deeds deeds) {
        return new RegisterChanged(
                deeds.now(),
                type,
                Map.of("badge", badge.badge().value(), "visit", badge.visit().value(), "by", by));
    }

    /// All badges that are not back.
    Answer list() throws InterruptedException {
        Ledger now = ledger.ledger();
        return Answer.of(
                200,
                Map.of("badges", now.badges().stream().map(row -> members(row, now)).toList()));
    }

    private static Map<String, Object> members(BadgeRow row, Ledger now) {
        var members = new HashMap<String, Object>();
        members.put("badge", row.badge().value());
        members.put("visit", row.visit().value());
        put(members, "lentAt", row.lentAt());
        put(members, "state", row.state());
        VisitRow visit = now.visit(row.visit());
        if (visit != null) {
            var details = VisitorDetails.of(visit.visit());
            put(members, "name", details.name());
            put(members, "company", details.company());
            put(members, "leftAt", visit.leftAt());
        }
        return members;
    }

    /// Lends a badge to a visitor who is inside without one.
    Answer lend(Call call) throws Exception {
        turn.lockInterruptibly();
        try {
            Ledger now = ledger.ledger();
            var badge = id(call);
            BadgeRow out = find(now, badge);
            if (out != null) {
                throw new Refusal(409, Problem.of(notHere(out), "badge"));
            }
            var form = new Form(call.object());
            VisitRow visit =
                    form.known(
                            "visit",
                            "visit-unknown",
                            "visit-unknown",
                            id ->
                                    id.length() > VisitId.LENGTH_MAX
                                            ? null
                                            : now.visit(new VisitId(id)));
            form.refuseFaults();
            if (visit == null || visit.leftAt() != null) {
                throw new Refusal(409, Problem.of("visit-left", "visit"));
            }
            VisitId id = visit.visit().visit();
            if (lent(now, id) != null) {
                throw new Refusal(409, Problem.of("visit-has-badge", "visit"));
            }
            deeds.enter(
                    changed(
                            "badge.lent",
                            new BadgeRow(badge, id, deeds.now(), BadgeRow.State.LENT),
                            call.user(),
                            deeds));
            return Answer.of(201, Map.of("badge", badge.value()));
        } finally {
            turn.unlock();
        }
    }

    /// Why a badge can't be lent.
    static String notHere(BadgeRow out) {
        return out.state() == BadgeRow.State.LENT ? "badge-lent" : "badge-not-back";
    }

    /// The badge is back.
    Answer giveBack(Call call) throws Exception {
        return becomes("badge.returned", call);
    }

    /// Nobody knows where the badge is.
    Answer lose(Call call) throws Exception {
        return becomes("badge.lost", call);
    }

    private Answer becomes(String type, Call call) throws Exception {
        turn.lockInterruptibly();
        try {
            BadgeRow badge = find(ledger.ledger(), id(call));
            if (badge == null) {
                throw new Refusal(404, Problem.of("badge-here"));
            }
            deeds.enter(changed(type, badge, call.user(), deeds));
            return Answer.of(200, Map.of("badge", badge.badge().value()));
        } finally {
            turn.unlock();
        }
    }

    private static BadgeId id(Call call) {
        String id = call.path("badge");
        if (id.isBlank() || id.length() > BadgeId.LENGTH_MAX) {
            throw new Refusal(404, Problem.of("badge-here"));
        }
        return new BadgeId(id);
    }
}
