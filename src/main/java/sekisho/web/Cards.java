package sekisho.web;

import static sekisho.web.BoardJson.put;

import org.jspecify.annotations.Nullable;

import sekisho.ledger.BadgeRow;
import sekisho.ledger.Ledger;
import sekisho.ledger.VisitRow;
import sekisho.site.BadgeId;
import sekisho.site.Cardholders;
import sekisho.site.Id;
import sekisho.site.Paperwork.RegisterChanged;
import sekisho.site.PersonId;
import sekisho.site.VisitId;
import sekisho.web.LaidCards.Laid;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/// What a card that lies on a desk means, and to whom it is issued: a person of the register, a
/// badge that is lent, or a visitor whose own it is.
final class Cards {
    private final UpToDate ledger;
    private final Deeds deeds;
    private final Cardholders cardholders;
    private final LaidCards laid;
    private final ReentrantLock turn;

    /// @param turn held while something is decided at a desk, see [Desk]
    Cards(
            UpToDate ledger,
            Deeds deeds,
            Cardholders cardholders,
            LaidCards laid,
            ReentrantLock turn) {
        this.ledger = ledger;
        this.deeds = deeds;
        this.cardholders = cardholders;
        this.laid = laid;
        this.turn = turn;
    }

    /// What a card means now: `person`, `badge`, `visitor`, `unknown` or `unusable`.
    Answer show(Call call) throws InterruptedException {
        Laid card = laid.of(call.path("card"));
        var members = new HashMap<String, Object>();
        members.put("card", card.sequence());
        members.put("reader", card.told().reader().value());
        put(members, "at", card.told().at());
        put(members, "kind", card.told().kind());
        members.put("means", means(card));
        members.put("issued", card.row() != null);
        PersonId person = card.person();
        if (person != null) {
            members.put("person", Map.of("id", person.value(), "name", cardholders.name(person)));
        }
        put(members, "badge", card.badge());
        visit(card, ledger.ledger(), members);
        return Answer.of(200, members);
    }

    private static String means(Laid card) {
        if (card.told().credential() == null) {
            return "unusable";
        }
        if (card.person() != null) {
            return "person";
        }
        return card.badge() != null ? "badge" : card.visit() != null ? "visitor" : "unknown";
    }

    /// The visit that goes on with this card; of a visitor's own card also the one before.
    private static void visit(Laid card, Ledger now, Map<String, Object> members) {
        VisitId visit = card.visit();
        BadgeId badge = card.badge();
        if (badge != null) {
            BadgeRow row = Badges.find(now, badge);
            if (row != null) {
                put(members, "lent", row.state());
                visit = row.visit();
            }
        }
        VisitRow row = visit == null ? null : now.visit(visit);
        if (row != null) {
            boolean open = row.leftAt() == null;
            members.put(open ? "visit" : "before", Desk.members(row));
        }
    }

    /// Issues a card, by `person`, `badge` or `visit`.
    Answer issue(Call call) throws Exception {
        turn.lockInterruptibly();
        try {
            Laid card = laid.fresh(call.path("card"));
            if (card.row() != null || card.listed() != null) {
                throw new Refusal(409, Problem.of("card-taken", "card"));
            }
            var form = new Form(call.object());
            PersonId person =
                    form.knownOrNull(
                            "person", "person-unknown", id -> People.find(cardholders, id));
            BadgeId badge = form.knownOrNull("badge", "badge-unknown", Cards::badge);
            Ledger now = ledger.ledger();
            VisitId visit = form.knownOrNull("visit", "visit-unknown", id -> open(id, now));
            form.refuseFaults();
            Id to = person != null ? person : badge != null ? badge : visit;
            if (to == null) {
                throw new Refusal(422, Problem.of("card-whose", "person"));
            }
            issue(card, person != null ? "person" : badge != null ? "badge" : "visit", to, call);
            return Answer.of(201, Map.of("card", card.sequence()));
        } finally {
            turn.unlock();
        }
    }

    private void issue(Laid card, String member, Id to, Call call)
            throws InterruptedException, ExecutionException {
        deeds.enter(issued(card, member, to, call.user(), deeds));
    }

    static RegisterChanged issued(Laid card, String member, Id to, String by, Deeds deeds) {
        return new RegisterChanged(
                deeds.now(),
                "credential.issued",
                Map.of("credential", card.credential().value(), member, to.value(), "by", by));
    }

    /// From now on the card is nobody's.
    Answer revoke(Call call) throws Exception {
        turn.lockInterruptibly();
        try {
            Laid card = laid.fresh(call.path("card"));
            if (card.row() == null) {
                throw new Refusal(409, Problem.of("card-not-issued", "card"));
            }
            deeds.enter(
                    new RegisterChanged(
                            deeds.now(),
                            "credential.revoked",
                            Map.of("credential", card.credential().value(), "by", call.user())));
            return Answer.of(200, Map.of("card", card.sequence()));
        } finally {
            turn.unlock();
        }
    }

    private static @Nullable BadgeId badge(String id) {
        return id.length() > BadgeId.LENGTH_MAX ? null : new BadgeId(id);
    }

    private static @Nullable VisitId open(String id, Ledger now) {
        VisitRow row = id.length() > VisitId.LENGTH_MAX ? null : now.visit(new VisitId(id));
        return row == null || row.leftAt() != null ? null : row.visit().visit();
    }
}
