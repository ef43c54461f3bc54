package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import sekisho.correlation.Permits.Permit;
import sekisho.site.MediaId;
import sekisho.site.Paperwork.MediaPermitted;

import java.util.TreeSet;

/// A medium is still plugged in when the last permit that covered it ends, by its time or by a
/// revocation.
///
/// A window is inclusive: who pulls the medium at its last moment is in time, and a permit that was
/// written by then and begins a millisecond later carries on. For whom a permit is was judged when
/// the medium was put in and does not matter here. The insertion is the trigger.
final class MediaOutlastsPermit {
    static final String NAME = "media-outlasts-permit";

    private final Evidence evidence;
    private final Turn turn;
    private final Deadlines.Lane<Permits> lane;

    MediaOutlastsPermit(Evidence evidence, Turn turn, Deadlines deadlines) {
        this.evidence = evidence;
        this.turn = turn;
        this.lane = deadlines.lane((permits, moment, sequence) -> ended(permits, moment));
    }

    void permitted(Permits permits, MediaPermitted sheet) {
        lane.add(
                sheet.until().toEpochMilli(),
                permits,
                sheet.until().toEpochMilli(),
                turn.sequence());
    }

    /// A permit was revoked just now.
    void revoked(Permits permits, long moment) {
        ended(permits, moment);
    }

    /// A medium was put in or pulled out in the past, by this mark.
    void moved(MediaId media, int i) {
        for (Plugged plugged : evidence.medium(media).around(i)) {
            touched(plugged, evidence.zone(plugged.inserted.zone()).permits(media));
        }
    }

    /// Permits of a medium have changed in the past of a zone.
    void touched(Permits permits) {
        for (Plugged plugged : evidence.medium(permits.media()).stays) {
            if (evidence.zone(plugged.inserted.zone()) == permits.zone()) {
                touched(plugged, permits);
            }
        }
    }

    private void touched(Plugged plugged, Permits permits) {
        var moments = new TreeSet<Long>(plugged.outlasted.keySet());
        for (int i = 0; i < permits.log.size(); i++) {
            if (permits.log.note(i) instanceof MediaPermitted sheet) {
                long until = sheet.until().toEpochMilli();
                if (until < turn.clock()) {
                    moments.add(until);
                }
            } else {
                moments.add(permits.log.at(i));
            }
        }
        for (long moment : moments) {
            judge(plugged, permits, moment, true);
        }
    }

    private void ended(Permits permits, long moment) {
        for (Plugged plugged : evidence.medium(permits.media()).stays) {
            if (evidence.zone(plugged.inserted.zone()) == permits.zone()) {
                judge(plugged, permits, moment, false);
            }
        }
    }

    private void judge(Plugged plugged, Permits permits, long moment, boolean again) {
        Long known = plugged.outlasted.get(moment);
        long ended = endedBy(plugged, permits, moment);
        if (ended < 0 == (known == null)) {
            return;
        }
        if (known == null) {
            plugged.outlasted.put(moment, ended);
        } else {
            plugged.outlasted.remove(moment);
        }
        turn.conclude(
                known == null,
                again,
                NAME,
                permits.zone(),
                UnauthorisedMedia.subject(plugged.inserted),
                moment,
                plugged.sequence,
                known == null ? ended : known);
    }

    /// The entry by which the medium lost its last permit at a moment; negative when it did not.
    private long endedBy(Plugged plugged, Permits permits, long moment) {
        Medium medium = evidence.medium(permits.media());
        Timeline log = permits.log;
        for (int i = log.from(moment); i < log.size() && log.at(i) == moment; i++) {
            long point = log.sequence(i);
            if (log.kind(i) == Permits.REVOKED
                    && plugged.isBefore(moment, point)
                    && medium.isStill(plugged, moment, point)
                    && cover(plugged, permits, moment, moment, point - 1) != null
                    && cover(plugged, permits, moment, moment, point) == null) {
                return point;
            }
        }
        if (plugged.at() > moment || !medium.isStill(plugged, moment, Long.MAX_VALUE)) {
            return -1;
        }
        Permit last = cover(plugged, permits, moment, moment, Long.MAX_VALUE);
        boolean carriesOn = cover(plugged, permits, moment + 1, moment, Long.MAX_VALUE) != null;
        return last == null || carriesOn ? -1 : last.sequence();
    }

    /// A permit that covers a medium at a time, as far as was known at a point in the order.
    private static @Nullable Permit cover(
            Plugged plugged, Permits permits, long time, long at, long point) {
        for (Permit permit : permits.unrevoked(at, point)) {
            MediaPermitted sheet = permit.sheet();
            if (sheet.from().toEpochMilli() <= time
                    && time <= sheet.until().toEpochMilli()
                    && UnauthorisedMedia.fitsMachine(sheet, plugged.inserted)
                    && UnauthorisedMedia.fitsInterfaces(sheet, plugged.inserted)) {
                return permit;
            }
        }
        return null;
    }

    void save(Saving saving) {
        StateWriter out = saving.out();
        lane.save(
                out,
                permits -> {
                    saving.zone(permits.zone());
                    out.text(permits.media().value());
                });
    }

    void load(Loading loading) {
        lane.load(
                loading.in(),
                () -> {
                    Zone zone = loading.zone();
                    return zone.permitsAsKnown(new MediaId(loading.in().text()));
                });
    }
}
