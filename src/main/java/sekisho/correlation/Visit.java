package sekisho.correlation;

/// What is known about a visit: its registrations, each noting the stay it began, and its leavings.
final class Visit {
    static final int REGISTERED = 1;
    static final int LEFT = 2;

    final Noted<Stay> log = new Noted<>();

    /// Whether it was over before a time.
    boolean isForgotten(long before) {
        int last = log.size() - 1;
        return log.kind(last) == LEFT && log.at(last) < before;
    }

    void save(Saving saving) {
        log.save(saving.out(), saving::stayOrNone);
    }

    void load(Loading loading) {
        log.load(loading.in(), loading::stayOrNone);
    }
}
