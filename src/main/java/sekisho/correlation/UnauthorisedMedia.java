package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import sekisho.correlation.Permits.Permit;
import sekisho.site.DevicePattern;
import sekisho.site.Observation.MediaInserted;
import sekisho.site.Paperwork.MediaPermitted;
import sekisho.site.PersonId;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A medium that is none of the machine's own devices, nor of a kind that its zone tolerates, was
/// put into it, and no permit that was known then covers it; or it can't be told from another: it
/// has no serial, or a serial that was seen on two devices.
///
/// Two devices: another vendor or product showed the same serial before, or the same medium is
/// still plugged in elsewhere.
final class UnauthorisedMedia {
    static final String NAME = "unauthorised-media";
    private static final int RAISED = 1;

    private final Plans plans;
    private final Evidence evidence;
    private final Turn turn;

    UnauthorisedMedia(Plans plans, Evidence evidence, Turn turn) {
        this.plans = plans;
        this.evidence = evidence;
        this.turn = turn;
    }

    void inserted(Zone zone, int i) {
        judge(zone, i, false);
    }

    /// Permits or people have changed in a span of a zone's time.
    void touched(Zone zone, long from, long until) {
        zone.insertions.each(from, until, i -> judge(zone, i, true));
    }

    /// What was plugged in before has changed for some marks of a medium.
    void touched(Medium medium, int from, int end) {
        for (int k = from; k < end; k++) {
            if (medium.log.kind(k) == Medium.INSERTED) {
                Zone zone = medium.plug(k).zone();
                judge(zone, find(zone, medium.log, k), true);
            }
        }
    }

    /// A device was seen earlier than was known.
    void touched(Serial serial, long at, long sequence) {
        for (int k = serial.log.behind(at, sequence); k < serial.log.size(); k++) {
            Serial.Seen seen = serial.log.note(k);
            if (seen != null) {
                judge(seen.zone(), find(seen.zone(), serial.log, k), true);
            }
        }
    }

    /// The device behind an insertion, as told by vendor and product where the source knows them.
    static String device(MediaInserted inserted) {
        return inserted.vid() == null || inserted.pid() == null
                ? inserted.media().value()
                : inserted.vid() + ':' + inserted.pid();
    }

    private static int find(Zone zone, Timeline log, int k) {
        return zone.insertions.find(log.at(k), log.sequence(k));
    }

    private void judge(Zone zone, int i, boolean again) {
        MediaInserted inserted = i < 0 ? null : zone.insertions.note(i);
        if (inserted == null) {
            return;
        }
        long at = zone.insertions.at(i);
        long sequence = zone.insertions.sequence(i);
        List<Permit> permits = zone.permits(inserted.media()).unrevoked(at, sequence);
        boolean raised =
                !evidence.isFixed(inserted, at, sequence)
                        && !zone.tolerates(plans.at(at, sequence), inserted.interfaces())
                        && (isAmbiguous(inserted, at, sequence)
                                || permits.stream()
                                        .noneMatch(permit ->
                                                fits(permit, zone, inserted, at, sequence)));
        if (raised != zone.insertions.stands(i, RAISED)) {
            zone.insertions.setStanding(i, RAISED, raised);
            var because = new long[1 + permits.size()];
            because[0] = sequence;
            for (int k = 0; k < permits.size(); k++) {
                because[k + 1] = permits.get(k).sequence();
            }
            turn.conclude(raised, again, NAME, zone, subject(inserted), at, because);
        }
    }

    static Map<String, String> subject(MediaInserted inserted) {
        var subject = new LinkedHashMap<String, String>();
        subject.put("media", inserted.media().value());
        subject.put("machine", inserted.machine().value());
        return subject;
    }

    private boolean isAmbiguous(MediaInserted inserted, long at, long sequence) {
        String serial = inserted.serial();
        if (serial == null || evidence.serial(serial).isOnTwo(device(inserted), at, sequence)) {
            return true;
        }
        Medium medium = evidence.medium(inserted.media());
        return medium.isElsewhere(medium.log.find(at, sequence));
    }

    private boolean fits(Permit permit, Zone zone, MediaInserted inserted, long at, long sequence) {
        MediaPermitted sheet = permit.sheet();
        return sheet.from().toEpochMilli() <= at
                && at <= sheet.until().toEpochMilli()
                && fitsMachine(sheet, inserted)
                && fitsInterfaces(sheet, inserted)
                && fitsPerson(sheet.person(), inserted.operator(), zone, at, sequence);
    }

    static boolean fitsMachine(MediaPermitted sheet, MediaInserted inserted) {
        return sheet.machine() == null || sheet.machine().equals(inserted.machine());
    }

    static boolean fitsInterfaces(MediaPermitted sheet, MediaInserted inserted) {
        List<String> permitted = sheet.interfaces();
        return permitted == null
                || DevicePattern.Match.EQUALS.holds(permitted, inserted.interfaces());
    }

    private boolean fitsPerson(
            @Nullable PersonId permitted,
            @Nullable PersonId operator,
            Zone zone,
            long at,
            long sequence) {
        if (permitted == null) {
            return true;
        }
        if (operator != null) {
            return permitted.equals(operator);
        }
        Person person = evidence.known(permitted);
        return person != null && person.isInside(zone, at, sequence);
    }
}
