package sekisho.correlation;

import sekisho.site.Observation.MediaInserted;

/// A medium that is none of the machine's own devices was put into it while nobody was inside and
/// no visit was open.
final class MediaInEmptyZone {
    static final String NAME = "media-in-empty-zone";
    private static final int RAISED = 2;

    private final Evidence evidence;
    private final Turn turn;

    MediaInEmptyZone(Evidence evidence, Turn turn) {
        this.evidence = evidence;
        this.turn = turn;
    }

    void inserted(Zone zone, int i) {
        judge(zone, i, false);
    }

    /// People or visits have changed in a span of a zone's time.
    void touched(Zone zone, long from, long until) {
        zone.insertions.each(from, until, i -> judge(zone, i, true));
    }

    private void judge(Zone zone, int i, boolean again) {
        long at = zone.insertions.at(i);
        long sequence = zone.insertions.sequence(i);
        boolean empty = !zone.people.isAnyAt(at, sequence) && !zone.visits.isAnyKnown(at, sequence);
        MediaInserted inserted = zone.insertions.note(i);
        if (inserted == null) {
            return;
        }
        boolean raised = empty && !evidence.isFixed(inserted, at, sequence);
        if (raised != zone.insertions.stands(i, RAISED)) {
            zone.insertions.setStanding(i, RAISED, raised);
            turn.conclude(
                    raised, again, NAME, zone, UnauthorisedMedia.subject(inserted), at, sequence);
        }
    }
}
