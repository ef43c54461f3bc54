package sekisho.app.config;

import org.jspecify.annotations.Nullable;

import sekisho.config.Faults;
import sekisho.config.Form;
import sekisho.config.Section;
import sekisho.site.Hours;
import sekisho.site.Policy;

/// `policy:`, the limits by which facts are judged. Whatever is left out has the product's default.
final class PolicyPart {
    private static final Form<Integer> COUNT = Form.whole(1, 1_000);

    private final Faults faults;

    PolicyPart(Faults faults) {
        this.faults = faults;
    }

    Policy read(Section root) {
        Policy normal = Policy.DEFAULT;
        Section policy = root.section("policy", "the policy");
        if (policy == null) {
            return normal;
        }
        return new Policy(
                policy.optional("explained-within", Form.SPAN, normal.explainedWithin()),
                policy.optional("escort-away", Form.SPAN, normal.escortAway()),
                policy.optional("overstay", Form.SPAN, normal.overstay()),
                policy.optional("released-within", Form.SPAN, normal.releasedWithin()),
                policy.optional("held-after", Form.SPAN, normal.heldAfter()),
                policy.optional("silent-intervals", COUNT, normal.silentIntervals()),
                policy.optional("denials", COUNT, normal.denials()),
                policy.optional("denials-within", Form.SPAN, normal.denialsWithin()),
                hours(policy, normal),
                policy.optional("rejudged", Form.SPAN, normal.rejudged()),
                policy.optional(
                        "undeclared", Form.word(Policy.Undeclared.class), normal.undeclared()));
    }

    private Hours hours(Section policy, Policy normal) {
        @Nullable Hours hours = new HoursPart(faults).read(policy);
        return hours == null ? normal.hours() : hours;
    }
}
