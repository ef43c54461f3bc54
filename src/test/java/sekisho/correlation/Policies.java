package sekisho.correlation;

import sekisho.site.Hours;
import sekisho.site.Policy;
import sekisho.site.Policy.Undeclared;

import java.time.Duration;

/// The default policy with one thing changed.
final class Policies {
    private Policies() {}

    static Policy with(Hours hours) {
        return with(hours, Policy.DEFAULT.undeclared());
    }

    static Policy with(Undeclared undeclared) {
        return with(Policy.DEFAULT.hours(), undeclared);
    }

    static Policy heldAfter(Duration heldAfter) {
        Policy usual = Policy.DEFAULT;
        return with(heldAfter, usual.denials(), usual.hours(), usual.undeclared());
    }

    static Policy withDenials(int denials) {
        Policy usual = Policy.DEFAULT;
        return with(usual.heldAfter(), denials, usual.hours(), usual.undeclared());
    }

    private static Policy with(Hours hours, Undeclared undeclared) {
        return with(Policy.DEFAULT.heldAfter(), Policy.DEFAULT.denials(), hours, undeclared);
    }

    private static Policy with(
            Duration heldAfter, int denials, Hours hours, Undeclared undeclared) {
        Policy usual = Policy.DEFAULT;
        return new Policy(
                usual.explainedWithin(),
                usual.escortAway(),
                usual.overstay(),
                usual.releasedWithin(),
                heldAfter,
                usual.silentIntervals(),
                denials,
                usual.denialsWithin(),
                hours,
                usual.rejudged(),
                undeclared);
    }
}
