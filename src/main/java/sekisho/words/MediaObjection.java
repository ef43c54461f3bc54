package sekisho.words;

import sekisho.site.DevicePattern;
import sekisho.site.Fact;
import sekisho.site.Observation.MediaInserted;
import sekisho.site.Paperwork.MediaPermitted;

import java.util.List;

/// Why a medium was not permitted, as far as the insertion and the permits behind the finding tell:
/// the fault that is nearest to a permit that would have fitted.
enum MediaObjection {
    NO_PERMIT("reason"),
    NOT_NOW("time"),
    OTHER_MACHINE("machine"),
    OTHER_INTERFACES("interfaces"),
    OTHER_PERSON("person"),
    NO_SERIAL("serial"),
    SERIAL_TWICE("copy");

    private final String ending;

    MediaObjection(String ending) {
        this.ending = ending;
    }

    /// What the text's key ends with.
    String ending() {
        return ending;
    }

    /// @param evidence the insertion, then the unrevoked permits of the medium in the zone
    static MediaObjection of(List<Fact> evidence) {
        if (evidence.isEmpty() || !(evidence.getFirst() instanceof MediaInserted inserted)) {
            return NO_PERMIT;
        }
        if (inserted.serial() == null) {
            return NO_SERIAL;
        }
        MediaObjection nearest = NO_PERMIT;
        for (Fact fact : evidence) {
            if (fact instanceof MediaPermitted permit) {
                MediaObjection objection = to(permit, inserted);
                nearest = objection.compareTo(nearest) > 0 ? objection : nearest;
            }
        }
        return nearest;
    }

    private static MediaObjection to(MediaPermitted permit, MediaInserted inserted) {
        if (inserted.at().isBefore(permit.from()) || inserted.at().isAfter(permit.until())) {
            return NOT_NOW;
        }
        if (permit.machine() != null && !permit.machine().equals(inserted.machine())) {
            return OTHER_MACHINE;
        }
        if (permit.interfaces() != null
                && !DevicePattern.Match.EQUALS.holds(permit.interfaces(), inserted.interfaces())) {
            return OTHER_INTERFACES;
        }
        if (permit.person() != null && !permit.person().equals(inserted.operator())) {
            return OTHER_PERSON;
        }
        return SERIAL_TWICE;
    }
}
