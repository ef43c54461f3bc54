package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import sekisho.correlation.Medium.Port;
import sekisho.site.MediaId;
import sekisho.site.Observation.MediaInserted;
import sekisho.site.Observation.MediaRemoved;
import sekisho.site.Paperwork.BaselineAdopted;
import sekisho.site.Paperwork.MediaPermitted;
import sekisho.site.Paperwork.MediaRevoked;
import sekisho.site.PersonId;
import sekisho.site.ZoneId;

/// What is plugged in, permitted and carried: follows media, and carries what a late fact changes
/// to the rules that rest on it.
final class Media {
    private final Evidence evidence;
    private final Turn turn;
    private final Rules rules;

    Media(Evidence evidence, Turn turn, Rules rules) {
        this.evidence = evidence;
        this.turn = turn;
        this.rules = rules;
    }

    void inserted(long at, long sequence, MediaInserted inserted) {
        Zone zone = evidence.zone(inserted.zone());
        int i = zone.insertions.add(at, sequence, 0, inserted);
        Medium medium = evidence.medium(inserted.media());
        var port = new Port(inserted.machine(), inserted.port());
        int end = medium.add(at, sequence, Medium.INSERTED, port, zone);
        medium.putIn(new Plugged(inserted, sequence));
        Serial serial = inserted.serial() == null ? null : evidence.serial(inserted.serial());
        boolean first =
                serial != null
                        && serial.add(at, sequence, zone, UnauthorisedMedia.device(inserted));
        boolean formed =
                serial != null
                        && !inserted.interfaces().isEmpty()
                        && serial.add(
                                new Serial.Shape(
                                        UnauthorisedMedia.device(inserted),
                                        at,
                                        sequence,
                                        inserted.interfaces()));
        rules.unauthorisedMedia.inserted(zone, i);
        rules.changedDevice.inserted(zone, i);
        rules.mediaInEmptyZone.inserted(zone, i);
        if (!turn.isInOrder()) {
            rules.unauthorisedMedia.touched(medium, medium.log.behind(at, sequence), end);
            rules.mediaOutlastsPermit.moved(inserted.media(), medium.log.find(at, sequence));
            if (serial != null && formed) {
                rules.changedDevice.touched(serial, at, sequence);
            }
            if (serial != null && first) {
                rules.unauthorisedMedia.touched(serial, at, sequence);
            }
        }
    }

    void removed(long at, long sequence, MediaRemoved removed) {
        Medium medium = evidence.medium(removed.media());
        var port = new Port(removed.machine(), removed.port());
        Zone zone = evidence.zone(removed.zone());
        int end = medium.add(at, sequence, Medium.REMOVED, port, zone);
        if (!turn.isInOrder()) {
            rules.unauthorisedMedia.touched(medium, medium.log.behind(at, sequence), end);
            rules.mediaOutlastsPermit.moved(removed.media(), medium.log.find(at, sequence));
        }
    }

    void permitted(long at, long sequence, MediaPermitted permitted) {
        Zone zone = evidence.zone(permitted.zone());
        Permits permits = zone.permits(permitted.media());
        permits.log.add(at, sequence, Permits.PERMITTED, permitted);
        evidence.permit(permitted.permit()).permitted(permits);
        rules.mediaOutlastsPermit.permitted(permits, permitted);
        touch(permits, at);
    }

    void revoked(long at, long sequence, MediaRevoked revoked) {
        if (revoked.permit() != null) {
            PermitTrail trail = evidence.permit(revoked.permit());
            trail.revoked(at, sequence, revoked);
            trail.places.forEach(permits -> ended(permits, at));
        } else if (revoked.media() != null && revoked.zone() != null) {
            Zone zone = evidence.zone(revoked.zone());
            Permits permits = zone.permits(revoked.media());
            permits.log.add(at, sequence, Permits.REVOKED, revoked);
            ended(permits, at);
        }
    }

    /// A machine's own devices are these from here on.
    void adopted(long at, long sequence, BaselineAdopted baseline) {
        evidence.baselines(baseline.machine()).add(at, sequence, 0, baseline);
        if (!turn.isInOrder()) {
            for (Zone zone : evidence.zones()) {
                rules.unauthorisedMedia.touched(zone, at, Timeline.FOREVER);
                rules.changedDevice.touched(zone, at, Timeline.FOREVER);
                rules.mediaInEmptyZone.touched(zone, at, Timeline.FOREVER);
            }
        }
    }

    /// Somebody carried a medium into a zone or out of it. From here to the medium's next way, who
    /// had it before may have it no longer.
    void carried(long at, long sequence, ZoneId where, MediaId what, PersonId who, boolean in) {
        Zone zone = evidence.zone(where);
        Carries carries = zone.carries(what);
        Person person = in ? evidence.person(who) : null;
        if (person != null && !person.carried().contains(carries)) {
            person.duties().carried.add(carries);
        }
        int i = carries.log.add(at, sequence, in ? Carries.IN : Carries.OUT, person);
        if (!turn.isInOrder()) {
            int next = i + 1;
            long until = next < carries.log.size() ? carries.log.at(next) : Timeline.FOREVER;
            touch(carries.log.noteBefore(i), zone, at, until);
            touch(person, zone, at, until);
        }
    }

    private void touch(@Nullable Person person, Zone zone, long from, long until) {
        if (person != null) {
            rules.mediaNotCarriedOut.touched(person, zone, from, until);
        }
    }

    private void ended(Permits permits, long at) {
        if (turn.isInOrder()) {
            rules.mediaOutlastsPermit.revoked(permits, at);
        }
        touch(permits, at);
    }

    private void touch(Permits permits, long from) {
        if (!turn.isInOrder()) {
            rules.unauthorisedMedia.touched(permits.zone(), from, Timeline.FOREVER);
            rules.changedDevice.touched(permits.zone(), from, Timeline.FOREVER);
            rules.mediaOutlastsPermit.touched(permits);
        }
    }
}
