package sekisho.correlation;

import sekisho.site.MediaId;

/// The ways of one medium into one zone and out of it: who carried it in, noted at each way in.

final class Carries {
    static final int IN = 1;
    static final int OUT = 2;

    final Noted<Person> log = new Noted<>();

    private final Zone zone;
    private final MediaId media;

    Carries(Zone zone, MediaId media) {
        this.zone = zone;
        this.media = media;
    }

    MediaId media() {
        return media;
    }

    Zone zone() {
        return zone;
    }

    /// The entry by which a person has the medium in the zone at a point in the order; negative if
    /// the person has not.
    long heldSince(Person person, long at, long sequence) {
        int i = log.behind(at, sequence) - 1;
        return i >= 0 && log.note(i) == person ? log.sequence(i) : -1;
    }

    void forget(long before) {
        log.forget(before, 1);
        if (log.size() == 1 && log.kind(0) == OUT && log.at(0) < before) {
            log.remove(0);
        }
    }

    boolean isForgotten() {
        return log.size() == 0;
    }

    void save(Saving saving) {
        log.save(saving.out(), saving::personOrNone);
    }

    void load(Loading loading) {
        log.load(loading.in(), loading::personOrNone);
    }
}
