package sekisho.web;

import static sekisho.web.BoardJson.put;

import org.jspecify.annotations.Nullable;

import sekisho.account.ReadableText;
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

    /// One thing at a time, each on what the ones before have left: a badge is not lent twice, and
    /// a visitor not signed out twice, not even by two people at once.
    private final ReentrantLock turn = new ReentrantLock();

    Desk(Board board, UpToDate ledger, Deeds deeds, Cardholders cardholders) {
        this.board = board;
        this.ledger = ledger;
        this.deeds = deeds;
        this.cardholders = cardholders;
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
        return Answer.of(200, Map.of("visits", visits.stream().map(Desk::members).toList()));
    }

    /// Lets a visitor in.
    Answer register(Call call) throws Exception {
        turn.lockInterruptibly();
        try {
            VisitRegistered visit = visit(new Form(call.object()), ledger.ledger());
            deeds.enter(visit);
            return Answer.of(201, Map.of("visit", visit.visit().value()));
        } finally {
            turn.unlock();
        }
    }

    /// Signs a visitor out.
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
            deeds.enter(new VisitLeft(deeds.now(), row.visit().visit(), row.visit().zone()));
            return Answer.of(200, Map.of("visit", row.visit().visit().value()));
        } finally {
            turn.unlock();
        }
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
        BadgeId badge = form.knownOrNull("badge", "badge-lent", text -> unlent(text, upToDate));
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

    /// The badge, unless an open visit has it.
    private static @Nullable BadgeId unlent(String id, Ledger upToDate) {
        var badge = id.length() > BadgeId.LENGTH_MAX ? null : new BadgeId(id);
        boolean lent =
                upToDate.openVisits().stream().anyMatch(row -> id.equals(badge(row.visit())));
        return lent ? null : badge;
    }

    private static @Nullable String badge(VisitRegistered visit) {
        var badge = visit.badge();
        return badge == null ? null : badge.value();
    }

    private static @Nullable VisitRow visit(String id, Ledger upToDate) {
        return id.isBlank() || id.length() > VisitId.LENGTH_MAX
                ? null
                : upToDate.visit(new VisitId(id));
    }

    private static Map<String, Object> members(VisitRow row) {
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
