package sekisho.correlation;

import sekisho.site.MediaId;
import sekisho.site.Paperwork;
import sekisho.site.Paperwork.MediaPermitted;
import sekisho.site.Paperwork.MediaRevoked;
import sekisho.site.PermitId;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The permits of one medium in one zone and their revocations, each noted as it was written.
final class Permits {
    static final int PERMITTED = 1;
    static final int REVOKED = 2;

    /// A permit and the entry that holds it.
    record Permit(MediaPermitted sheet, long at, long sequence) {}

    final Noted<Paperwork> log = new Noted<>();

    private final Zone zone;
    private final MediaId media;

    Permits(Zone zone, MediaId media) {
        this.zone = zone;
        this.media = media;
    }

    MediaId media() {
        return media;
    }

    Zone zone() {
        return zone;
    }

    /// The permits that are not revoked at a point in the order.
    List<Permit> unrevoked(long at, long sequence) {
        var permits = new ArrayList<Permit>();
        int end = log.behind(at, sequence);
        for (int i = 0; i < end; i++) {
            if (log.note(i) instanceof MediaPermitted permitted) {
                permits.add(new Permit(permitted, log.at(i), log.sequence(i)));
            } else if (log.note(i) instanceof MediaRevoked revoked) {
                permits.removeIf(permit -> ends(revoked, permit.sheet()));
            }
        }
        return permits;
    }

    /// Whether one of them has this id, as far as they are remembered.
    boolean hold(PermitId permit) {
        for (int i = 0; i < log.size(); i++) {
            if (log.note(i) instanceof MediaPermitted sheet && sheet.permit().equals(permit)) {
                return true;
            }
        }
        return false;
    }

    /// Keeps what may still permit something at or after a time.
    void forget(long before) {
        if (log.size() == 0 || log.at(0) >= before) {
            return;
        }
        List<Permit> alive = unrevoked(before - 1, Long.MAX_VALUE);
        log.forget(before, 0);
        for (Permit permit : alive) {
            if (permit.sheet().until().toEpochMilli() >= before) {
                log.add(permit.at(), permit.sequence(), PERMITTED, permit.sheet());
            }
        }
    }

    private static boolean ends(MediaRevoked revoked, MediaPermitted permit) {
        return revoked.permit() == null || revoked.permit().equals(permit.permit());
    }

    void save(StateWriter out) {
        log.save(out, sheet -> out.fact(Objects.requireNonNull(sheet)));
    }

    void load(StateReader in) {
        log.load(in, () -> (Paperwork) in.fact());
    }
}
