package sekisho.web;

import static sekisho.web.BoardJson.put;

import org.jspecify.annotations.Nullable;

import sekisho.account.ReadableText;
import sekisho.ledger.Ledger;
import sekisho.ledger.PermitRow;
import sekisho.site.Cardholders;
import sekisho.site.MachineId;
import sekisho.site.MediaId;
import sekisho.site.Paperwork.MediaPermitted;
import sekisho.site.Paperwork.MediaRevoked;
import sekisho.site.PermitId;
import sekisho.site.PersonId;
import sekisho.site.Site;
import sekisho.site.ZoneId;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Which media may be used where, from when until when.
final class Permits {
    /// A page of permits; older ones are found in the records.
    private static final int LISTED_MAX = 1000;

    private final Board board;
    private final UpToDate ledger;
    private final Deeds deeds;
    private final Cardholders cardholders;
    private final SecureRandom random = new SecureRandom();

    /// One thing at a time: a permit is not revoked twice.
    private final ReentrantLock turn = new ReentrantLock();

    Permits(Board board, UpToDate ledger, Deeds deeds, Cardholders cardholders) {
        this.board = board;
        this.ledger = ledger;
        this.deeds = deeds;
        this.cardholders = cardholders;
    }

    Answer list() throws InterruptedException {
        var permits = ledger.ledger().permits(LISTED_MAX);
        return Answer.of(200, Map.of("permits", permits.stream().map(Permits::members).toList()));
    }

    Answer permit(Call call) throws Exception {
        MediaPermitted permit = permit(new Form(call.object()));
        deeds.enter(permit);
        return Answer.of(201, Map.of("permit", permit.permit().value()));
    }

    Answer revoke(Call call) throws Exception {
        turn.lockInterruptibly();
        try {
            PermitRow row = row(call.path("permit"), ledger.ledger());
            if (row == null) {
                throw new Refusal(404, Problem.of("permit-unknown"));
            }
            if (row.revokedAt() != null) {
                throw new Refusal(409, Problem.of("permit-revoked"));
            }
            MediaPermitted permit = row.permit();
            deeds.enter(
                    new MediaRevoked(deeds.now(), permit.permit(), permit.media(), permit.zone()));
            return Answer.of(200, Map.of("permit", permit.permit().value()));
        } finally {
            turn.unlock();
        }
    }

    private MediaPermitted permit(Form form) {
        Instant now = deeds.now();
        String media = form.text("media", "media-missing");
        if (media != null && media.length() > MediaId.LENGTH_MAX) {
            form.fault("too-long", "media");
        }
        ZoneId zone = form.known("zone", "zone-missing", "zone-unknown", this::zone);
        Site.Machine machine = form.knownOrNull("machine", "machine-unknown", this::machine);
        if (machine != null && zone != null && !machine.zone().equals(zone)) {
            form.fault("machine-elsewhere", "machine");
        }
        PersonId person =
                form.knownOrNull("person", "person-unknown", id -> People.find(cardholders, id));
        Instant from = form.time("from", "from-missing");
        Instant until = form.time("until", "until-missing");
        if (until != null && from != null && !until.isAfter(from)) {
            form.fault("until-before-from", "until");
        } else if (until != null && !until.isAfter(now)) {
            form.fault("until-past", "until");
        }
        form.refuseFaults();
        if (media == null || zone == null || from == null || until == null) {
            throw new IllegalStateException("a form without faults has all its fields");
        }
        MachineId bound = machine == null ? null : machine.id();
        return new MediaPermitted(
                now,
                new PermitId("P-" + ReadableText.of(6, random)),
                new MediaId(media),
                zone,
                bound,
                person,
                from,
                until,
                null,
                null);
    }

    private @Nullable ZoneId zone(String id) {
        return board.site().zones().stream()
                .map(Site.Zone::id)
                .filter(zone -> zone.value().equals(id))
                .findFirst()
                .orElse(null);
    }

    private Site.@Nullable Machine machine(String id) {
        return board.site().machines().stream()
                .filter(machine -> machine.id().value().equals(id))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable PermitRow row(String id, Ledger upToDate) {
        return id.isBlank() || id.length() > PermitId.LENGTH_MAX
                ? null
                : upToDate.permit(new PermitId(id));
    }

    private static Map<String, Object> members(PermitRow row) {
        MediaPermitted permit = row.permit();
        var members = new HashMap<String, Object>();
        members.put("permit", permit.permit().value());
        members.put("media", permit.media().value());
        members.put("zone", permit.zone().value());
        put(members, "machine", permit.machine());
        put(members, "person", permit.person());
        put(members, "from", permit.from());
        put(members, "until", permit.until());
        members.put("revoked", row.revokedAt() != null);
        put(members, "revokedAt", row.revokedAt());
        return members;
    }
}
