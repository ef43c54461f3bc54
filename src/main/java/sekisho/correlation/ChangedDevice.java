package sekisho.correlation;

import sekisho.correlation.Permits.Permit;
import sekisho.site.DevicePattern.Match;
import sekisho.site.Observation.MediaInserted;

import java.util.List;

/// A device shows other interfaces than when vendor, product and serial were seen for the first
/// time: a stick that has become a keyboard, too.
///
/// A permit in force that names just these interfaces has taken note of the change, and so has a
/// baseline of the machine.
final class ChangedDevice {
    static final String NAME = "changed-device";
    private static final int RAISED = 4;

    private final Evidence evidence;
    private final Turn turn;

    ChangedDevice(Evidence evidence, Turn turn) {
        this.evidence = evidence;
        this.turn = turn;
    }

    void inserted(Zone zone, int i) {
        judge(zone, i, false);
    }

    /// Permits or baselines have changed in a span of a zone's time.
    void touched(Zone zone, long from, long until) {
        zone.insertions.each(from, until, i -> judge(zone, i, true));
    }

    /// A device was seen for the first time earlier than was known.
    void touched(Serial serial, long at, long sequence) {
        for (int k = serial.log.behind(at, sequence); k < serial.log.size(); k++) {
            Serial.Seen seen = serial.log.note(k);
            if (seen != null) {
                Zone zone = seen.zone();
                judge(zone, zone.insertions.find(serial.log.at(k), serial.log.sequence(k)), true);
            }
        }
    }

    private void judge(Zone zone, int i, boolean again) {
        MediaInserted inserted = i < 0 ? null : zone.insertions.note(i);
        if (inserted == null) {
            return;
        }
        long at = zone.insertions.at(i);
        long sequence = zone.insertions.sequence(i);
        Serial.Shape first = changedFrom(zone, inserted, at, sequence);
        boolean raised = first != null;
        if (raised != zone.insertions.stands(i, RAISED)) {
            zone.insertions.setStanding(i, RAISED, raised);
            long[] because =
                    first == null ? new long[] {sequence} : new long[] {sequence, first.sequence()};
            turn.conclude(
                    raised, again, NAME, zone, UnauthorisedMedia.subject(inserted), at, because);
        }
    }

    private Serial.@org.jspecify.annotations.Nullable Shape changedFrom(
            Zone zone, MediaInserted inserted, long at, long sequence) {
        List<String> shown = inserted.interfaces();
        String serial = inserted.serial();
        if (serial == null || shown.isEmpty()) {
            return null;
        }
        Serial.Shape first =
                evidence.serial(serial).shape(UnauthorisedMedia.device(inserted), at, sequence);
        boolean noted =
                first == null
                        || Match.EQUALS.holds(first.interfaces(), shown)
                        || evidence.isFixed(inserted, at, sequence)
                        || isPermitted(zone, inserted, at, sequence);
        return noted ? null : first;
    }

    private static boolean isPermitted(Zone zone, MediaInserted inserted, long at, long sequence) {
        for (Permit permit : zone.permitsAsKnown(inserted.media()).unrevoked(at, sequence)) {
            List<String> interfaces = permit.sheet().interfaces();
            if (interfaces != null
                    && permit.sheet().from().toEpochMilli() <= at
                    && at <= permit.sheet().until().toEpochMilli()
                    && Match.EQUALS.holds(interfaces, inserted.interfaces())) {
                return true;
            }
        }
        return false;
    }
}
