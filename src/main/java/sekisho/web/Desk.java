package sekisho.web;

import static sekisho.web.BoardJson.put;

import org.jspecify.annotations.Nullable;

import sekisho.account.ReadableText;
import sekisho.ledger.BadgeRow;
import sekisho.ledger.Ledger;
import sekisho.ledger.VisitRow;
import sekisho.site.BadgeId;
import sekisho.site.Cardholders;
import sekisho.site.Paperwork.VisitLeft;
import sekisho.site.Paperwork.VisitRegistered;
import sekisho.site.PersonId;
import sekisho.site.Site;
import sekisho.site.VisitId;
import sekisho.site.VisitorDetails;
import sekisho.site.ZoneId;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// The visitor desk: who comes is written down, who leaves is signed out. An answer comes when it
/// is durable.
final class Desk {
    private static final List<String> KINDS = List.of("vendor", "guest");

    private final Board board;
    private final UpToDate ledger;
    private final Deeds deeds;
    private final Cardholders cardholders;
    private final SecureRandom random = new SecureRandom();

    private final LaidCards laid;

    /// One thing at a time, each on what the ones before have left: a badge is not lent twice, and
    /// a visitor not signed out twice, not even by two people at once.
    private final ReentrantLock turn;

    /// @param turn shared with whatever else is decided at desks
    Desk(
            Board board,
            UpToDate ledger,
            Deeds deeds,
            Cardholders cardholders,
            LaidCards laid,
            ReentrantLock turn) {
        this.board = board;
        this.ledger = ledger;
        this.deeds = deeds;
        this.cardholders = cardholders;
        this.laid = laid;
        this.turn = turn;
    }

    /// The visits that are open; with `open=false` those registered in the last 24 hours.
    Answer list(Call call) throws InterruptedException {
        Ledger upToDate = ledger.ledger();
        boolean open = !"false".equals(call.query("open"));
        Instant now = deeds.now();
        List<VisitRow> visits =
                open
                        ? upToDate.openVisits()
                        : upToDate.visits(
                                now.minus(java.time.Duration.ofHours(24)), now.plusMillis(1));
        Map<VisitId, BadgeId> worn = new HashMap<>();
        upToDate.badges().stream()
                .filter(row -> row.state() == BadgeRow.State.LENT)
                .forEach(row -> worn.put(row.visit(), row.badge()));
        return Answer.of(
                200, Map.of("visits", visits.stream().map(row -> members(row, worn)).toList()));
    }

    /// Lets a visitor in. With `card`, a card that was laid down is the visitor's own from now on.
    Answer register(Call call) throws Exception {
        turn.lockInterruptibly();
        try {
            var form = new Form(call.object());
            String entry = form.text("card");
            LaidCards.Laid card = entry == null ? null : own(entry);
            VisitRegistered visit = visit(form, ledger.ledger());
            deeds.enter(visit);
            if (card != null) {
                deeds.enter(Cards.issued(card, "visit", visit.visit(), call.user(), deeds));
            }
            return Answer.of(201, Map.of("visit", visit.visit().value()));
        } finally {
            turn.unlock();
        }
    }

    /// A card that is a visitor's own, or can become it.
    private LaidCards.Laid own(String entry) throws InterruptedException {
        LaidCards.Laid card = laid.fresh(entry);
        if (card.person() != null || card.badge() != null) {
            throw new Refusal(409, Problem.of("card-taken", "card"));
        }
        return card;
    }

    /// Signs a visitor out. `badge` says what became of the badge: `returned`, which is what goes
    /// without saying, `kept` or `lost`.
    Answer leave(Call call) throws Exception {
        turn.lockInterruptibly();
        try {
            VisitRow row = visit(call.path("visit"), ledger.ledger());
            if (row == null) {
                throw new Refusal(404, Problem.of("visit-unknown"));
            }
            if (row.leftAt() != null) {
                throw new Refusal(409, Problem.of("visit-left"));
            }
            BadgeRow worn = Badges.lent(ledger.ledger(), row.visit().visit());
            if (worn != null) {
                deeds.enter(Badges.changed(fate(call), worn, call.user(), deeds));
            }
            deeds.enter(new VisitLeft(deeds.now(), row.visit().visit(), row.visit().zone()));
            return Answer.of(200, Map.of("visit", row.visit().visit().value()));
        } finally {
            turn.unlock();
        }
    }

    private static String fate(Call call) {
        return switch (String.valueOf(call.object().get("badge"))) {
            case "kept" -> "badge.kept";
            case "lost" -> "badge.lost";
            default -> "badge.returned";
        };
    }

    private VisitRegistered visit(Form form, Ledger upToDate) {
        Instant now = deeds.now();
        ZoneId zone = form.known("zone", "zone-missing", "zone-unknown", this::zone);
        String kind = form.known("kind", "kind-unknown", "kind-unknown", Desk::kind);
        var details =
                new VisitorDetails(
                        form.text("name", "name-missing"),
                        form.text("company", "company-missing"),
                        form.text("purpose", "purpose-missing"),
                        form.texts("carriedItems"));
        PersonId escort = form.known("escort", "escort-missing", "escort-unknown", this::person);
        BadgeId badge = form.knownOrNull("badge", "badge-unknown", Desk::badge);
        BadgeRow out = badge == null ? null : Badges.find(upToDate, badge);
        if (out != null) {
            form.fault(Badges.notHere(out), "badge");
        }
        Instant plannedExit = form.time("plannedExit", "planned-exit-missing");
        if (plannedExit != null && !plannedExit.isAfter(now)) {
            form.fault("planned-exit-past", "plannedExit");
        }
        form.refuseFaults();
        if (zone == null || kind == null) {
            throw new IllegalStateException("a form without faults has a zone and a kind");
        }
        var visit =
                new VisitRegistered(
                        now,
                        new VisitId("V-" + ReadableText.of(6, random)),
                        zone,
                        kind,
                        escort,
                        plannedExit,
                        badge,
                        null,
                        null,
                        null,
                        List.of());
        return details.in(visit);
    }

    private @Nullable ZoneId zone(String id) {
        return board.site().zones().stream()
                .map(Site.Zone::id)
                .filter(zone -> zone.value().equals(id))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String kind(String kind) {
        return KINDS.contains(kind) ? kind : null;
    }

    private @Nullable PersonId person(String id) {
        return People.find(cardholders, id);
    }

    private static @Nullable BadgeId badge(String id) {
        return id.length() > BadgeId.LENGTH_MAX ? null : new BadgeId(id);
    }

    private static @Nullable VisitRow visit(String id, Ledger upToDate) {
        return id.isBlank() || id.length() > VisitId.LENGTH_MAX
                ? null
                : upToDate.visit(new VisitId(id));
    }

    /// @param worn the badges that visitors have on; of one who is not inside, what was lent first
    private static Map<String, Object> members(VisitRow row, Map<VisitId, BadgeId> worn) {
        Map<String, Object> members = members(row);
        if (row.leftAt() == null) {
            members.remove("badge");
            put(members, "badge", worn.get(row.visit().visit()));
        }
        return members;
    }

    static Map<String, Object> members(VisitRow row) {
        VisitRegistered visit = row.visit();
        var details = VisitorDetails.of(visit);
        var members = new HashMap<String, Object>();
        members.put("visit", visit.visit().value());
        members.put("zone", visit.zone().value());
        members.put("kind", visit.kind());
        put(members, "name", details.name());
        put(members, "company", details.company());
        put(members, "purpose", details.purpose());
        members.put("carriedItems", details.carriedItems());
        put(members, "escort", visit.escort());
        put(members, "badge", visit.badge());
        put(members, "registeredAt", visit.at());
        put(members, "plannedExit", visit.plannedExit());
        put(members, "leftAt", row.leftAt());
        return members;
    }
}
